import { beforeAll, expect, it } from 'vitest'
import { type JournalEntry, JournalQuery } from '../../contract/journal.ts'
import { describeOnBothEngines } from '../../testing/postgres-stores.ts'
import { openDatabase } from '../database/database.ts'
import { createJournal, type Journal } from './journal.ts'

const ACTORS = ['', 'busy', 'OLGA', 'u-1', 'person 1', 'person', 'nobody']
const TARGETS = ['', 'crm', 'Data 1', 'no. 7', 'x'.repeat(190), 'no such', '0a0b0c01', '0A0B', '0a', '100%']
const OTHERS = [
  {},
  { environment: 'staging' },
  { environment: 'nowhere' },
  { action: 'run.start' },
  { outcome: 'refused' },
]

describeOnBothEngines('what a search of the journal finds', ({ setting }) => {
  let journal: Journal
  let all: JournalEntry[]
  let names: () => Promise<[number, number]>
  beforeAll(async () => {
    let now = Date.UTC(2026, 10, 21)
    const database = await openDatabase(await setting())
    const { db } = database
    journal = createJournal(database, () => now)
    names = async () => [
      (await db.selectFrom('journal_people').selectAll().execute()).length,
      (await db.selectFrom('journal_titles').selectAll().execute()).length,
    ]
    for (let n = 0; n < 300; n++) {
      now += 1_000
      const id = `0a0b0c${String(n % 90).padStart(2, '0')}-0000-4000-8000-000000000000`
      const entry = await journal.begin({
        actor:
          n % 70 === 0
            ? { id: 'u-1', name: 'Olga' }
            : { id: `busy-${n % 3}`, name: `Busy Person ${n % (n % 5 === 0 ? 60 : 3)}` },
        role: 'operator',
        environment: [null, 'production', 'production', 'staging'][n % 4] ?? null,
        action: n % 6 === 0 ? 'run.start' : 'event.redeliver',
        target: {
          type: 'event',
          id: n % 2 === 0 ? id : `e-${n}`,
          title:
            [`CRM · Data ${n % 75}`, `Outage no. ${n}`, `${'x'.repeat(280)} ${n}${'y'.repeat(50)}`, `${n}% off_er`][
              n % 4
            ] ?? '',
          subscriptionId: n % 5 === 0 ? null : id,
        },
        before: null,
        after: null,
        reason: null,
        requestId: 'r',
      })
      if (n % 9 > 0) await journal.finish(entry, { outcome: n % 9 === 1 ? 'refused' : 'done' })
    }
    all = []
    for await (const { links: _, ...entry } of journal.all()) all.unshift(entry)
    return () => db.destroy()
  })

  const has = (text: string, part: string) => text.toLowerCase().includes(part.toLowerCase())
  const begins = (id: string | null, part: string) =>
    id !== null && (part.length < 3 ? id === part : id.startsWith(part.toLowerCase()) || id.startsWith(part))
  const fits = (entry: JournalEntry, { actor = '', target = '', ...other }: Record<string, string>) =>
    (actor === '' || has(entry.actor.id, actor) || has(entry.actor.name, actor)) &&
    (target === '' ||
      has(entry.target.title, target) ||
      begins(entry.target.id, target) ||
      begins(entry.target.subscriptionId, target)) &&
    Object.entries(other).every(([member, value]) => entry[member as 'environment' | 'action' | 'outcome'] === value)

  it.each(OTHERS)('is what it says, the newest first, in pages both ways: %o', async (other) => {
    for (const actor of ACTORS)
      for (const target of TARGETS) {
        const asked = { ...other, ...(actor && { actor }), ...(target && { target }) }
        const wanted = all.filter((entry) => fits(entry, asked)).map(({ id }) => id)
        const page = async (more: object) => await journal.page(JournalQuery.parse({ ...asked, size: 7, ...more }))
        const first = await page({})
        expect([asked, first.items.map(({ id }) => id)]).toEqual([asked, wanted.slice(0, 7)])
        expect(first.older).toBe(wanted.length > 7 ? wanted[6] : null)
        const middle = wanted[20]
        if (middle === undefined) continue
        const [older, newer] = [await page({ before: middle }), await page({ after: middle })]
        expect([asked, older.items.map(({ id }) => id)]).toEqual([asked, wanted.slice(21, 28)])
        expect([asked, newer.items.map(({ id }) => id)]).toEqual([asked, wanted.slice(13, 20)])
      }
  })

  it('of no more names than entries have, once the old ones are forgotten', async () => {
    const named = new Set(all.map(({ target }) => target.title.slice(0, 300)))
    const people = new Set(all.map(({ actor }) => JSON.stringify(actor)))
    expect(await names()).toEqual([people.size, named.size])
    const kept = all.slice(0, 40)
    while ((await journal.forget(Date.parse(kept.at(-1)?.at ?? ''), 50)) > 0);
    const left = new Set(kept.map(({ target }) => target.title.slice(0, 300)))
    expect(await names()).toEqual([new Set(kept.map(({ actor }) => JSON.stringify(actor))).size, left.size])
  })
})
