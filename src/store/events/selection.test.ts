import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { EVENT_RETENTION } from '../../contract/durations.ts'
import { EventSelection } from '../../contract/failed-event.ts'
import { aFailure, CRM, everyOne, failuresFixture, NOON, SHOP, secondsOf } from '../../testing/failures.ts'
import { describeOnBothEngines } from '../../testing/postgres-stores.ts'

describeOnBothEngines('a selection of events', ({ open }) => {
  const fixture = failuresFixture(open)

  describe('selected', () => {
    const select = async (selection: unknown, environment = 'production') =>
      everyOne(fixture.index.select(environment, EventSelection.parse(selection)))

    it('by name come as they are now, each once, and only what is stored', async () => {
      const [one, other, gone] = [aFailure(1), aFailure(2, { subscriptionId: SHOP, state: 'success' }), aFailure(3)]
      await fixture.put([one, other])
      const events = [one, other, gone, one].map(({ id, subscriptionId }) => ({ id, subscriptionId }))
      const strangers = [
        { id: one.id, subscriptionId: SHOP },
        { id: one.id, subscriptionId: randomUUID() },
      ]
      const found = await select({ by: 'events', events: [...events, ...strangers] })
      expect(found.map(({ id, state }) => [id, state]).toSorted()).toEqual(
        [
          [one.id, 'failure'],
          [other.id, 'success'],
        ].toSorted(),
      )
      expect(await select({ by: 'events', events }, 'staging')).toEqual([])
      fixture.clock.now = NOON + EVENT_RETENTION + 1_500
      expect((await select({ by: 'events', events })).map(({ id }) => id)).toEqual([other.id])
    })

    it('by a match are those that were known, however many', async () => {
      await fixture.put(Array.from({ length: 2_500 }, (_, at) => aFailure(at, { subscriptionId: at % 2 ? CRM : SHOP })))
      const { asOf } = await fixture.list()
      fixture.clock.now += 10
      await fixture.put([aFailure(1)])
      const found = await select({ by: 'match', match: { subscription: SHOP }, asOf, count: 1_250 })
      expect(found).toHaveLength(1_250)
      expect(secondsOf(found)).toEqual(Array.from({ length: 1_250 }, (_, place) => place * 2))
      expect(found[0]).toMatchObject({ subscriptionId: SHOP, attributes: ['email'], cause: 'server-error' })
    })

    it('by a match leave out what was taken out, and nothing else', async () => {
      const events = [1, 2, 3, 4].map((second) => aFailure(second, { subscriptionId: second % 2 ? CRM : SHOP }))
      const [one, two, three] = events.map(({ id, subscriptionId }) => ({ id, subscriptionId }))
      if (!one || !two || !three) throw new Error('There are four')
      await fixture.put(events)
      const { asOf } = await fixture.list()
      const strangers = [
        { id: three.id, subscriptionId: SHOP },
        { id: randomUUID(), subscriptionId: CRM },
      ]
      const except = [one, two, one, ...strangers]
      expect(secondsOf(await select({ by: 'match', match: {}, asOf, except, count: 2 }))).toEqual([3, 4])
      const all = { by: 'match', match: {}, asOf, except: [], count: 4 }
      expect(secondsOf(await select(all))).toEqual([1, 2, 3, 4])
    })

    it('by a match may leave out 5,000, whatever part they are read in', async () => {
      const events = Array.from({ length: 5_200 }, (_, at) => aFailure(at))
      await fixture.put(events)
      const { asOf } = await fixture.list()
      const except = events.slice(100, 5_100).map(({ id, subscriptionId }) => ({ id, subscriptionId }))
      const left = secondsOf(await select({ by: 'match', match: {}, asOf, except, count: 200 }))
      expect([left.length, left.at(99), left.at(100)]).toEqual([200, 99, 5_100])
    })

    it('by name may be 5,000', async () => {
      const events = Array.from({ length: 5_000 }, (_, at) => aFailure(at))
      await fixture.put(events)
      const names = events.map(({ id, subscriptionId }) => ({ id, subscriptionId }))
      expect(await select({ by: 'events', events: names })).toHaveLength(5_000)
    })
  })
})
