import { beforeEach, describe, expect, it } from 'vitest'
import { JournalQuery } from '../../contract/journal.ts'
import { describeOnBothEngines } from '../../testing/postgres-stores.ts'
import type { Journal, JournalBeginning } from './journal.ts'

const anEntry = (changes: Partial<JournalBeginning> = {}): JournalBeginning => ({
  actor: { id: 'u-1', name: 'Olga Operator' },
  role: 'operator',
  environment: 'production',
  action: 'subscription.disable',
  target: { type: 'subscription', id: 'sub-1', title: 'Billing', subscriptionId: 'sub-1' },
  before: { enabled: true },
  after: { enabled: false },
  reason: null,
  requestId: 'req-1',
  ...changes,
})

const query = (changes: Record<string, unknown> = {}) => JournalQuery.parse(changes)

describeOnBothEngines('the journal', ({ open }) => {
  let journal: Journal
  const clock = { now: 0 }
  beforeEach(async () => {
    clock.now = Date.UTC(2026, 10, 21)
    journal = (await open({ now: () => clock.now })).journal
  })
  const titles = async (changes: Record<string, unknown>) =>
    (await journal.page(query(changes))).items.map((entry) => entry.target.title)

  it('holds an entry from before the change', async () => {
    const id = await journal.begin(anEntry({ reason: 'Billing moves' }))
    expect(await journal.page(query())).toEqual({
      items: [
        {
          ...anEntry({ reason: 'Billing moves' }),
          id,
          at: '2026-11-21T00:00:00.000000Z',
          outcome: 'pending',
          upstreamStatus: null,
          problem: null,
        },
      ],
      older: null,
      newer: null,
    })
  })

  it('says how it ended', async () => {
    const id = await journal.begin(anEntry())
    await journal.finish(id, { outcome: 'refused', upstreamStatus: 409, problem: 'The subscription is off' })
    expect((await journal.page(query())).items[0]).toMatchObject({
      outcome: 'refused',
      upstreamStatus: 409,
      problem: 'The subscription is off',
      after: { enabled: false },
    })
  })

  it('keeps what really came of it, and any shape of before and after', async () => {
    const id = await journal.begin(anEntry({ before: undefined, after: null }))
    await journal.finish(id, { outcome: 'done', after: [{ enabled: false, title: 'ä"\u0000' }] })
    expect((await journal.page(query())).items[0]).toMatchObject({
      before: null,
      after: [{ enabled: false, title: 'ä"\u0000' }],
    })
  })

  it('learns who was created when it is over', async () => {
    const id = await journal.begin(
      anEntry({ target: { type: 'subscription', id: 'new', title: 'CRM', subscriptionId: null } }),
    )
    await journal.finish(id, { outcome: 'done', target: { id: 's-9', subscriptionId: 's-9' } })
    expect((await journal.page(query())).items[0]?.target).toEqual({
      type: 'subscription',
      id: 's-9',
      title: 'CRM',
      subscriptionId: 's-9',
    })
  })

  it('takes any text, in what is written and in what is looked for', async () => {
    await journal.begin(anEntry({ reason: 'a\u0000b \u{1f600} \ud800', actor: { id: 'u\u0000', name: 'Zoë' } }))
    expect((await journal.page(query())).items[0]?.reason).toMatch(/^a.?b /)
    expect(await titles({ actor: 'zoë\u0000' })).toEqual(expect.any(Array))
  })

  it('lets an unknown outcome be settled, and no other be changed', async () => {
    const id = await journal.begin(anEntry())
    await journal.finish(id, { outcome: 'unknown' })
    await journal.finish(id, { outcome: 'done' })
    await expect(journal.finish(id, { outcome: 'refused' })).rejects.toThrow(id)
    await expect(journal.finish('no-such-entry', { outcome: 'done' })).rejects.toThrow('no-such-entry')
  })

  it('is searched by what an entry says', async () => {
    const olga = { id: 'olga@example.com', name: 'Olga Operator' }
    await journal.begin(
      anEntry({ target: { type: 'subscription', id: 's-1', title: 'Billing', subscriptionId: 's-1' } }),
    )
    clock.now += 1_000
    const done = await journal.begin(
      anEntry({
        actor: olga,
        environment: 'staging',
        action: 'event.redeliver',
        target: { type: 'event', id: 'e-1', title: '100% off_er', subscriptionId: 's-2' },
      }),
    )
    await journal.finish(done, { outcome: 'done' })
    clock.now += 1_000
    await journal.begin(
      anEntry({
        actor: { id: 'u-9', name: 'Vera' },
        environment: null,
        action: 'session.sign-in',
        target: { type: 'session', id: 'u-9', title: '1000 offers', subscriptionId: null },
      }),
    )
    expect(await titles({})).toEqual(['1000 offers', '100% off_er', 'Billing'])
    expect(await titles({ environment: 'staging' })).toEqual(['100% off_er'])
    expect(await titles({ action: 'session.sign-in' })).toEqual(['1000 offers'])
    expect(await titles({ outcome: 'pending' })).toEqual(['1000 offers', 'Billing'])
    expect(await titles({ actor: 'OLGA OP' })).toEqual(['100% off_er', 'Billing'])
    expect(await titles({ actor: 'olga@' })).toEqual(['100% off_er'])
    expect(await titles({ target: 's-2' })).toEqual(['100% off_er'])
    expect(await titles({ target: '0% OFF_' })).toEqual(['100% off_er'])
    expect(await titles({ target: '%' })).toEqual(['100% off_er'])
    expect(await titles({ target: '\\' })).toEqual([])
    expect(await titles({ from: '2026-11-21T00:00:01Z' })).toEqual(['1000 offers', '100% off_er'])
    expect(await titles({ to: '2026-11-21T01:00:01.0+01:00' })).toEqual(['Billing'])
    expect(await titles({ actor: 'olga', outcome: 'done' })).toEqual(['100% off_er'])
  })

  it('forgets what is older than it is kept, a few at a time, the oldest first', async () => {
    for (let day = 0; day < 5; day++) {
      await journal.begin(
        anEntry({ target: { type: 'subscription', id: 's', title: `day ${day}`, subscriptionId: null } }),
      )
      clock.now += 86_400_000
    }
    const before = clock.now - 2 * 86_400_000
    expect([await journal.forget(before, 2), await journal.forget(before, 2), await journal.forget(before, 2)]).toEqual(
      [2, 1, 0],
    )
    expect(await titles({})).toEqual(['day 4', 'day 3'])
  })

  it('finds people by every name they had, and a subscription or event by its id or where that begins', async () => {
    const id = '0f0e0d0c-0000-4000-8000-00000000abcd'
    const target = { type: 'event', id, title: 'entityUpdated · CRM', subscriptionId: null } as const
    for (const name of ['Olga Old', 'Olga New', 'Vera'])
      await journal.begin(
        anEntry({ actor: { id: name === 'Vera' ? 'u-2' : 'u-1', name }, target: { ...target, title: name } }),
      )
    expect(await titles({ actor: 'olga' })).toEqual(['Olga New', 'Olga Old'])
    expect(await titles({ actor: 'OLD' })).toEqual(['Olga Old'])
    expect(await titles({ actor: 'u-' })).toEqual(['Vera', 'Olga New', 'Olga Old'])
    expect(await titles({ actor: 'nobody' })).toEqual([])
    expect(await titles({ target: id.toUpperCase() })).toHaveLength(3)
    expect(await titles({ target: '0F0e0d' })).toHaveLength(3)
    expect(await titles({ target: 'abcd' })).toEqual([])
    expect(await titles({ target: 'OLGA N' })).toEqual(['Olga New'])
  })

  it('finds entries of a time also when the clock was set back while they were written', async () => {
    clock.now += 3_600_000
    await journal.begin(anEntry({ target: { type: 'subscription', id: 's', title: 'ahead', subscriptionId: null } }))
    clock.now -= 3_600_000
    await journal.begin(anEntry({ target: { type: 'subscription', id: 's', title: 'back', subscriptionId: null } }))
    expect(await titles({ to: '2026-11-21T00:30:00Z' })).toEqual(['back'])
  })

  describe('in pages', () => {
    const title = (number: number) => `entry ${String(number).padStart(2, '0')}`
    beforeEach(async () => {
      for (let number = 1; number <= 7; number++)
        await journal.begin(
          anEntry({ target: { type: 'subscription', id: 's', title: title(number), subscriptionId: 's' } }),
        )
    })

    it('leads to older entries and back, keeping its place while entries arrive', async () => {
      const first = await journal.page(query({ size: 3 }))
      expect(first.items.map((entry) => entry.target.title)).toEqual([title(7), title(6), title(5)])
      expect(first.newer).toBeNull()
      await journal.begin(anEntry())
      const second = await journal.page(query({ size: 3, before: first.older }))
      expect(second.items.map((entry) => entry.target.title)).toEqual([title(4), title(3), title(2)])
      const third = await journal.page(query({ size: 3, before: second.older }))
      expect(third.items.map((entry) => entry.target.title)).toEqual([title(1)])
      expect(third.older).toBeNull()
      const back = await journal.page(query({ size: 3, after: third.newer }))
      expect(back.items.map((entry) => entry.target.title)).toEqual([title(4), title(3), title(2)])
      expect(back.older).toBe(second.older)
      expect((await journal.page(query({ size: 3, after: back.newer }))).newer).not.toBeNull()
    })

    it('has no empty page: past an end comes the newest', async () => {
      const all = await journal.page(query())
      const past = await journal.page(query({ size: 3, before: all.items.at(-1)?.id }))
      expect(past.items[0]?.target.title).toBe(title(7))
    })

    it('counts only what matches as a neighbour', async () => {
      await journal.begin(anEntry({ environment: 'staging' }))
      const page = await journal.page(query({ environment: 'staging', size: 1 }))
      expect([page.items.length, page.older, page.newer]).toEqual([1, null, null])
    })
  })
})
