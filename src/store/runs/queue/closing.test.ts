import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import { JournalQuery } from '../../../contract/journal.ts'
import { createLedgerFixture, HERE, LEASE, type LedgerFixture, MINUTE } from '../../../testing/ledger-fixture.ts'
import { describeOnBothEngines } from '../../../testing/postgres-stores.ts'
import { someItems, TAKEN } from '../../../testing/runs.ts'

describeOnBothEngines('what became of a turn', ({ open }) => {
  let fixture: LedgerFixture
  beforeEach(async () => {
    fixture = await createLedgerFixture(open)
  })

  describe('keeps the right to a turn', () => {
    it('to whoever has the lease', async () => {
      await fixture.start(someItems(fixture.orders, 1))
      const turn = await fixture.claimed()
      expect(await fixture.runs.noteCall({ ...turn, lease: 'another' }, '', LEASE)).toBe(false)
      expect(
        await fixture.runs.closeTurn(
          { ...turn, lease: 'another' },
          { result: { to: 'delivered' }, lane: { waits: null } },
        ),
      ).toBe(false)
      expect(await fixture.runs.noteCall(turn, '', LEASE)).toBe(true)
    })

    it('until the lease runs out', async () => {
      await fixture.start(someItems(fixture.orders, 1))
      const turn = await fixture.claimed()
      fixture.clock.now += LEASE
      expect(await fixture.runs.noteCall(turn, '', LEASE)).toBe(false)
    })

    it('and gives back at once what was never called', async () => {
      const { id } = await fixture.start(someItems(fixture.orders, 1))
      const turn = await fixture.claimed()
      fixture.clock.now += LEASE
      expect(await fixture.runs.closeAbandoned(() => MINUTE)).toBe(1)
      expect(await fixture.states(id)).toEqual(['waiting'])
      expect(await fixture.runs.closeTurn(turn, { result: { to: 'delivered' }, lane: { waits: null } })).toBe(false)
      expect((await fixture.claimed()).eventId).toBe(turn.eventId)
    })

    it('and does not know what became of a call', async () => {
      const { id } = await fixture.start(someItems(fixture.orders, 1))
      const turn = await fixture.claimed()
      await fixture.runs.noteCall(turn, 'seen-before', LEASE)
      fixture.clock.now += LEASE
      await fixture.runs.closeAbandoned(() => MINUTE)
      expect(await fixture.states(id)).toEqual(['unknown'])
      const [followUp] = await fixture.runs.claimFollowUps('me', HERE, { leaseFor: LEASE, limit: 5 })
      expect(followUp).toMatchObject({
        eventId: turn.eventId,
        state: 'unknown',
        seen: 'seen-before',
        graceUntil: fixture.clock.now + MINUTE,
      })
      const page = await fixture.store.journal.page(JournalQuery.parse({}))
      expect(page.items.map(({ outcome, action }) => [action, outcome])).toEqual([['event.redeliver', 'unknown']])
    })

    it('and leaves a replay untraced', async () => {
      const { id } = await fixture.start(someItems(fixture.orders, 1), { options: { way: 'replay' } })
      await fixture.runs.noteCall(await fixture.claimed(), '', LEASE)
      fixture.clock.now += LEASE
      await fixture.runs.closeAbandoned(() => MINUTE)
      expect(await fixture.states(id)).toEqual(['untraced'])
      expect((await fixture.detail(id)).state).toBe('done')
    })
  })

  it('is written for many at once, and not for those whose lease was lost', async () => {
    const { id } = await fixture.start(Array.from({ length: 5 }, () => someItems(randomUUID(), 2)).flat())
    const turns = await fixture.runs.claim('me', HERE, { leaseFor: LEASE, limit: 5 })
    const others = turns.map((turn, place) => (place % 2 === 0 ? turn : { ...turn, lease: 'another' }))
    const mine = [true, false, true, false, true]
    expect(await Promise.all(others.map((turn) => fixture.runs.noteCall(turn, 'seen', LEASE)))).toEqual(mine)
    const { result, call } = TAKEN
    const lane = { freeAt: fixture.clock.now + 5_000, waits: null }
    expect(await Promise.all(others.map((turn) => fixture.runs.closeTurn(turn, { result, lane, call })))).toEqual(mine)
    expect((await fixture.detail(id)).counts).toMatchObject({ scheduled: 3, sending: 2, waiting: 5 })
    const written = turns.filter((_, place) => mine[place]).map(({ eventId }) => eventId)
    const { items } = await fixture.store.journal.page(JournalQuery.parse({}))
    expect(items.map(({ target }) => target.id).toSorted()).toEqual(written.toSorted())
    expect(await fixture.runs.nextDue(HERE)).toBe(lane.freeAt)
  })

  describe('looks after what was sent', () => {
    const send = async () => {
      const turn = await fixture.claimed()
      const { result, lane, call } = TAKEN
      await fixture.runs.closeTurn(turn, { result: { ...result, followUpAt: fixture.clock.now + 1000 }, lane, call })
      return turn
    }
    const followUps = () => fixture.runs.claimFollowUps('me', HERE, { leaseFor: LEASE, limit: 5 })

    it('when it is time, one at a time', async () => {
      await fixture.start(someItems(fixture.orders, 1))
      await send()
      expect(await followUps()).toEqual([])
      expect(await fixture.runs.nextDue(HERE)).toBe(fixture.clock.now + 1000)
      fixture.clock.now += 1000
      expect(await followUps()).toHaveLength(1)
      expect(await followUps()).toEqual([])
      fixture.clock.now += LEASE
      expect(await followUps()).toHaveLength(1)
    })

    it('until its end, which ends the run', async () => {
      const { id } = await fixture.start(someItems(fixture.orders, 1))
      await send()
      fixture.clock.now += 1000
      const [followUp] = await followUps()
      if (!followUp) throw new Error('It is due')
      expect(await fixture.runs.closeFollowUp({ ...followUp, lease: 'another' }, { result: { to: 'delivered' } })).toBe(
        false,
      )
      expect(await fixture.runs.closeFollowUp(followUp, { result: { to: 'delivered' } })).toBe(true)
      expect(await fixture.detail(id)).toMatchObject({
        state: 'done',
        counts: { delivered: 1, waiting: 0 },
        endsAt: null,
      })
    })

    it('and lets what left no trace wait again in its place', async () => {
      const items = someItems(fixture.orders, 2)
      await fixture.start(items)
      const turn = await fixture.claimed()
      await fixture.runs.noteCall(turn, 'seen', LEASE)
      const unknown = { to: 'unknown', followUpAt: fixture.clock.now, graceUntil: fixture.clock.now } as const
      await fixture.runs.closeTurn(turn, {
        result: unknown,
        lane: { waits: null, freeAt: fixture.clock.now },
        call: { outcome: 'unknown', status: null, problem: { code: 'consoleStopped' } },
      })
      const [followUp] = await followUps()
      if (!followUp) throw new Error('It is due')
      expect(followUp.repeats).toBe(0)
      const note = { code: 'noTrace', seconds: 600 } as const
      await fixture.runs.closeFollowUp(followUp, {
        result: { to: 'back', note, repeated: true },
        call: { outcome: 'unknown', status: null, problem: note },
      })
      const again = await fixture.claimed()
      expect(again.eventId).toBe(items[0]?.eventId)
      expect((await fixture.store.journal.page(JournalQuery.parse({}))).items[0]).toMatchObject({
        outcome: 'unknown',
        problem: 'No trace of the first call after 10 minutes',
      })
      await fixture.runs.noteCall(again, 'seen', LEASE)
      await fixture.runs.closeTurn(again, { result: unknown, lane: { waits: null, freeAt: fixture.clock.now } })
      expect((await followUps())[0]?.repeats).toBe(1)
    })

    it('and journals the call in the name of whoever started the run', async () => {
      const { id } = await fixture.start(someItems(fixture.orders, 1))
      const { eventId } = await send()
      const { items } = await fixture.store.journal.page(JournalQuery.parse({}))
      expect(items).toMatchObject([
        {
          actor: { name: 'Oskar Operator' },
          role: 'operator',
          action: 'event.redeliver',
          target: { type: 'event', id: eventId, title: 'entityUpdated · Orders sync', subscriptionId: fixture.orders },
          after: { run: id },
          reason: 'INC-4711',
          outcome: 'done',
          upstreamStatus: 202,
        },
      ])
    })
  })
})
