import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import { JournalQuery } from '../../../contract/journal.ts'
import { createLedgerBench, HERE, LEASE, type LedgerBench, MINUTE } from '../../../testing/bench/ledger.ts'
import { describeOnBothEngines } from '../../../testing/postgres-stores.ts'
import { someItems, TAKEN } from '../../../testing/runs.ts'

describeOnBothEngines('what became of a turn', ({ open }) => {
  let bench: LedgerBench
  beforeEach(async () => {
    bench = await createLedgerBench(open)
  })

  describe('keeps the right to a turn', () => {
    it('to whoever has the lease', async () => {
      await bench.start(someItems(bench.orders, 1))
      const turn = await bench.claimed()
      expect(await bench.runs.noteCall({ ...turn, lease: 'another' }, '', LEASE)).toBe(false)
      expect(
        await bench.runs.closeTurn(
          { ...turn, lease: 'another' },
          { result: { to: 'delivered' }, lane: { waits: null } },
        ),
      ).toBe(false)
      expect(await bench.runs.noteCall(turn, '', LEASE)).toBe(true)
    })

    it('until the lease runs out', async () => {
      await bench.start(someItems(bench.orders, 1))
      const turn = await bench.claimed()
      bench.clock.now += LEASE
      expect(await bench.runs.noteCall(turn, '', LEASE)).toBe(false)
    })

    it('and gives back at once what was never called', async () => {
      const { id } = await bench.start(someItems(bench.orders, 1))
      const turn = await bench.claimed()
      bench.clock.now += LEASE
      expect(await bench.runs.closeAbandoned(MINUTE)).toBe(1)
      expect(await bench.states(id)).toEqual(['waiting'])
      expect(await bench.runs.closeTurn(turn, { result: { to: 'delivered' }, lane: { waits: null } })).toBe(false)
      expect((await bench.claimed()).eventId).toBe(turn.eventId)
    })

    it('and does not know what became of a call', async () => {
      const { id } = await bench.start(someItems(bench.orders, 1))
      const turn = await bench.claimed()
      await bench.runs.noteCall(turn, 'seen-before', LEASE)
      bench.clock.now += LEASE
      await bench.runs.closeAbandoned(MINUTE)
      expect(await bench.states(id)).toEqual(['unknown'])
      const [followUp] = await bench.runs.claimFollowUps('me', HERE, { leaseFor: LEASE, limit: 5 })
      expect(followUp).toMatchObject({
        eventId: turn.eventId,
        state: 'unknown',
        seen: 'seen-before',
        graceUntil: bench.clock.now + MINUTE,
      })
      const page = await bench.store.journal.page(JournalQuery.parse({}))
      expect(page.items.map(({ outcome, action }) => [action, outcome])).toEqual([['event.redeliver', 'unknown']])
    })

    it('and leaves a replay untraced', async () => {
      const { id } = await bench.start(someItems(bench.orders, 1), { options: { way: 'replay' } })
      await bench.runs.noteCall(await bench.claimed(), '', LEASE)
      bench.clock.now += LEASE
      await bench.runs.closeAbandoned(MINUTE)
      expect(await bench.states(id)).toEqual(['untraced'])
      expect((await bench.detail(id)).state).toBe('done')
    })
  })

  it('is written for many at once, and not for those whose lease was lost', async () => {
    const { id } = await bench.start(Array.from({ length: 5 }, () => someItems(randomUUID(), 2)).flat())
    const turns = await bench.runs.claim('me', HERE, { leaseFor: LEASE, limit: 5 })
    const others = turns.map((turn, place) => (place % 2 === 0 ? turn : { ...turn, lease: 'another' }))
    const mine = [true, false, true, false, true]
    expect(await Promise.all(others.map((turn) => bench.runs.noteCall(turn, 'seen', LEASE)))).toEqual(mine)
    const { result, call } = TAKEN
    const lane = { freeAt: bench.clock.now + 5_000, waits: null }
    expect(await Promise.all(others.map((turn) => bench.runs.closeTurn(turn, { result, lane, call })))).toEqual(mine)
    expect((await bench.detail(id)).counts).toMatchObject({ scheduled: 3, sending: 2, waiting: 5 })
    const written = turns.filter((_, place) => mine[place]).map(({ eventId }) => eventId)
    const { items } = await bench.store.journal.page(JournalQuery.parse({}))
    expect(items.map(({ target }) => target.id).toSorted()).toEqual(written.toSorted())
    expect(await bench.runs.nextDue(HERE)).toBe(lane.freeAt)
  })

  describe('looks after what was sent', () => {
    const send = async () => {
      const turn = await bench.claimed()
      const { result, lane, call } = TAKEN
      await bench.runs.closeTurn(turn, { result: { ...result, followUpAt: bench.clock.now + 1000 }, lane, call })
      return turn
    }
    const followUps = () => bench.runs.claimFollowUps('me', HERE, { leaseFor: LEASE, limit: 5 })

    it('when it is time, one at a time', async () => {
      await bench.start(someItems(bench.orders, 1))
      await send()
      expect(await followUps()).toEqual([])
      expect(await bench.runs.nextDue(HERE)).toBe(bench.clock.now + 1000)
      bench.clock.now += 1000
      expect(await followUps()).toHaveLength(1)
      expect(await followUps()).toEqual([])
      bench.clock.now += LEASE
      expect(await followUps()).toHaveLength(1)
    })

    it('until its end, which ends the run', async () => {
      const { id } = await bench.start(someItems(bench.orders, 1))
      await send()
      bench.clock.now += 1000
      const [followUp] = await followUps()
      if (!followUp) throw new Error('It is due')
      expect(await bench.runs.closeFollowUp({ ...followUp, lease: 'another' }, { result: { to: 'delivered' } })).toBe(
        false,
      )
      expect(await bench.runs.closeFollowUp(followUp, { result: { to: 'delivered' } })).toBe(true)
      expect(await bench.detail(id)).toMatchObject({
        state: 'done',
        counts: { delivered: 1, waiting: 0 },
        endsAt: null,
      })
    })

    it('and lets what never arrived wait again in its place', async () => {
      const items = someItems(bench.orders, 2)
      await bench.start(items)
      const turn = await bench.claimed()
      await bench.runs.noteCall(turn, 'seen', LEASE)
      const unknown = { to: 'unknown', followUpAt: bench.clock.now, graceUntil: bench.clock.now } as const
      await bench.runs.closeTurn(turn, {
        result: unknown,
        lane: { waits: null, freeAt: bench.clock.now },
        call: { outcome: 'unknown', status: null, problem: { code: 'consoleStopped' } },
      })
      const [followUp] = await followUps()
      if (!followUp) throw new Error('It is due')
      await bench.runs.closeFollowUp(followUp, {
        result: { to: 'back' },
        call: { outcome: 'refused', status: null, problem: { code: 'callNeverArrived' } },
      })
      expect((await bench.claimed()).eventId).toBe(items[0]?.eventId)
      expect((await bench.store.journal.page(JournalQuery.parse({}))).items[0]).toMatchObject({
        outcome: 'refused',
        problem: 'The call never arrived',
      })
    })

    it('and journals the call in the name of whoever started the run', async () => {
      const { id } = await bench.start(someItems(bench.orders, 1))
      const { eventId } = await send()
      const { items } = await bench.store.journal.page(JournalQuery.parse({}))
      expect(items).toMatchObject([
        {
          actor: { name: 'Oskar Operator' },
          role: 'operator',
          action: 'event.redeliver',
          target: { type: 'event', id: eventId, title: 'entityUpdated · Orders sync', subscriptionId: bench.orders },
          after: { run: id },
          reason: 'INC-4711',
          outcome: 'done',
          upstreamStatus: 202,
        },
      ])
    })
  })
})
