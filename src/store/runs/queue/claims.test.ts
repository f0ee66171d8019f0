import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import {
  createLedgerFixture,
  HERE,
  LEASE,
  type LedgerFixture,
  MINUTE,
  SPACING,
} from '../../../testing/ledger-fixture.ts'
import { describeOnBothEngines } from '../../../testing/postgres-stores.ts'
import { aRun, someItems } from '../../../testing/runs.ts'

const ids = (items: readonly { eventId: string }[]) => items.map(({ eventId }) => eventId)

describeOnBothEngines('the ledger of runs', ({ open }) => {
  let fixture: LedgerFixture
  beforeEach(async () => {
    fixture = await createLedgerFixture(open)
  })

  describe('begins a run', () => {
    it('once for one id', async () => {
      const items = someItems(fixture.orders, 2)
      const run = aRun({ subscriptions: [fixture.orders] })
      expect(await fixture.runs.create(run, items)).toEqual({ outcome: 'created', queued: 0, total: 2 })
      expect(await fixture.runs.create(run, items)).toEqual({ outcome: 'known', queued: 0, total: 0 })
      expect((await fixture.detail(run.id)).total).toBe(2)
    })

    it('without the events that another run holds', async () => {
      const [first, second, third] = someItems(fixture.orders, 3)
      if (!first || !second || !third) throw new Error('Three were asked for')
      await fixture.start([first, second])
      const { id, creation } = await fixture.start([second, third])
      expect(creation).toEqual({ outcome: 'created', queued: 1, total: 1 })
      expect((await fixture.detail(id)).leftOut.queued).toBe(1)
    })

    it('not at all when there is nothing left of it', async () => {
      const items = someItems(fixture.orders, 1)
      await fixture.start(items)
      const { id, creation } = await fixture.start(items)
      expect(creation).toEqual({ outcome: 'nothing', queued: 1, total: 0 })
      expect(await fixture.runs.detail('production', id, SPACING)).toBeUndefined()
    })

    it('with the same event twice as one item', async () => {
      const [item] = someItems(fixture.orders, 1)
      if (!item) throw new Error('One was asked for')
      expect((await fixture.start([item, { ...item }])).creation.total).toBe(1)
    })

    it('in either of two that want the same events at once, never in both', async () => {
      const items = someItems(fixture.orders, 50)
      const [one, other] = await Promise.all([fixture.start(items), fixture.start(items.toReversed())])
      expect(one.creation.total + other.creation.total).toBe(50)
    })

    it('again with an event that came to an end', async () => {
      const items = someItems(fixture.orders, 1)
      await fixture.start(items)
      await fixture.end({ to: 'failed' })
      expect((await fixture.start(items)).creation.outcome).toBe('created')
    })
  })

  describe('gives turns', () => {
    it('one at a time of each subscription, in the order of the plan', async () => {
      const items = someItems(fixture.orders, 2)
      await fixture.start(items)
      expect((await fixture.claimed()).eventId).toBe(items[0]?.eventId)
      expect(await fixture.claim()).toBeUndefined()
    })

    it('an interval apart, from the moment that is said', async () => {
      const items = someItems(fixture.orders, 2)
      await fixture.start(items)
      const sent = fixture.clock.now
      fixture.clock.now += 5_000
      const turn = await fixture.claimed()
      await fixture.runs.closeTurn(turn, { result: { to: 'delivered' }, lane: { freeAt: sent + MINUTE, waits: null } })
      fixture.clock.now = sent + MINUTE - 1
      expect(await fixture.claim()).toBeUndefined()
      expect(await fixture.runs.nextDue(HERE)).toBe(sent + MINUTE)
      fixture.clock.now = sent + MINUTE
      expect((await fixture.claimed()).eventId).toBe(items[1]?.eventId)
    })

    it('to different subscriptions at once', async () => {
      await fixture.start([...someItems(fixture.orders, 2), ...someItems(randomUUID(), 2)])
      await fixture.claimed()
      await fixture.claimed()
      expect(await fixture.claim()).toBeUndefined()
    })

    it('of so many lanes at once as are asked for, the longest due first', async () => {
      const lanes = Array.from({ length: 5 }, () => someItems(randomUUID(), 2))
      for (const items of lanes) {
        await fixture.start(items)
        fixture.clock.now += 1_000
      }
      const claim = async () => ids(await fixture.runs.claim('me', HERE, { leaseFor: LEASE, limit: 3 }))
      const firsts = lanes.map((items) => items[0]?.eventId)
      expect([await claim(), await claim(), await claim()]).toEqual([firsts.slice(0, 3), firsts.slice(3), []])
    })

    it('of the lanes that have something, however many before them have nothing', async () => {
      const { id } = await fixture.start(Array.from({ length: 4 }, () => someItems(randomUUID(), 1)).flat())
      await fixture.runs.pause('production', id, { by: 'Ada', reason: null })
      fixture.clock.now += 1_000
      await fixture.start(someItems(fixture.orders, 1))
      const turns = await fixture.runs.claim('me', HERE, { leaseFor: LEASE, limit: 2 })
      expect(turns).toMatchObject([{ subscriptionId: fixture.orders }])
    })

    it('to single ones first, then to older runs', async () => {
      const [old, young, single] = [
        someItems(fixture.orders, 1),
        someItems(fixture.orders, 1),
        someItems(fixture.orders, 1),
      ]
      await fixture.start(old)
      await fixture.start(young)
      await fixture.start(single, { single: true })
      const order = [
        await fixture.end({ to: 'delivered' }),
        await fixture.end({ to: 'delivered' }),
        await fixture.end({ to: 'delivered' }),
      ]
      expect(order.map(({ eventId }) => eventId)).toEqual([...ids(single), ...ids(old), ...ids(young)])
    })

    it('back in its place to what goes back', async () => {
      const items = someItems(fixture.orders, 2)
      await fixture.start(items)
      const turn = await fixture.claimed()
      await fixture.runs.closeTurn(turn, { result: { to: 'back' }, lane: { freeAt: fixture.clock.now, waits: null } })
      expect((await fixture.claimed()).eventId).toBe(items[0]?.eventId)
    })

    it('not in environments that are not named', async () => {
      await fixture.start(someItems(fixture.orders, 1), { environment: 'gone' })
      expect(await fixture.claim()).toBeUndefined()
      const gone = [{ id: 'gone', interval: MINUTE }]
      expect(await fixture.runs.claim('me', gone, { leaseFor: LEASE, limit: 1 })).toHaveLength(1)
    })

    it('to nobody twice, however many ask', async () => {
      const items = Array.from({ length: 20 }, () => someItems(randomUUID(), 1)).flat()
      await fixture.start(items)
      const some = (limit: number) => fixture.runs.claim('me', HERE, { leaseFor: LEASE, limit })
      const turns = await Promise.all(items.flatMap(() => [some(1), some(3)]))
      expect(ids(turns.flat()).toSorted()).toEqual(ids(items).toSorted())
    })

    it('to what arrives just when its lane is found empty', async () => {
      const items = Array.from({ length: 60 }, () => someItems(fixture.orders, 1)).flat()
      let [arriving, done] = [true, 0]
      const drain = async () => {
        for (let turn = await fixture.claim(); arriving; turn = await fixture.claim()) {
          if (
            turn &&
            (await fixture.runs.closeTurn(turn, {
              result: { to: 'delivered' },
              lane: { waits: null, freeAt: fixture.clock.now },
            }))
          )
            done++
        }
      }
      const draining = [drain(), drain()]
      for (const [place, item] of items.entries()) {
        await fixture.start([item], { single: true })
        await vi.waitFor(() => expect(done).toBe(place + 1), { interval: 1 })
      }
      arriving = false
      await Promise.all(draining)
    })

    it('of a replay at its pace, eight at once', async () => {
      const items = [...someItems(fixture.orders, 6), ...someItems(randomUUID(), 6)]
      await fixture.start(items, { options: { way: 'replay', pace: 10 } })
      const turns = []
      for (let n = 0; n < 12; n++) {
        const turn = await fixture.claim()
        if (turn) turns.push(turn)
        fixture.clock.now += 100
      }
      expect(turns.map(({ eventId }) => eventId)).toEqual(ids(items).slice(0, 8))
      for (const turn of turns.slice(0, 2))
        await fixture.runs.closeTurn(turn, { result: { to: 'delivered' }, lane: { waits: null } })
      expect((await fixture.claimed()).eventId).toBe(items[8]?.eventId)
      expect(await fixture.claim()).toBeUndefined()
    })
  })
})
