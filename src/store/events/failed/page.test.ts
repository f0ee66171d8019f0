import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { EVENT_RETENTION } from '../../../contract/durations.ts'
import { FailedMatch, FailedQuery } from '../../../contract/failed-event.ts'
import { timeOf } from '../../../contract/timestamp.ts'
import { aFailure, CRM, everyOne, failuresFixture, NOON, SHOP, secondsOf } from '../../../testing/failures.ts'
import { describeOnBothEngines } from '../../../testing/postgres-stores.ts'

describeOnBothEngines('the pages of failed events', ({ open }) => {
  const fixture = failuresFixture(open)

  describe('frozen', () => {
    it('hold what was known then, on every page, whatever comes', async () => {
      await fixture.put([1, 2, 3, 4].map((at) => aFailure(at * 10)))
      fixture.clock.now += 5_000
      const first = await fixture.list({ size: 2 })
      expect([secondsOf(first.items), first.asOf, first.previous]).toEqual([
        [10, 20],
        new Date(fixture.clock.now).toISOString(),
        null,
      ])
      fixture.clock.now += 5_000
      await fixture.put([aFailure(5), aFailure(25), aFailure(45)])
      const { asOf } = first
      const second = await fixture.list({ size: 2, asOf, after: first.next })
      expect([secondsOf(second.items), second.next, second.asOf]).toEqual([[30, 40], null, asOf])
      const back = await fixture.list({ size: 2, asOf, before: second.previous })
      expect([secondsOf(back.items), back.previous]).toEqual([[10, 20], null])
      expect(await fixture.found()).toEqual([5, 10, 20, 25, 30, 40, 45])
      const match = FailedMatch.parse({})
      expect(await fixture.index.failedSummary('production', { ...match, asOf })).toMatchObject({
        total: 4,
        arrived: 3,
      })
      expect(await fixture.index.failedSummary('production', match)).toMatchObject({ total: 7, arrived: 0 })
    })

    it('keep what is read again and is as it was, and lose what was delivered or failed anew', async () => {
      const [same, delivered, again] = [aFailure(1), aFailure(2), aFailure(3)]
      await fixture.put([same, delivered, again])
      const { asOf } = await fixture.list()
      fixture.clock.now += 60_000
      const later = { updatedAt: timeOf(fixture.clock.now), expiresAt: timeOf(fixture.clock.now + EVENT_RETENTION) }
      await fixture.put([same, { ...delivered, state: 'success' }, { ...again, ...later }])
      expect(await fixture.found({ asOf })).toEqual([1])
      expect(await fixture.found()).toEqual([1, 60])
    })

    it('are never frozen at a time to come', async () => {
      const { asOf } = await fixture.list({ asOf: '2030-01-01T00:00:00Z' })
      expect(asOf).toBe(new Date(NOON).toISOString())
    })
  })

  it('are each on exactly one page, in both directions and orders, also when many failed at once', async () => {
    const times = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 12 })
    const walk = fc.record({ times, size: fc.integer({ min: 1, max: 5 }), sort: fc.constantFrom('expiry', 'failed') })
    await fc.assert(
      fc.asyncProperty(walk, async ({ times, size, sort }) => {
        await fixture.index.clear('production')
        await fixture.put(times.map((at, place) => aFailure(at, { subscriptionId: place % 2 ? CRM : SHOP })))
        const whole = (await fixture.list({ size: 100, sort })).items.map(({ id }) => id)
        expect(new Set(whole).size).toBe(times.length)
        let page = await fixture.list({ size, sort })
        const forth = page.items.map(({ id }) => id)
        while (page.next) {
          page = await fixture.list({ size, sort, after: page.next })
          forth.push(...page.items.map(({ id }) => id))
        }
        const back = page.items.map(({ id }) => id)
        while (page.previous) {
          page = await fixture.list({ size, sort, before: page.previous })
          back.unshift(...page.items.map(({ id }) => id))
        }
        expect([forth, back]).toEqual([whole, whole])
        const each = await everyOne(fixture.index.eachFailed('production', FailedQuery.parse({ sort })))
        expect(each.map(({ id }) => id)).toEqual(whole)
      }),
      { numRuns: 20 },
    )
  }, 30_000)

  it('past the end are none, and no cursor is the first page', async () => {
    await fixture.put([aFailure(1), aFailure(2)])
    const { next } = await fixture.list({ size: 1 })
    const [, second] = (await fixture.list()).items
    await fixture.put([{ ...aFailure(2), id: second?.id ?? '', state: 'success' }])
    expect(await fixture.list({ size: 1, after: next })).toMatchObject({ items: [], next: null })
    expect(await fixture.found({ after: 'x' })).toEqual([1])
    expect(await fixture.found({ after: Buffer.from('["a",1]').toString('base64url') })).toEqual([1])
  })
})
