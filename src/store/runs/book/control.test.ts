import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import { createLedgerBench, HERE, LEASE, type LedgerBench, MINUTE, SPACING } from '../../../testing/bench/ledger.ts'
import { describeOnBothEngines } from '../../../testing/postgres-stores.ts'
import { someItems, TAKEN } from '../../../testing/runs.ts'
import { FAILURE } from '../../../testing/sent-follow-ups.ts'

describeOnBothEngines('a run', ({ open }) => {
  let bench: LedgerBench
  beforeEach(async () => {
    bench = await createLedgerBench(open)
  })

  describe('lets people', () => {
    const by = { by: 'Oskar Operator', reason: 'too early' }

    it('pause a run and go on', async () => {
      const { id } = await bench.start(someItems(bench.orders, 2))
      const turn = await bench.claimed()
      expect(await bench.runs.pause('production', id, by)).toBe('changed')
      expect(await bench.runs.pause('production', id, by)).toBe('unchanged')
      expect(await bench.detail(id)).toMatchObject({
        state: 'paused',
        stateReason: 'Paused by Oskar Operator: too early',
      })
      await bench.runs.closeTurn(turn, { result: { to: 'back' }, lane: { waits: null, freeAt: bench.clock.now } })
      expect(await bench.states(id)).toEqual(['held', 'held'])
      expect(await bench.claim()).toBeUndefined()
      expect(await bench.runs.resume('production', id, by)).toBe('changed')
      expect((await bench.claimed()).eventId).toBe(turn.eventId)
    })

    it('pause one lane of it', async () => {
      const billing = randomUUID()
      const items = [...someItems(bench.orders, 1), ...someItems(billing, 1)]
      const { id } = await bench.start(items)
      await bench.runs.pause('production', id, { ...by, subscriptionId: bench.orders })
      expect((await bench.claimed()).subscriptionId).toBe(billing)
      expect(await bench.claim()).toBeUndefined()
      await bench.runs.pause('production', id, by)
      await bench.runs.resume('production', id, by)
      expect(await bench.claim()).toBeUndefined()
      await bench.runs.resume('production', id, { ...by, subscriptionId: bench.orders })
      expect((await bench.claimed()).subscriptionId).toBe(bench.orders)
    })

    it('cancel it, and what was scheduled goes on to its end', async () => {
      const { id } = await bench.start(someItems(bench.orders, 3))
      await bench.runs.closeTurn(await bench.claimed(), TAKEN)
      await bench.runs.cancel('production', id, by)
      expect(await bench.states(id)).toEqual(['scheduled', 'cancelled', 'cancelled'])
      expect(await bench.detail(id)).toMatchObject({ state: 'cancelled', endedAt: null })
      expect(await bench.runs.resume('production', id, by)).toBe('unchanged')
    })

    it('cancel it while a call is under way that has to go back', async () => {
      const { id } = await bench.start(someItems(bench.orders, 1))
      const turn = await bench.claimed()
      await bench.runs.cancel('production', id, by)
      await bench.runs.closeTurn(turn, { result: { to: 'back' }, lane: { waits: null } })
      expect(await bench.states(id)).toEqual(['cancelled'])
      expect((await bench.detail(id)).endedAt).not.toBeNull()
    })

    it('cancel one lane of it', async () => {
      const billing = randomUUID()
      const { id } = await bench.start([...someItems(bench.orders, 1), ...someItems(billing, 1)])
      await bench.runs.cancel('production', id, { ...by, subscriptionId: bench.orders })
      expect(await bench.states(id)).toEqual(['cancelled', 'waiting'])
      await bench.runs.cancel('production', id, { ...by, subscriptionId: billing })
      expect((await bench.detail(id)).state).toBe('done')
    })

    it('do nothing to what is not there', async () => {
      expect(await bench.runs.pause('production', randomUUID(), by)).toBe('unknown')
      const { id } = await bench.start(someItems(bench.orders, 1))
      expect(await bench.runs.pause('staging', id, by)).toBe('unknown')
      expect(await bench.runs.pause('production', id, { ...by, subscriptionId: randomUUID() })).toBe('unknown')
    })

    it('switch a subscription on, which its lane notices at once', async () => {
      await bench.start(someItems(bench.orders, 1))
      const off = { why: 'off', note: { code: 'subscriptionOff' }, until: bench.clock.now + MINUTE } as const
      await bench.runs.closeTurn(await bench.claimed(), {
        result: { to: 'back' },
        lane: { freeAt: bench.clock.now, waits: off },
      })
      expect(await bench.claim()).toBeUndefined()
      await bench.runs.switchedOn('production', bench.orders)
      expect(await bench.claimed()).toMatchObject({ waited: 'off', troubles: 1 })
    })

    it('see how it ended for a sent event, which is then looked at now', async () => {
      const [item] = someItems(bench.orders, 1)
      if (!item) throw new Error('One was made')
      const followUps = async () => (await bench.runs.claimFollowUps('me', HERE, { leaseFor: LEASE, limit: 5 })).length
      await bench.start([item])
      await bench.runs.followUpNow('production', [{ subscriptionId: bench.orders, id: item.eventId }])
      await bench.runs.closeTurn(await bench.claimed(), TAKEN)
      const before = await followUps()
      await bench.runs.followUpNow('staging', [{ subscriptionId: bench.orders, id: item.eventId }])
      const elsewhere = await followUps()
      await bench.runs.followUpNow('production', [{ subscriptionId: bench.orders, id: item.eventId }])
      expect([before, elsewhere, await followUps()]).toEqual([0, 0, 1])
    })
  })

  describe('sends one first', () => {
    const canary = { options: { canary: true } }

    it('and lets the others go when it was delivered', async () => {
      const { id } = await bench.start([...someItems(bench.orders, 2), ...someItems(randomUUID(), 1)], canary)
      expect(await bench.detail(id)).toMatchObject({ state: 'canary', counts: { waiting: 1, held: 2 } })
      await bench.end({ to: 'delivered' })
      expect(await bench.detail(id)).toMatchObject({ state: 'running', counts: { waiting: 2, held: 0, delivered: 1 } })
      await bench.claimed()
    })

    it('and stops when it was not', async () => {
      const { id } = await bench.start(someItems(bench.orders, 3), canary)
      await bench.end({ to: 'failed', note: FAILURE })
      expect(await bench.detail(id)).toMatchObject({
        state: 'stopped',
        stateReason: 'The first event was not delivered: the listener answered 503',
        counts: { held: 2, failed: 1 },
      })
      expect(await bench.claim()).toBeUndefined()
    })

    it('and another one when somebody lets it go on', async () => {
      const { id } = await bench.start(someItems(bench.orders, 3), canary)
      await bench.end({ to: 'failed' })
      await bench.runs.resume('production', id, { by: 'Oskar Operator', reason: null })
      expect(await bench.detail(id)).toMatchObject({ state: 'canary', counts: { waiting: 1, held: 1 } })
    })

    it('and the next one when the first proved nothing', async () => {
      const { id } = await bench.start(someItems(bench.orders, 3), canary)
      await bench.end({ to: 'already' })
      expect(await bench.detail(id)).toMatchObject({ state: 'canary', counts: { waiting: 1, held: 1, already: 1 } })
    })

    it('of another lane when its own is paused', async () => {
      const billing = randomUUID()
      const { id } = await bench.start([...someItems(bench.orders, 2), ...someItems(billing, 1)], canary)
      await bench.runs.pause('production', id, { by: 'Oskar Operator', reason: null, subscriptionId: bench.orders })
      expect((await bench.claimed()).subscriptionId).toBe(billing)
    })
  })

  describe('stops after failures in a row', () => {
    it('and holds what waits', async () => {
      const { id } = await bench.start(someItems(bench.orders, 5), { options: { stopAfter: 2 } })
      await bench.end({ to: 'failed' })
      await bench.end({ to: 'delivered' })
      await bench.end({ to: 'failed' })
      expect((await bench.detail(id)).state).toBe('running')
      await bench.end({
        to: 'refused',
        note: { code: 'apiRefused', problem: 'upstream_refused', title: 'no such thing', message: null },
      })
      expect(await bench.detail(id)).toMatchObject({
        state: 'stopped',
        stateReason: '2 events in a row were not delivered, the last one: no such thing',
        counts: { held: 1 },
      })
      await bench.runs.resume('production', id, { by: 'Oskar Operator', reason: null })
      await bench.end({ to: 'failed' })
      expect((await bench.detail(id)).state).toBe('done')
    })
  })

  describe('ends', () => {
    it('everything of a subscription that is no more', async () => {
      const { id } = await bench.start([...someItems(bench.orders, 2), ...someItems(randomUUID(), 1)])
      const other = await bench.start(someItems(bench.orders, 1))
      const turns = [await bench.claimed(), await bench.claimed()]
      const turn = turns.find(({ subscriptionId }) => subscriptionId === bench.orders)
      if (!turn) throw new Error('Its lane is due')
      expect(await bench.runs.closeDeleted(turn)).toBe(true)
      expect(await bench.states(id)).toEqual(['expired', 'expired', 'sending'])
      expect(await bench.detail(other.id)).toMatchObject({ state: 'done', counts: { expired: 1 } })
    })

    it('every run of a sandbox that began anew', async () => {
      const { id } = await bench.start(someItems(bench.orders, 2))
      await bench.runs.closeTurn(await bench.claimed(), TAKEN)
      await bench.runs.endAll('production', { code: 'sandboxReset' })
      expect(await bench.states(id)).toEqual(['untraced', 'cancelled'])
      expect(await bench.detail(id)).toMatchObject({
        state: 'cancelled',
        stateReason: 'The sandbox began anew, and its events are no more',
      })
      expect((await bench.runs.active('production', SPACING)).runs).toEqual([])
      await bench.start(someItems(bench.orders, 1))
      await bench.claimed()
    })
  })
})
