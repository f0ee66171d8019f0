import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import {
  createLedgerFixture,
  HERE,
  LEASE,
  type LedgerFixture,
  MINUTE,
  SPACING,
} from '../../../testing/ledger-fixture.ts'
import { describeOnBothEngines } from '../../../testing/postgres-stores.ts'
import { someItems, TAKEN } from '../../../testing/runs.ts'
import { FAILURE } from '../../../testing/sent-follow-ups.ts'

describeOnBothEngines('a run', ({ open }) => {
  let fixture: LedgerFixture
  beforeEach(async () => {
    fixture = await createLedgerFixture(open)
  })

  describe('lets people', () => {
    const by = { by: 'Oskar Operator', reason: 'too early' }

    it('pause a run and go on', async () => {
      const { id } = await fixture.start(someItems(fixture.orders, 2))
      const turn = await fixture.claimed()
      expect(await fixture.runs.pause('production', id, by)).toBe('changed')
      expect(await fixture.runs.pause('production', id, by)).toBe('unchanged')
      expect(await fixture.detail(id)).toMatchObject({
        state: 'paused',
        stateReason: 'Paused by Oskar Operator: too early',
      })
      await fixture.runs.closeTurn(turn, { result: { to: 'back' }, lane: { waits: null, freeAt: fixture.clock.now } })
      expect(await fixture.states(id)).toEqual(['held', 'held'])
      expect(await fixture.claim()).toBeUndefined()
      expect(await fixture.runs.resume('production', id, by)).toBe('changed')
      expect((await fixture.claimed()).eventId).toBe(turn.eventId)
    })

    it('pause one lane of it', async () => {
      const billing = randomUUID()
      const items = [...someItems(fixture.orders, 1), ...someItems(billing, 1)]
      const { id } = await fixture.start(items)
      await fixture.runs.pause('production', id, { ...by, subscriptionId: fixture.orders })
      expect((await fixture.claimed()).subscriptionId).toBe(billing)
      expect(await fixture.claim()).toBeUndefined()
      await fixture.runs.pause('production', id, by)
      await fixture.runs.resume('production', id, by)
      expect(await fixture.claim()).toBeUndefined()
      await fixture.runs.resume('production', id, { ...by, subscriptionId: fixture.orders })
      expect((await fixture.claimed()).subscriptionId).toBe(fixture.orders)
    })

    it('cancel it, and what was scheduled goes on to its end', async () => {
      const { id } = await fixture.start(someItems(fixture.orders, 3))
      await fixture.runs.closeTurn(await fixture.claimed(), TAKEN)
      await fixture.runs.cancel('production', id, by)
      expect(await fixture.states(id)).toEqual(['scheduled', 'cancelled', 'cancelled'])
      expect(await fixture.detail(id)).toMatchObject({ state: 'cancelled', endedAt: null })
      expect(await fixture.runs.resume('production', id, by)).toBe('unchanged')
    })

    it('cancel it while a call is under way that has to go back', async () => {
      const { id } = await fixture.start(someItems(fixture.orders, 1))
      const turn = await fixture.claimed()
      await fixture.runs.cancel('production', id, by)
      await fixture.runs.closeTurn(turn, { result: { to: 'back' }, lane: { waits: null } })
      expect(await fixture.states(id)).toEqual(['cancelled'])
      expect((await fixture.detail(id)).endedAt).not.toBeNull()
    })

    it('cancel one lane of it', async () => {
      const billing = randomUUID()
      const { id } = await fixture.start([...someItems(fixture.orders, 1), ...someItems(billing, 1)])
      await fixture.runs.cancel('production', id, { ...by, subscriptionId: fixture.orders })
      expect(await fixture.states(id)).toEqual(['cancelled', 'waiting'])
      await fixture.runs.cancel('production', id, { ...by, subscriptionId: billing })
      expect((await fixture.detail(id)).state).toBe('done')
    })

    it('do nothing to what is not there', async () => {
      expect(await fixture.runs.pause('production', randomUUID(), by)).toBe('unknown')
      const { id } = await fixture.start(someItems(fixture.orders, 1))
      expect(await fixture.runs.pause('staging', id, by)).toBe('unknown')
      expect(await fixture.runs.pause('production', id, { ...by, subscriptionId: randomUUID() })).toBe('unknown')
    })

    it('switch a subscription on, which its lane notices at once', async () => {
      await fixture.start(someItems(fixture.orders, 1))
      const off = { why: 'off', note: { code: 'subscriptionOff' }, until: fixture.clock.now + MINUTE } as const
      await fixture.runs.closeTurn(await fixture.claimed(), {
        result: { to: 'back' },
        lane: { freeAt: fixture.clock.now, waits: off },
      })
      expect(await fixture.claim()).toBeUndefined()
      await fixture.runs.switchedOn('production', fixture.orders)
      expect(await fixture.claimed()).toMatchObject({ waited: 'off', troubles: 1 })
    })

    it('see how it ended for a sent event, which is then looked at now', async () => {
      const [item] = someItems(fixture.orders, 1)
      if (!item) throw new Error('One was made')
      const followUps = async () =>
        (await fixture.runs.claimFollowUps('me', HERE, { leaseFor: LEASE, limit: 5 })).length
      await fixture.start([item])
      await fixture.runs.followUpNow('production', [{ subscriptionId: fixture.orders, id: item.eventId }])
      await fixture.runs.closeTurn(await fixture.claimed(), TAKEN)
      const before = await followUps()
      await fixture.runs.followUpNow('staging', [{ subscriptionId: fixture.orders, id: item.eventId }])
      const elsewhere = await followUps()
      await fixture.runs.followUpNow('production', [{ subscriptionId: fixture.orders, id: item.eventId }])
      expect([before, elsewhere, await followUps()]).toEqual([0, 0, 1])
    })
  })

  describe('sends one first', () => {
    const canary = { options: { canary: true } }

    it('and lets the others go when it was delivered', async () => {
      const { id } = await fixture.start([...someItems(fixture.orders, 2), ...someItems(randomUUID(), 1)], canary)
      expect(await fixture.detail(id)).toMatchObject({ state: 'canary', counts: { waiting: 1, held: 2 } })
      await fixture.end({ to: 'delivered' })
      expect(await fixture.detail(id)).toMatchObject({
        state: 'running',
        counts: { waiting: 2, held: 0, delivered: 1 },
      })
      await fixture.claimed()
    })

    it('and stops when it was not', async () => {
      const { id } = await fixture.start(someItems(fixture.orders, 3), canary)
      await fixture.end({ to: 'failed', note: FAILURE })
      expect(await fixture.detail(id)).toMatchObject({
        state: 'stopped',
        stateReason: 'The first event was not delivered: the listener answered 503',
        counts: { held: 2, failed: 1 },
      })
      expect(await fixture.claim()).toBeUndefined()
    })

    it('and another one when somebody lets it go on', async () => {
      const { id } = await fixture.start(someItems(fixture.orders, 3), canary)
      await fixture.end({ to: 'failed' })
      await fixture.runs.resume('production', id, { by: 'Oskar Operator', reason: null })
      expect(await fixture.detail(id)).toMatchObject({ state: 'canary', counts: { waiting: 1, held: 1 } })
    })

    it('and the next one when the first proved nothing', async () => {
      const { id } = await fixture.start(someItems(fixture.orders, 3), canary)
      await fixture.end({ to: 'already' })
      expect(await fixture.detail(id)).toMatchObject({ state: 'canary', counts: { waiting: 1, held: 1, already: 1 } })
    })

    it('of another lane when its own is paused', async () => {
      const billing = randomUUID()
      const { id } = await fixture.start([...someItems(fixture.orders, 2), ...someItems(billing, 1)], canary)
      await fixture.runs.pause('production', id, { by: 'Oskar Operator', reason: null, subscriptionId: fixture.orders })
      expect((await fixture.claimed()).subscriptionId).toBe(billing)
    })
  })

  describe('stops after failures in a row', () => {
    it('and holds what waits', async () => {
      const { id } = await fixture.start(someItems(fixture.orders, 5), { options: { stopAfter: 2 } })
      await fixture.end({ to: 'failed' })
      await fixture.end({ to: 'delivered' })
      await fixture.end({ to: 'failed' })
      expect((await fixture.detail(id)).state).toBe('running')
      await fixture.end({
        to: 'refused',
        note: { code: 'apiRefused', problem: 'upstream_refused', title: 'no such thing', message: null },
      })
      expect(await fixture.detail(id)).toMatchObject({
        state: 'stopped',
        stateReason: '2 events in a row were not delivered, the last one: no such thing',
        counts: { held: 1 },
      })
      await fixture.runs.resume('production', id, { by: 'Oskar Operator', reason: null })
      await fixture.end({ to: 'failed' })
      expect((await fixture.detail(id)).state).toBe('done')
    })
  })

  describe('ends', () => {
    it('everything of a subscription that is no more', async () => {
      const { id } = await fixture.start([...someItems(fixture.orders, 2), ...someItems(randomUUID(), 1)])
      const other = await fixture.start(someItems(fixture.orders, 1))
      const turns = [await fixture.claimed(), await fixture.claimed()]
      const turn = turns.find(({ subscriptionId }) => subscriptionId === fixture.orders)
      if (!turn) throw new Error('Its lane is due')
      expect(await fixture.runs.closeDeleted(turn)).toBe(true)
      expect(await fixture.states(id)).toEqual(['expired', 'expired', 'sending'])
      expect(await fixture.detail(other.id)).toMatchObject({ state: 'done', counts: { expired: 1 } })
    })

    it('every run of a sandbox that began anew', async () => {
      const { id } = await fixture.start(someItems(fixture.orders, 2))
      await fixture.runs.closeTurn(await fixture.claimed(), TAKEN)
      await fixture.runs.endAll('production', { code: 'sandboxReset' })
      expect(await fixture.states(id)).toEqual(['untraced', 'cancelled'])
      expect(await fixture.detail(id)).toMatchObject({
        state: 'cancelled',
        stateReason: 'The sandbox began anew, and its events are no more',
      })
      expect((await fixture.runs.active('production', SPACING)).runs).toEqual([])
      await fixture.start(someItems(fixture.orders, 1))
      await fixture.claimed()
    })
  })
})
