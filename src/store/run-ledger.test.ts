import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { JournalQuery } from '../contract/journal.ts'
import { describeOnBothEngines } from '../testing/postgres-stores.ts'
import { aRun, itemQuery, someItems, TAKEN } from '../testing/runs.ts'
import type { NewItem, RunLedger } from './run-ledger.ts'
import type { Result, Turn } from './run-queue.ts'
import type { Store } from './store.ts'

const MINUTE = 60_000
const LEASE = 30_000
const HERE = [{ id: 'production', interval: MINUTE }]
const SPACING = { interval: MINUTE }

describeOnBothEngines('the ledger of runs', ({ open }) => {
  let store: Store
  let runs: RunLedger
  let orders: string
  const clock = { now: 0 }
  beforeEach(async () => {
    clock.now = Date.UTC(2026, 10, 21)
    store = await open({ now: () => clock.now })
    runs = store.runs
    orders = randomUUID()
  })

  const start = async (items: NewItem[], differs: Parameters<typeof aRun>[0] = {}) => {
    const run = aRun({ subscriptions: [...new Set(items.map(({ subscriptionId }) => subscriptionId))], ...differs })
    return { id: run.id, creation: await runs.create(run, items) }
  }
  const claim = () => runs.claim('me', HERE, LEASE)
  const claimed = async (): Promise<Turn> => {
    const turn = await claim()
    if (!turn) throw new Error('No lane is due')
    return turn
  }
  /** The next turn, carried out to this end. */
  const end = async (result: Result): Promise<Turn> => {
    const turn = await claimed()
    expect(await runs.settle(turn, result, { waits: null, freeAt: clock.now })).toBe(true)
    return turn
  }
  const detail = async (id: string) => {
    const found = await runs.detail('production', id, SPACING)
    if (!found) throw new Error('No such run')
    return found
  }
  const states = async (id: string) =>
    (await runs.items('production', id, itemQuery(), SPACING))?.items.map(({ state }) => state)
  const ids = (items: NewItem[]) => items.map(({ eventId }) => eventId)

  describe('begins a run', () => {
    it('once for one id', async () => {
      const items = someItems(orders, 2)
      const run = aRun({ subscriptions: [orders] })
      expect(await runs.create(run, items)).toEqual({ outcome: 'created', queued: 0, total: 2 })
      expect(await runs.create(run, items)).toEqual({ outcome: 'known', queued: 0, total: 0 })
      expect((await detail(run.id)).total).toBe(2)
    })

    it('without the events that another run holds', async () => {
      const [first, second, third] = someItems(orders, 3)
      if (!first || !second || !third) throw new Error('Three were asked for')
      await start([first, second])
      const { id, creation } = await start([second, third])
      expect(creation).toEqual({ outcome: 'created', queued: 1, total: 1 })
      expect((await detail(id)).leftOut.queued).toBe(1)
    })

    it('not at all when there is nothing left of it', async () => {
      const items = someItems(orders, 1)
      await start(items)
      const { id, creation } = await start(items)
      expect(creation).toEqual({ outcome: 'nothing', queued: 1, total: 0 })
      expect(await runs.detail('production', id, SPACING)).toBeUndefined()
    })

    it('with the same event twice as one item', async () => {
      const [item] = someItems(orders, 1)
      if (!item) throw new Error('One was asked for')
      expect((await start([item, { ...item }])).creation.total).toBe(1)
    })

    it('in either of two that want the same events at once, never in both', async () => {
      const items = someItems(orders, 50)
      const [one, other] = await Promise.all([start(items), start(items.toReversed())])
      expect(one.creation.total + other.creation.total).toBe(50)
    })

    it('again with an event that came to an end', async () => {
      const items = someItems(orders, 1)
      await start(items)
      await end({ to: 'failed' })
      expect((await start(items)).creation.outcome).toBe('created')
    })
  })

  describe('gives turns', () => {
    it('one at a time of each subscription, in the order of the plan', async () => {
      const items = someItems(orders, 2)
      await start(items)
      expect((await claimed()).eventId).toBe(items[0]?.eventId)
      expect(await claim()).toBeUndefined()
    })

    it('an interval apart, from the moment that is said', async () => {
      const items = someItems(orders, 2)
      await start(items)
      const sent = clock.now
      clock.now += 5_000
      const turn = await claimed()
      await runs.settle(turn, { to: 'delivered' }, { freeAt: sent + MINUTE, waits: null })
      clock.now = sent + MINUTE - 1
      expect(await claim()).toBeUndefined()
      expect(await runs.nextDue(HERE)).toBe(sent + MINUTE)
      clock.now = sent + MINUTE
      expect((await claimed()).eventId).toBe(items[1]?.eventId)
    })

    it('to different subscriptions at once', async () => {
      await start([...someItems(orders, 2), ...someItems(randomUUID(), 2)])
      await claimed()
      await claimed()
      expect(await claim()).toBeUndefined()
    })

    it('to single ones first, then to older runs', async () => {
      const [old, young, single] = [someItems(orders, 1), someItems(orders, 1), someItems(orders, 1)]
      await start(old)
      await start(young)
      await start(single, { single: true })
      const order = [await end({ to: 'delivered' }), await end({ to: 'delivered' }), await end({ to: 'delivered' })]
      expect(order.map(({ eventId }) => eventId)).toEqual([...ids(single), ...ids(old), ...ids(young)])
    })

    it('back in its place to what goes back', async () => {
      const items = someItems(orders, 2)
      await start(items)
      const turn = await claimed()
      await runs.settle(turn, { to: 'back' }, { freeAt: clock.now, waits: null })
      expect((await claimed()).eventId).toBe(items[0]?.eventId)
    })

    it('not in environments that are not named', async () => {
      await start(someItems(orders, 1), { environment: 'gone' })
      expect(await claim()).toBeUndefined()
      expect(await runs.claim('me', [{ id: 'gone', interval: MINUTE }], LEASE)).toBeDefined()
    })

    it('to nobody twice, however many ask', async () => {
      const items = Array.from({ length: 20 }, () => someItems(randomUUID(), 1)).flat()
      await start(items)
      const turns = await Promise.all(items.flatMap(() => [claim(), claim()]))
      const got = turns.flatMap((turn) => turn?.eventId ?? [])
      expect(got.toSorted()).toEqual(ids(items).toSorted())
    })

    it('to what arrives just when its lane is found empty', async () => {
      const items = Array.from({ length: 60 }, () => someItems(orders, 1)).flat()
      let [arriving, done] = [true, 0]
      const drain = async () => {
        for (let turn = await claim(); arriving; turn = await claim()) {
          if (turn && (await runs.settle(turn, { to: 'delivered' }, { waits: null, freeAt: clock.now }))) done++
        }
      }
      const draining = [drain(), drain()]
      for (const [place, item] of items.entries()) {
        await start([item], { single: true })
        await vi.waitFor(() => expect(done).toBe(place + 1), { interval: 1 })
      }
      arriving = false
      await Promise.all(draining)
    })

    it('of a replay at its pace, eight at once', async () => {
      const items = [...someItems(orders, 6), ...someItems(randomUUID(), 6)]
      await start(items, { options: { way: 'replay', pace: 10 } })
      const turns = []
      for (let n = 0; n < 12; n++) {
        const turn = await claim()
        if (turn) turns.push(turn)
        clock.now += 100
      }
      expect(turns.map(({ eventId }) => eventId)).toEqual(ids(items).slice(0, 8))
      for (const turn of turns.slice(0, 2)) await runs.settle(turn, { to: 'delivered' }, { waits: null })
      expect((await claimed()).eventId).toBe(items[8]?.eventId)
      expect(await claim()).toBeUndefined()
    })
  })

  describe('keeps the right to a turn', () => {
    it('to whoever has the lease', async () => {
      await start(someItems(orders, 1))
      const turn = await claimed()
      expect(await runs.begin({ ...turn, lease: 'another' }, '', LEASE)).toBe(false)
      expect(await runs.settle({ ...turn, lease: 'another' }, { to: 'delivered' }, { waits: null })).toBe(false)
      expect(await runs.begin(turn, '', LEASE)).toBe(true)
    })

    it('until the lease runs out', async () => {
      await start(someItems(orders, 1))
      const turn = await claimed()
      clock.now += LEASE
      expect(await runs.begin(turn, '', LEASE)).toBe(false)
    })

    it('and gives back at once what was never called', async () => {
      const { id } = await start(someItems(orders, 1))
      const turn = await claimed()
      clock.now += LEASE
      expect(await runs.abandoned(MINUTE)).toBe(1)
      expect(await states(id)).toEqual(['waiting'])
      expect(await runs.settle(turn, { to: 'delivered' }, { waits: null })).toBe(false)
      expect((await claimed()).eventId).toBe(turn.eventId)
    })

    it('and does not know what became of a call', async () => {
      const { id } = await start(someItems(orders, 1))
      const turn = await claimed()
      await runs.begin(turn, 'seen-before', LEASE)
      clock.now += LEASE
      await runs.abandoned(MINUTE)
      expect(await states(id)).toEqual(['unknown'])
      const [look] = await runs.claimLooks('me', HERE, { leaseFor: LEASE, limit: 5 })
      expect(look).toMatchObject({
        eventId: turn.eventId,
        state: 'unknown',
        seen: 'seen-before',
        graceUntil: clock.now + MINUTE,
      })
      const page = await store.journal.page(JournalQuery.parse({}))
      expect(page.items.map(({ outcome, action }) => [action, outcome])).toEqual([['event.redeliver', 'unknown']])
    })

    it('and leaves a replay untraced', async () => {
      const { id } = await start(someItems(orders, 1), { options: { way: 'replay' } })
      await runs.begin(await claimed(), '', LEASE)
      clock.now += LEASE
      await runs.abandoned(MINUTE)
      expect(await states(id)).toEqual(['untraced'])
      expect((await detail(id)).state).toBe('done')
    })
  })

  describe('looks after what was sent', () => {
    const send = async () => {
      const turn = await claimed()
      const [result, lane, sent] = TAKEN
      await runs.settle(turn, { ...result, lookAt: clock.now + 1000 }, lane, sent)
      return turn
    }
    const looks = () => runs.claimLooks('me', HERE, { leaseFor: LEASE, limit: 5 })

    it('when it is time, one at a time', async () => {
      await start(someItems(orders, 1))
      await send()
      expect(await looks()).toEqual([])
      expect(await runs.nextDue(HERE)).toBe(clock.now + 1000)
      clock.now += 1000
      expect(await looks()).toHaveLength(1)
      expect(await looks()).toEqual([])
      clock.now += LEASE
      expect(await looks()).toHaveLength(1)
    })

    it('until its end, which ends the run', async () => {
      const { id } = await start(someItems(orders, 1))
      await send()
      clock.now += 1000
      const [look] = await looks()
      if (!look) throw new Error('It is due')
      expect(await runs.looked({ ...look, lease: 'another' }, { to: 'delivered' })).toBe(false)
      expect(await runs.looked(look, { to: 'delivered' })).toBe(true)
      expect(await detail(id)).toMatchObject({ state: 'done', counts: { delivered: 1, waiting: 0 }, endsAt: null })
    })

    it('and lets what never arrived wait again in its place', async () => {
      const items = someItems(orders, 2)
      await start(items)
      const turn = await claimed()
      await runs.begin(turn, 'seen', LEASE)
      const unknown = { to: 'unknown', lookAt: clock.now, graceUntil: clock.now } as const
      await runs.settle(
        turn,
        unknown,
        { waits: null, freeAt: clock.now },
        { outcome: 'unknown', status: null, problem: 'x' },
      )
      const [look] = await looks()
      if (!look) throw new Error('It is due')
      await runs.looked(look, { to: 'back' }, { outcome: 'refused', status: null, problem: 'It never arrived' })
      expect((await claimed()).eventId).toBe(items[0]?.eventId)
      expect((await store.journal.page(JournalQuery.parse({}))).items[0]).toMatchObject({ outcome: 'refused' })
    })

    it('and journals the call in the name of whoever started the run', async () => {
      const { id } = await start(someItems(orders, 1))
      const { eventId } = await send()
      const { items } = await store.journal.page(JournalQuery.parse({}))
      expect(items).toMatchObject([
        {
          actor: { name: 'Oskar Operator' },
          role: 'operator',
          action: 'event.redeliver',
          target: { type: 'event', id: eventId, title: 'entityUpdated · Orders sync', subscriptionId: orders },
          after: { run: id },
          reason: 'INC-4711',
          outcome: 'done',
          upstreamStatus: 202,
        },
      ])
    })
  })

  describe('lets people', () => {
    const by = { by: 'Oskar Operator', reason: 'too early' }

    it('pause a run and go on', async () => {
      const { id } = await start(someItems(orders, 2))
      const turn = await claimed()
      expect(await runs.pause('production', id, by)).toBe('changed')
      expect(await runs.pause('production', id, by)).toBe('unchanged')
      expect(await detail(id)).toMatchObject({ state: 'paused', stateReason: 'Paused by Oskar Operator: too early' })
      await runs.settle(turn, { to: 'back' }, { waits: null, freeAt: clock.now })
      expect(await states(id)).toEqual(['held', 'held'])
      expect(await claim()).toBeUndefined()
      expect(await runs.resume('production', id, by)).toBe('changed')
      expect((await claimed()).eventId).toBe(turn.eventId)
    })

    it('pause one lane of it', async () => {
      const billing = randomUUID()
      const items = [...someItems(orders, 1), ...someItems(billing, 1)]
      const { id } = await start(items)
      await runs.pause('production', id, { ...by, subscriptionId: orders })
      expect((await claimed()).subscriptionId).toBe(billing)
      expect(await claim()).toBeUndefined()
      await runs.pause('production', id, by)
      await runs.resume('production', id, by)
      expect(await claim()).toBeUndefined()
      await runs.resume('production', id, { ...by, subscriptionId: orders })
      expect((await claimed()).subscriptionId).toBe(orders)
    })

    it('cancel it, and what was scheduled goes on to its end', async () => {
      const { id } = await start(someItems(orders, 3))
      await runs.settle(await claimed(), ...TAKEN)
      await runs.cancel('production', id, by)
      expect(await states(id)).toEqual(['scheduled', 'cancelled', 'cancelled'])
      expect(await detail(id)).toMatchObject({ state: 'cancelled', endedAt: null })
      expect(await runs.resume('production', id, by)).toBe('unchanged')
    })

    it('cancel it while a call is under way that has to go back', async () => {
      const { id } = await start(someItems(orders, 1))
      const turn = await claimed()
      await runs.cancel('production', id, by)
      await runs.settle(turn, { to: 'back' }, { waits: null })
      expect(await states(id)).toEqual(['cancelled'])
      expect((await detail(id)).endedAt).not.toBeNull()
    })

    it('cancel one lane of it', async () => {
      const billing = randomUUID()
      const { id } = await start([...someItems(orders, 1), ...someItems(billing, 1)])
      await runs.cancel('production', id, { ...by, subscriptionId: orders })
      expect(await states(id)).toEqual(['cancelled', 'waiting'])
      await runs.cancel('production', id, { ...by, subscriptionId: billing })
      expect((await detail(id)).state).toBe('done')
    })

    it('do nothing to what is not there', async () => {
      expect(await runs.pause('production', randomUUID(), by)).toBe('unknown')
      const { id } = await start(someItems(orders, 1))
      expect(await runs.pause('staging', id, by)).toBe('unknown')
      expect(await runs.pause('production', id, { ...by, subscriptionId: randomUUID() })).toBe('unknown')
    })

    it('switch a subscription on, which its lane notices at once', async () => {
      await start(someItems(orders, 1))
      const off = { why: 'off', words: 'The subscription is off', until: clock.now + MINUTE } as const
      await runs.settle(await claimed(), { to: 'back' }, { freeAt: clock.now, waits: off })
      expect(await claim()).toBeUndefined()
      await runs.switchedOn('production', orders)
      expect(await claimed()).toMatchObject({ waited: 'off', troubles: 1 })
    })

    it('see how it ended for a sent event, which is then looked at now', async () => {
      const [item] = someItems(orders, 1)
      if (!item) throw new Error('One was made')
      const looks = async () => (await runs.claimLooks('me', HERE, { leaseFor: LEASE, limit: 5 })).length
      await start([item])
      await runs.lookSoon('production', [{ subscriptionId: orders, id: item.eventId }])
      await runs.settle(await claimed(), ...TAKEN)
      const before = await looks()
      await runs.lookSoon('staging', [{ subscriptionId: orders, id: item.eventId }])
      const elsewhere = await looks()
      await runs.lookSoon('production', [{ subscriptionId: orders, id: item.eventId }])
      expect([before, elsewhere, await looks()]).toEqual([0, 0, 1])
    })
  })

  describe('sends one first', () => {
    const canary = { options: { canary: true } }

    it('and lets the others go when it was delivered', async () => {
      const { id } = await start([...someItems(orders, 2), ...someItems(randomUUID(), 1)], canary)
      expect(await detail(id)).toMatchObject({ state: 'canary', counts: { waiting: 1, held: 2 } })
      await end({ to: 'delivered' })
      expect(await detail(id)).toMatchObject({ state: 'running', counts: { waiting: 2, held: 0, delivered: 1 } })
      await claimed()
    })

    it('and stops when it was not', async () => {
      const { id } = await start(someItems(orders, 3), canary)
      await end({ to: 'failed', note: 'the listener answered 503' })
      expect(await detail(id)).toMatchObject({
        state: 'stopped',
        stateReason: 'The first event was not delivered: the listener answered 503',
        counts: { held: 2, failed: 1 },
      })
      expect(await claim()).toBeUndefined()
    })

    it('and another one when somebody lets it go on', async () => {
      const { id } = await start(someItems(orders, 3), canary)
      await end({ to: 'failed' })
      await runs.resume('production', id, { by: 'Oskar Operator', reason: null })
      expect(await detail(id)).toMatchObject({ state: 'canary', counts: { waiting: 1, held: 1 } })
    })

    it('and the next one when the first proved nothing', async () => {
      const { id } = await start(someItems(orders, 3), canary)
      await end({ to: 'already' })
      expect(await detail(id)).toMatchObject({ state: 'canary', counts: { waiting: 1, held: 1, already: 1 } })
    })

    it('of another lane when its own is paused', async () => {
      const billing = randomUUID()
      const { id } = await start([...someItems(orders, 2), ...someItems(billing, 1)], canary)
      await runs.pause('production', id, { by: 'Oskar Operator', reason: null, subscriptionId: orders })
      expect((await claimed()).subscriptionId).toBe(billing)
    })
  })

  describe('stops after failures in a row', () => {
    it('and holds what waits', async () => {
      const { id } = await start(someItems(orders, 5), { options: { stopAfter: 2 } })
      await end({ to: 'failed' })
      await end({ to: 'delivered' })
      await end({ to: 'failed' })
      expect((await detail(id)).state).toBe('running')
      await end({ to: 'refused', note: 'no such thing' })
      expect(await detail(id)).toMatchObject({
        state: 'stopped',
        stateReason: '2 events in a row were not delivered, the last one: no such thing',
        counts: { held: 1 },
      })
      await runs.resume('production', id, { by: 'Oskar Operator', reason: null })
      await end({ to: 'failed' })
      expect((await detail(id)).state).toBe('done')
    })
  })

  describe('ends', () => {
    it('everything of a subscription that is no more', async () => {
      const { id } = await start([...someItems(orders, 2), ...someItems(randomUUID(), 1)])
      const other = await start(someItems(orders, 1))
      const turns = [await claimed(), await claimed()]
      const turn = turns.find(({ subscriptionId }) => subscriptionId === orders)
      if (!turn) throw new Error('Its lane is due')
      expect(await runs.gone(turn, 'The subscription was deleted')).toBe(true)
      expect(await states(id)).toEqual(['expired', 'expired', 'sending'])
      expect(await detail(other.id)).toMatchObject({ state: 'done', counts: { expired: 1 } })
    })

    it('every run of a sandbox that began anew', async () => {
      const { id } = await start(someItems(orders, 2))
      await runs.settle(await claimed(), ...TAKEN)
      await runs.endAll('production', 'The sandbox began anew')
      expect(await states(id)).toEqual(['untraced', 'cancelled'])
      expect(await detail(id)).toMatchObject({ state: 'cancelled', stateReason: 'The sandbox began anew' })
      expect((await runs.active('production', SPACING)).runs).toEqual([])
      await start(someItems(orders, 1))
      await claimed()
    })
  })
})
