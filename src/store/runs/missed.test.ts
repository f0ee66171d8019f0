import { beforeEach, describe, expect, it } from 'vitest'
import { createLedgerFixture, HERE, LEASE, type LedgerFixture } from '../../testing/ledger-fixture.ts'
import { describeOnBothEngines } from '../../testing/postgres-stores.ts'
import { someItems } from '../../testing/runs.ts'
import {
  createSentFollowUps,
  DELIVERED,
  FAILED,
  MISSED,
  type SentFollowUps,
  WHY,
} from '../../testing/sent-follow-ups.ts'

const STOPPED = {
  state: 'stopped',
  stateReason: `The first event was not delivered: ${WHY}; Identity Cloud goes on trying it`,
}
const SINCE = 'The first event was delivered after all, by a later attempt: the others can go'
const by = { by: 'Oskar Operator', reason: null }

describeOnBothEngines('a first attempt that the listener did not take', ({ open }) => {
  let fixture: LedgerFixture
  let send: SentFollowUps['send']
  let see: SentFollowUps['see']
  beforeEach(async () => {
    fixture = await createLedgerFixture(open)
    ;({ send, see } = createSentFollowUps(fixture))
  })

  const start = async (count: number, options: object) =>
    (await fixture.start(someItems(fixture.orders, count), { options })).id
  const resume = (id: string) => fixture.runs.resume('production', id, by)

  describe('of the canary', () => {
    const canary = { canary: true }
    /** A run of so many that stopped, and the turn of its canary. */
    const stopped = async (count: number) => {
      const id = await start(count, canary)
      const first = await send()
      await see(first, MISSED)
      return { id, first }
    }

    it('stops the run at once', async () => {
      const { id } = await stopped(3)
      expect(await fixture.detail(id)).toMatchObject({ ...STOPPED, retrying: 1, oneFirst: true, endedAt: null })
      expect(await fixture.states(id)).toEqual(['scheduled', 'held', 'held'])
      expect(await fixture.claim()).toBeUndefined()
    })

    it('stops it too when the answer to the call was lost', async () => {
      const id = await start(2, canary)
      const turn = await fixture.claimed()
      const { now } = fixture.clock
      await fixture.runs.noteCall(turn, 'before', LEASE)
      await fixture.runs.closeTurn(turn, {
        result: { to: 'unknown', followUpAt: now, graceUntil: now },
        lane: { waits: null },
      })
      await see(turn, MISSED)
      expect(await fixture.detail(id)).toMatchObject(STOPPED)
    })

    it('is noted by whoever has the right to look', async () => {
      const id = await start(2, canary)
      await send()
      const [followUp] = await fixture.runs.claimFollowUps('me', HERE, { leaseFor: LEASE, limit: 5 })
      if (!followUp) throw new Error('It is due')
      const followUpAt = fixture.clock.now
      expect(
        await fixture.runs.closeFollowUp({ ...followUp, lease: 'another' }, { result: { ...MISSED, followUpAt } }),
      ).toBe(false)
      expect(await fixture.detail(id)).toMatchObject({ state: 'canary', retrying: 0 })
    })

    it('lets the next one be tried when somebody resumes, and stops no second time', async () => {
      const { id, first } = await stopped(3)
      await resume(id)
      expect(await fixture.detail(id)).toMatchObject({ state: 'canary', counts: { scheduled: 1, waiting: 1, held: 1 } })
      await see(first, MISSED)
      expect((await fixture.detail(id)).state).toBe('canary')
      await see(await send(), DELIVERED)
      expect(await fixture.detail(id)).toMatchObject({
        state: 'running',
        oneFirst: false,
        counts: { scheduled: 1, delivered: 1, waiting: 1 },
      })
    })

    it('is made good by a later one: the run stays stopped, and resuming lets all go', async () => {
      const { id, first } = await stopped(3)
      await see(first, DELIVERED)
      expect(await fixture.detail(id)).toMatchObject({
        state: 'stopped',
        stateReason: SINCE,
        retrying: 0,
        oneFirst: false,
      })
      expect(await fixture.claim()).toBeUndefined()
      await resume(id)
      expect(await fixture.detail(id)).toMatchObject({ state: 'running', stateReason: null, counts: { waiting: 2 } })
    })

    it('is made good while the next one is out: all go', async () => {
      const { id, first } = await stopped(4)
      await resume(id)
      const second = await send()
      await see(first, DELIVERED)
      expect(await fixture.detail(id)).toMatchObject({ state: 'running', counts: { waiting: 2, held: 0 } })
      await see(second, MISSED)
      expect(await fixture.detail(id)).toMatchObject({ state: 'running', counts: { waiting: 2, held: 0 } })
    })

    it('is made good before the next one is out: all go', async () => {
      const { id, first } = await stopped(3)
      await resume(id)
      await see(first, DELIVERED)
      expect(await fixture.detail(id)).toMatchObject({ state: 'running', counts: { waiting: 2 } })
    })

    it('stops the run again when the next one was missed too, and either proves it later', async () => {
      const { id, first } = await stopped(4)
      await resume(id)
      const second = await send()
      await see(second, MISSED)
      expect(await fixture.detail(id)).toMatchObject({ ...STOPPED, retrying: 2, counts: { held: 2 } })
      await see(first, DELIVERED)
      expect(await fixture.detail(id)).toMatchObject({ state: 'stopped', stateReason: SINCE, oneFirst: false })
      await see(second, FAILED)
      expect(await fixture.detail(id)).toMatchObject({ state: 'stopped', stateReason: SINCE })
      await resume(id)
      expect(await fixture.detail(id)).toMatchObject({ state: 'running', counts: { waiting: 2 } })
    })

    it('is no news any more when the last one fails too', async () => {
      const { id, first } = await stopped(3)
      await see(first, FAILED)
      expect(await fixture.detail(id)).toMatchObject({ ...STOPPED, oneFirst: true, counts: { failed: 1, held: 2 } })
      await resume(id)
      expect(await fixture.detail(id)).toMatchObject({ state: 'canary', counts: { waiting: 1, held: 1 } })
    })

    it.each([FAILED, { to: 'untraced' } as const])('says nothing of the next one when it ends as $to', async (end) => {
      const { id, first } = await stopped(3)
      await resume(id)
      const second = await send()
      await see(first, end)
      expect(await fixture.detail(id)).toMatchObject({ state: 'canary', counts: { scheduled: 1, held: 1 } })
      await see(second, DELIVERED)
      expect(await fixture.detail(id)).toMatchObject({ state: 'running', counts: { waiting: 1 } })
    })

    it('leaves a run paused that somebody paused; then the next one is tried', async () => {
      const id = await start(3, canary)
      const first = await send()
      await fixture.runs.pause('production', id, by)
      await see(first, MISSED)
      expect(await fixture.detail(id)).toMatchObject({ state: 'paused', stateReason: 'Paused by Oskar Operator' })
      await resume(id)
      expect(await fixture.detail(id)).toMatchObject({ state: 'canary', counts: { waiting: 1, held: 1 } })
    })

    it('and a later one that was taken let all go when a paused run is resumed', async () => {
      const id = await start(3, canary)
      const first = await send()
      await fixture.runs.pause('production', id, by)
      await see(first, MISSED)
      await see(first, DELIVERED)
      expect(await fixture.detail(id)).toMatchObject({ state: 'paused', stateReason: 'Paused by Oskar Operator' })
      await resume(id)
      expect(await fixture.detail(id)).toMatchObject({ state: 'running', counts: { waiting: 2 } })
    })

    it('holds nothing back where nothing is left', async () => {
      const { id, first } = await stopped(1)
      expect(await fixture.detail(id)).toMatchObject({ state: 'canary', stateReason: null, retrying: 1 })
      await see(first, FAILED)
      expect(await fixture.detail(id)).toMatchObject({
        state: 'done',
        stateReason: null,
        counts: { failed: 1 },
        retrying: 0,
      })
    })

    it('leaves a cancelled run cancelled, whatever becomes of it', async () => {
      const { id, first } = await stopped(2)
      await fixture.runs.cancel('production', id, by)
      await see(first, DELIVERED)
      expect(await fixture.detail(id)).toMatchObject({ state: 'cancelled', stateReason: 'Cancelled by Oskar Operator' })
      expect((await fixture.detail(id)).endedAt).not.toBeNull()
    })

    it('keeps the run stopped when one lane of it is dropped', async () => {
      const { id } = await stopped(3)
      await fixture.runs.cancel('production', id, { ...by, subscriptionId: fixture.orders })
      expect(await fixture.detail(id)).toMatchObject({ state: 'stopped', counts: { scheduled: 1, cancelled: 2 } })
    })
  })

  it('is news to whoever watches the runs', async () => {
    await start(2, {})
    const turn = await send()
    const { changed } = await fixture.runs.active('production', { interval: 60_000 })
    await see(turn, MISSED)
    expect((await fixture.runs.active('production', { interval: 60_000 })).changed).not.toBe(changed)
  })
})
