import { sql } from 'kysely'
import { beforeAll, expect, it } from 'vitest'
import { FailedMatch, FailedQuery } from '../../../contract/failed-event.ts'
import { aFailure, everyOne, NOON, SHOP, secondsOf } from '../../../testing/failures.ts'
import { describeOnBothEngines } from '../../../testing/postgres-stores.ts'
import { type Database, openDatabase } from '../../database/database.ts'
import { createEventIndex, type EventIndex } from '../event-index.ts'

/** More than is walked through before a text is looked up; so texts are looked up that only the last of them have. */
const MANY = 5_200
const ID = '6b004bc5-179c-45c2-815d-31b06169371d'
const ERRORS = [
  'x509: Certificate has EXPIRED',
  '100%_\\ of "Müller\'s" ÜBUNG',
  'no  route\tto host-name',
  '日本語のエラー',
  `zz${ID}zz`,
]

describeOnBothEngines('a text of failed events', ({ setting }) => {
  let database: Database
  let index: EventIndex
  beforeAll(async () => {
    database = await openDatabase(await setting())
    index = createEventIndex(database, () => NOON + 10_000)
    const many = Array.from({ length: MANY }, (_, at) => aFailure(at / MANY, { listenerError: 'connection refused' }))
    await index.put('production', many)
    const rare = ERRORS.map((listenerError, at) =>
      aFailure(at + 2, { listenerError, user: null, subscriptionId: SHOP }),
    )
    await index.put('production', [
      ...rare,
      aFailure(9, { user: 'Jürgen Q', eventId: 'not-an-id', listenerError: null }),
    ])
    return () => database.db.destroy()
  })
  const found = async (query: object) => {
    const { items } = await index.failed('production', FailedQuery.parse({ size: 1, ...query }))
    return secondsOf(items)
  }
  const total = async (query: object) => (await index.failedSummary('production', FailedMatch.parse(query))).total

  const TEXTS: [text: string, expected: number[]][] = [
    ['certificate has expired', [2]],
    ['CERT', [2]],
    ['expired certificate', []],
    ['has expired x509', []],
    ['e h', [2]],
    ['x5', [2]],
    ['9:', [2]],
    ['hqe', []],
    ['%', [3]],
    ['_', [3]],
    ['\\', [3]],
    ['%_\\', [3]],
    ['0%_', [3]],
    ['1%', []],
    ['"m', [3]],
    ["müller's", [3]],
    ['Ü', [3, 9]],
    ['übung', [3]],
    ['ÜB', [3]],
    ['ub', []],
    ['no  r', [4]],
    ['no r', []],
    ['\tto', [4]],
    ['-n', [4]],
    ['の', [5]],
    ['本語', [5]],
    ['語のエ', [5]],
    ['エの', []],
    ['zz', [6]],
    ['dz', [6]],
    ['81zz', []],
    [ID.slice(10), [6]],
    ['jürgen q', [9]],
    ['q', [9]],
    ['not-an', [9]],
    ['xq', []],
    ['ß', []],
    ['nothing like this', []],
    ['\u001f', []],
  ]

  it.each(TEXTS)('%j is found where it is', async (text, expected) => {
    expect(await found({ text, size: 10 })).toEqual(expected)
    expect(await found({ text, size: 10, sort: 'failed' })).toEqual(expected.toReversed())
    expect(await found({ text })).toEqual(expected.slice(0, 1))
    expect(await total({ text })).toBe(expected.length)
  })

  it('may be anything', async () => {
    for (const text of ['q\u0000', '\ud800', '  ', "'", '"', '{', '}', ',', '[a]', '$1', '?'])
      await expect(total({ text })).resolves.toBeGreaterThanOrEqual(0)
  })

  it('is found together with all else, by its subscription, on every page', async () => {
    expect(await found({ text: 'certificate', subscription: SHOP, attribute: 'email', status: 503 })).toEqual([2])
    expect(await found({ text: 'certificate', status: 500 })).toEqual([])
    const first = await index.failed('production', FailedQuery.parse({ text: 'ü', size: 1 }))
    const second = await index.failed('production', FailedQuery.parse({ text: 'ü', size: 1, after: first.next }))
    expect([secondsOf(second.items), second.next]).toEqual([[9], null])
    const back = await index.failed('production', FailedQuery.parse({ text: 'ü', size: 1, before: second.previous }))
    expect([secondsOf(back.items), back.previous]).toEqual([[3], null])
  })

  it('that many have is found on every page as well', async () => {
    const each = await everyOne(index.eachFailed('production', FailedQuery.parse({ text: 'n refused' })))
    expect(new Set(each.map(({ id }) => id)).size).toBe(MANY)
    expect(each.map(({ expiresAt }) => expiresAt)).toEqual(each.map(({ expiresAt }) => expiresAt).toSorted())
  })

  it('is found the same whichever index there is', async () => {
    const search = async () => {
      const answers: unknown[] = []
      for (const [text] of TEXTS)
        for (const sort of ['expiry', 'failed']) answers.push([text, sort, await found({ text, sort, size: 10 })])
      return answers
    }
    const all = await search()
    for (const name of ['events_failed_trigrams', 'events_failed_letters']) {
      await sql`drop index if exists ${sql.id(name)}`.execute(database.db)
      expect(await search()).toEqual(all)
    }
  })
})
