import type { Kysely } from 'kysely'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { createLedgerFixture } from '../../testing/ledger-fixture.ts'
import { describeOnBothEngines } from '../../testing/postgres-stores.ts'
import { someItems, TAKEN } from '../../testing/runs.ts'
import { type Database, openDatabase } from '../database/database.ts'
import type { Tables } from '../database/tables.ts'
import { createJournal, type Journal } from './journal.ts'
import { type JournalFault, verifyJournal } from './verify.ts'

const ENTRIES = 30
const DAY = 86_400_000

describeOnBothEngines('the chain of the journal', ({ setting, open }) => {
  let database: Database
  let journal: Journal
  const clock = { now: 0 }
  beforeEach(async () => {
    clock.now = Date.UTC(2026, 10, 21)
    database = await openDatabase(await setting())
    onTestFinished(() => database.db.destroy())
    journal = createJournal(database, () => clock.now)
  })
  const write = async (number: number) => {
    clock.now += 1000
    const id = await journal.begin({
      actor: { id: `u-${number}`, name: 'Zoë\u0000 \ud800' },
      role: 'operator',
      environment: [null, 'production', 'staging'][number % 3] ?? null,
      action: 'subscription.disable',
      target: { type: 'subscription', id: 's', title: `CRM ${number}`, subscriptionId: 's' },
      before: { enabled: true },
      after: { enabled: false, text: 'a\u0000b' },
      reason: null,
      requestId: 'r',
    })
    if (number % 4 > 0)
      await journal.finish(id, { outcome: number % 4 === 1 ? 'unknown' : 'done', upstreamStatus: 200 })
    if (number % 4 === 1) await journal.settle(id, { outcome: 'done' })
  }
  const writeAll = async () => {
    for (let number = 0; number < ENTRIES; number++) await write(number)
  }

  it('fits, whatever was written, at once or one after the other, and has an end for each environment', async () => {
    await Promise.all(Array.from({ length: ENTRIES }, (_, number) => write(number)))
    const { links, faults, heads } = await journal.verify()
    expect([faults, links]).toEqual([[], expect.any(Number)])
    expect(links).toBeGreaterThan(ENTRIES)
    expect(heads.map(({ environment }) => environment)).toEqual(['', 'production', 'staging'])
    expect(await journal.heads()).toEqual(expect.arrayContaining(heads))
  })

  it('has the calls of runs in it', async () => {
    const { store, orders, start, claimed } = await createLedgerFixture(open)
    await start(someItems(orders, 1))
    await store.runs.closeTurn(await claimed(), TAKEN)
    expect(await store.journal.verify()).toMatchObject({ links: 1, faults: [], heads: [{ environment: 'production' }] })
  })

  it('begins later when old entries are deleted, and still fits', async () => {
    await writeAll()
    clock.now += DAY
    await writeAll()
    const before = clock.now - DAY / 2
    while ((await journal.forget(before, 7)) > 0);
    const { links, faults } = await journal.verify()
    expect([faults, (await database.db.selectFrom('journal').select('id').execute()).length]).toEqual([[], ENTRIES])
    expect(links).toBeGreaterThan(ENTRIES)
  })

  describe('shows what was done behind its back', () => {
    type Tamper = (db: Kysely<Tables>, ids: string[], round: number) => Promise<unknown>
    /** Does it and looks, then takes it back. */
    const found = async (tamper: Tamper, round: number): Promise<JournalFault[]> => {
      let faults: JournalFault[] = []
      const undo = new Error('undo')
      await database.db
        .transaction()
        .execute(async (trx) => {
          const rows = await trx.selectFrom('journal').select('id').orderBy('id').execute()
          await tamper(
            trx,
            rows.map(({ id }) => id),
            round,
          )
          faults = (await verifyJournal(trx)).faults
          throw undo
        })
        .catch((error: unknown) => {
          if (error !== undo) throw error
        })
      return faults
    }
    const at = (ids: string[], round: number) => ids[(round * 7) % ids.length] ?? ''
    const edits = [
      { reason: 'another' },
      { outcome: 'refused' },
      { actor_name: 'Somebody' },
      { after_json: '{}' },
      { at: '2026-11-20T00:00:00.000000Z' },
      { environment: 'elsewhere' },
      { upstream_status: 500 },
    ]

    it.each<[string, Tamper, JournalFault['what']]>([
      [
        'an edit',
        (db, ids, round) =>
          db
            .updateTable('journal')
            .set(edits[round % edits.length] ?? {})
            .where('id', '=', at(ids, round))
            .execute(),
        'changed',
      ],
      ['a removal', (db, ids, round) => db.deleteFrom('journal').where('id', '=', at(ids, round)).execute(), 'removed'],
      [
        'a removal with its links',
        async (db, ids, round) => {
          await db.deleteFrom('journal').where('id', '=', at(ids, round)).execute()
          await db.deleteFrom('journal_links').where('entry', '=', at(ids, round)).execute()
        },
        'broken',
      ],
      [
        'an insertion',
        async (db, ids, round) => {
          const row = await db
            .selectFrom('journal')
            .selectAll()
            .where('id', '=', at(ids, round))
            .executeTakeFirstOrThrow()
          await db
            .insertInto('journal')
            .values({ ...row, id: `${row.id.slice(0, -4)}abcd` })
            .execute()
        },
        'inserted',
      ],
      [
        'two entries in each other’s place',
        async (db, ids, round) => {
          const [one, other] = [at(ids, round), at(ids, round + 1)]
          const move = (from: string, to: string) =>
            db.updateTable('journal').set({ id: to }).where('id', '=', from).execute()
          await move(one, 'aside')
          await move(other, one)
          await move('aside', other)
        },
        'changed',
      ],
    ])('%s, 25 of 25', async (_, tamper, what) => {
      await writeAll()
      for (let round = 0; round < 25; round++)
        expect([round, (await found(tamper, round)).map((fault) => fault.what)]).toEqual([
          round,
          expect.arrayContaining([what]),
        ])
      expect((await journal.verify()).faults).toEqual([])
    })
  })
})
