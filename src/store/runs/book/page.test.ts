import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import { timeOf } from '../../../contract/timestamp.ts'
import { describeOnBothEngines } from '../../../testing/postgres-stores.ts'
import { aRun, itemQuery, runQuery, someItems, TAKEN } from '../../../testing/runs.ts'
import { eventKey, type NewItem, type RunLedger } from '../ledger.ts'

const MINUTE = 60_000
const HERE = [{ id: 'production', interval: MINUTE }]
const SPACING = { interval: MINUTE }

describeOnBothEngines('what is seen of runs', ({ open }) => {
  let runs: RunLedger
  let orders: string
  const clock = { now: 0 }
  beforeEach(async () => {
    clock.now = Date.UTC(2026, 10, 21)
    runs = (await open({ now: () => clock.now })).runs
    orders = `0${randomUUID().slice(1)}` // its lane is looked at first
  })
  const start = async (items: NewItem[], differs: Parameters<typeof aRun>[0] = {}) => {
    const run = aRun({ subscriptions: [...new Set(items.map(({ subscriptionId }) => subscriptionId))], ...differs })
    await runs.create(run, items)
    return run.id
  }
  const send = async () => {
    const [turn] = await runs.claim('me', HERE, { leaseFor: MINUTE, limit: 1 })
    if (!turn) throw new Error('No lane is due')
    await runs.closeTurn(turn, TAKEN)
  }
  const at = (minutes: number) => timeOf(clock.now + minutes * MINUTE)

  describe('the list', () => {
    it('is newest first, in pages, without singles unless asked for', async () => {
      const ids = []
      for (let n = 0; n < 3; n++) ids.push(await start(someItems(orders, 1)))
      const single = await start(someItems(orders, 1), { single: true })
      const first = await runs.page('production', runQuery({ size: 2 }), SPACING)
      expect(first.items.map(({ id }) => id)).toEqual([ids[2], ids[1]])
      expect(first).toMatchObject({ older: ids[1], newer: null })
      const second = await runs.page('production', runQuery({ size: 2, before: first.older }), SPACING)
      expect(second.items.map(({ id }) => id)).toEqual([ids[0]])
      expect(second).toMatchObject({ older: null, newer: ids[0] })
      const singles = await runs.page('production', runQuery({ show: 'singles' }), SPACING)
      expect(singles.items.map(({ id }) => id)).toEqual([single])
      expect((await runs.page('production', runQuery({ show: 'all' }), SPACING)).items).toHaveLength(4)
      expect((await runs.page('staging', runQuery(), SPACING)).items).toEqual([])
    })

    it('tells the active from the ended', async () => {
      const over = await start(someItems(orders, 1))
      await runs.cancel('production', over, { by: 'Ada', reason: null })
      const active = await start(someItems(orders, 2))
      const listed = async (state: string) =>
        (await runs.page('production', runQuery({ state }), SPACING)).items.map(({ id }) => id)
      expect(await listed('active')).toEqual([active])
      expect(await listed('ended')).toEqual([over])
    })

    it('says when the last call goes out, behind what was there before', async () => {
      await start(someItems(orders, 3))
      await start(someItems(orders, 2))
      const { items } = await runs.page('production', runQuery(), SPACING)
      expect(items.map(({ endsAt }) => endsAt)).toEqual([at(4), at(2)])
    })
  })

  describe('one run', () => {
    it('has its lanes with counts, turns, and what they wait for', async () => {
      const billing = `f${randomUUID().slice(1)}`
      const id = await start([...someItems(orders, 3), ...someItems(billing, 1)])
      await send()
      await runs.pause('production', id, { by: 'Ada', reason: null, subscriptionId: billing })
      const detail = await runs.detail('production', id, SPACING)
      expect(detail?.lanes).toMatchObject([
        {
          subscriptionId: orders,
          title: 'Orders sync',
          paused: false,
          counts: { waiting: 2 },
          nextAt: at(1),
          endsAt: at(2),
        },
        { subscriptionId: billing, paused: true, counts: { held: 1 }, nextAt: null, endsAt: null, waits: null },
      ])
      expect(detail).toMatchObject({ counts: { waiting: 2, held: 1, scheduled: 1 }, endsAt: at(2), late: 0 })
    })

    it('says why and until when a lane waits', async () => {
      const id = await start(someItems(orders, 2))
      const [turn] = await runs.claim('me', HERE, { leaseFor: MINUTE, limit: 1 })
      const off = { why: 'off', note: { code: 'subscriptionOff' }, until: clock.now + 5 * MINUTE } as const
      if (turn) await runs.closeTurn(turn, { result: { to: 'back' }, lane: { freeAt: clock.now, waits: off } })
      const detail = await runs.detail('production', id, SPACING)
      expect(detail?.lanes[0]).toMatchObject({
        waits: { why: 'off', words: 'The subscription is off; it goes on once the subscription is on', until: at(5) },
        nextAt: at(5),
        endsAt: at(6),
      })
      expect(detail?.endsAt).toBeNull() // nobody knows when it goes on
      expect((await runs.items('production', id, itemQuery(), SPACING))?.items.map(({ turnAt }) => turnAt)).toEqual([
        null,
        null,
      ])
    })

    it('ends when the last call is made that does not wait for somebody', async () => {
      const billing = randomUUID()
      const id = await start([...someItems(orders, 3), ...someItems(billing, 9)])
      const turns = await runs.claim('me', HERE, { leaseFor: MINUTE, limit: 2 })
      const off = { why: 'off', note: { code: 'subscriptionOff' }, until: clock.now + MINUTE } as const
      for (const turn of turns) {
        const waits = turn.subscriptionId === billing ? off : null
        await runs.closeTurn(turn, { result: { to: 'back' }, lane: { freeAt: clock.now, waits } })
      }
      const [run] = (await runs.page('production', runQuery(), SPACING)).items
      expect([run?.id, run?.endsAt]).toEqual([id, at(2)])
    })

    it('counts those that are forgotten before their turn', async () => {
      const items = [1.5, 0.5, 10].flatMap((minutes) => someItems(orders, 1, { expiresAt: at(minutes) }))
      expect(await runs.detail('production', await start(items), SPACING)).toMatchObject({ late: 1 })
    })

    it('reckons a canary as if it were delivered', async () => {
      const id = await start(someItems(orders, 3), { options: { canary: true } })
      expect(await runs.detail('production', id, SPACING)).toMatchObject({ state: 'canary', endsAt: at(2) })
    })

    it('reckons a replay by its pace', async () => {
      const id = await start(someItems(orders, 11), { options: { way: 'replay', pace: 10 } })
      expect(await runs.detail('production', id, SPACING)).toMatchObject({ endsAt: at(1 / 60) })
    })
  })

  describe('its items', () => {
    it('come in the order of the plan, in pages both ways, with their turns', async () => {
      await start(someItems(orders, 1))
      const items = someItems(orders, 5)
      const id = await start(items)
      const page = (query: object) => runs.items('production', id, itemQuery({ size: 2, ...query }), SPACING)
      const first = await page({})
      expect(first).toMatchObject({
        items: [
          {
            position: 0,
            eventId: items[0]?.eventId,
            state: 'waiting',
            turnAt: at(1),
            subscriptionTitle: 'Orders sync',
          },
          { position: 1, turnAt: at(2) },
        ],
        total: 5,
        next: 1,
        previous: null,
      })
      expect(await page({ after: 1 })).toMatchObject({
        items: [{ position: 2 }, { position: 3 }],
        next: 3,
        previous: 2,
      })
      expect(await page({ after: 3 })).toMatchObject({ items: [{ position: 4 }], next: null, previous: 4 })
      expect(await page({ before: 2 })).toMatchObject({
        items: [{ position: 0 }, { position: 1 }],
        next: 1,
        previous: null,
      })
    })

    it('can be filtered by state and subscription', async () => {
      const billing = `f${randomUUID().slice(1)}`
      const id = await start([...someItems(orders, 2), ...someItems(billing, 1)])
      await send()
      const count = async (query: object) =>
        (await runs.items('production', id, itemQuery(query), SPACING))?.items.map(({ position }) => position)
      expect(await count({ state: 'scheduled' })).toEqual([0])
      expect(await count({ subscription: billing })).toEqual([2])
      expect(await count({ subscription: orders, state: 'waiting' })).toEqual([1])
    })

    it('can be read all, in order', async () => {
      const items = someItems(orders, 2300)
      const id = await start(items)
      const all: string[] = []
      for await (const { eventId } of runs.allItems('production', id)) all.push(eventId)
      expect(all).toEqual(items.map(({ eventId }) => eventId))
      for await (const item of runs.allItems('production', id, { state: 'failed' })) expect(item).toBeUndefined()
    })
  })

  describe('one event', () => {
    it('is told when its turn is and how many go before it', async () => {
      await start(someItems(orders, 3))
      await send()
      const items = someItems(orders, 1)
      const id = await start(items, { single: true })
      const again = someItems(orders, 1)
      const second = await start(again, { single: true })
      const reply = (run: string, item: NewItem | undefined) =>
        runs.queued('production', run, item?.eventId ?? '', SPACING)
      const waiting = { run: id, state: 'waiting', note: null, certainAt: null }
      expect(await reply(id, items[0])).toEqual({ ...waiting, goesOutAt: at(1), ahead: 0 })
      expect(await reply(second, again[0])).toMatchObject({ goesOutAt: at(2), ahead: 1 })
      clock.now += MINUTE
      await send()
      expect(await reply(id, items[0])).toMatchObject({ state: 'scheduled', goesOutAt: null, ahead: 0 })
      expect(await reply(id, again[0])).toBeUndefined()
    })

    it('is known to be held by a run as long as it is in the queue', async () => {
      const items = someItems(orders, 2)
      const id = await start(items)
      const [first, second] = items.map(({ subscriptionId, eventId }) => ({ subscriptionId, id: eventId }))
      if (!first || !second) throw new Error('Two were asked for')
      const [turn] = await runs.claim('me', HERE, { leaseFor: MINUTE, limit: 1 })
      if (turn) await runs.closeTurn(turn, { result: { to: 'delivered' }, lane: { waits: null } })
      const holders = await runs.activeOf('production', [first, second, { subscriptionId: orders, id: randomUUID() }])
      expect([...holders]).toMatchObject([
        [eventKey(second), { runId: id, name: 'After the outage', state: 'running', item: 'waiting' }],
      ])
    })
  })

  describe('the backlog', () => {
    it('counts what waits and says from when a lane is free', async () => {
      const idle = randomUUID()
      await start(someItems(orders, 3))
      await send()
      const backlog = await runs.backlog('production', [orders, idle])
      expect(backlog.get(orders)).toEqual({ ahead: 2, freeAt: clock.now + MINUTE })
      expect(backlog.get(idle)).toEqual({ ahead: 0, freeAt: 0 })
    })
  })

  describe('what is active', () => {
    it('differs whenever something changes, and only then', async () => {
      const seen = new Set<string>()
      const look = async () => {
        const { runs: active, changed } = await runs.active('production', SPACING)
        seen.add(changed)
        return active
      }
      await look()
      await look()
      expect(seen.size).toBe(1)
      const id = await start(someItems(orders, 2))
      expect(await look()).toEqual([
        { id, name: 'After the outage', single: false, state: 'running', total: 2, ended: 0, endsAt: at(1) },
      ])
      await send()
      await look()
      await runs.pause('production', id, { by: 'Ada', reason: null })
      await look()
      await runs.cancel('production', id, { by: 'Ada', reason: null })
      expect(await look()).toMatchObject([{ state: 'cancelled', ended: 1 }])
      expect(seen.size).toBe(5)
    })
  })
})
