import fc from 'fast-check'
import { expect, it } from 'vitest'
import { EVENT_RETENTION } from '../../../contract/durations.ts'
import type { EventItem } from '../../../contract/event.ts'
import { EventSelection, FailedMatch, FailedQuery } from '../../../contract/failed-event.ts'
import { aFailure, CRM, everyOne, failuresFixture, HOUR, NOON, SHOP } from '../../../testing/failures.ts'
import { describeOnBothEngines } from '../../../testing/postgres-stores.ts'

const [TYPES, USERS] = [
  ['entityCreated', 'entityUpdated'],
  ['anna', 'anton', 'berta-12345'],
]
const ERRORS = ['Connection refused', 'no route to 10%', null]
const [NAMES, APPLICATIONS] = [
  ['email', 'name', 'name.first'],
  ['app', 'second'],
]

const failure = fc
  .record({
    second: fc.integer({ min: 0, max: 9 }),
    state: fc.constantFrom('failure', 'failure', 'awaiting-retry', 'success'),
    subscriptionId: fc.constantFrom(CRM, SHOP),
    type: fc.constantFrom(...TYPES, null),
    entityType: fc.constantFrom('user', 'order'),
    application: fc.constantFrom(...APPLICATIONS, null),
    user: fc.constantFrom(...USERS, null),
    cause: fc.constantFrom('off' as const, 'tls' as const, null),
    listenerStatus: fc.constantFrom(503, 500, null),
    listenerError: fc.constantFrom(...ERRORS),
    attributes: fc.subarray(NAMES),
  })
  .map(({ second, ...differs }) => aFailure(second, differs))

const at = fc.integer({ min: 0, max: 9 }).map((second) => new Date(NOON + second * 1_000).toISOString())
const members = {
  state: fc.constantFrom('failure', 'awaiting-retry'),
  subscription: fc.constantFrom(CRM, SHOP),
  type: fc.constantFrom(...TYPES),
  entityType: fc.constantFrom('user', 'order'),
  application: fc.constantFrom(...APPLICATIONS),
  user: fc.constantFrom(...USERS, 'an', 'ert'),
  cause: fc.constantFrom('off', 'tls'),
  status: fc.constantFrom(503, 500),
  attribute: fc.constantFrom(...NAMES, 'na'),
  text: fc.constantFrom('connection', 'ROUTE', '0%', 'ann', 'none'),
  from: at,
  to: at,
  expiresWithin: fc.constantFrom(1, 168),
}
/** A few members at a time: with more, hardly anything would match. */
const match = fc
  .tuple(fc.record(members), fc.subarray(Object.keys(members), { maxLength: 3 }))
  .map(([all, names]) => Object.fromEntries(Object.entries(all).filter(([name]) => names.includes(name))))

/** The meaning of a match, written without a database. */
const holds = (wanted: FailedMatch, event: EventItem): boolean => {
  const { state, subscription, type, entityType, application, user, cause, status, attribute, text, from, to } = wanted
  const failedAt = Date.parse(event.updatedAt)
  const searched = [event.id, event.eventId, event.user, event.listenerError].map((one) => (one ?? '').toLowerCase())
  return [
    event.state === state,
    subscription === undefined || event.subscriptionId === subscription,
    type === undefined || event.type === type,
    entityType === undefined || event.entityType === entityType,
    application === undefined || event.application === application,
    user === undefined || (event.user ?? '').startsWith(user),
    cause === undefined || event.cause === cause,
    status === undefined || event.listenerStatus === status,
    attribute === undefined || event.attributes.includes(attribute),
    text === undefined || searched.some((one) => one.includes(text.toLowerCase())),
    from === undefined || failedAt >= Date.parse(from),
    to === undefined || failedAt < Date.parse(to),
    wanted.expiresWithin === undefined || failedAt + EVENT_RETENTION <= NOON + 5_000 + wanted.expiresWithin * HOUR,
  ].every(Boolean)
}

describeOnBothEngines('a match of failed events', ({ open }) => {
  const fixture = failuresFixture(open)

  it('finds what it says, on pages, in the summary, in a selection, whatever is combined', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(failure, { maxLength: 15 }), match, async (events, given) => {
        fixture.clock.now = NOON + 5_000
        await fixture.index.clear('production')
        await fixture.put(events)
        const wanted = FailedMatch.parse(given)
        const expected = events.filter((event) => holds(wanted, event)).map(({ id }) => id)
        const page = await fixture.index.failed('production', FailedQuery.parse(given))
        expect(page.items.map(({ id }) => id).toSorted()).toEqual(expected.toSorted())
        const order = page.items.map(({ expiresAt }) => expiresAt)
        expect(order).toEqual(order.toSorted())
        const summary = await fixture.index.failedSummary('production', wanted)
        expect([summary.total, summary.groups.reduce((sum, { count }) => sum + count, 0)]).toEqual([
          expected.length,
          expected.length,
        ])
        const selection = { by: 'match', match: given, asOf: page.asOf, count: expected.length }
        const selected = await everyOne(fixture.index.select('production', EventSelection.parse(selection)))
        expect(selected.map(({ id }) => id)).toEqual(page.items.map(({ id }) => id))
      }),
      { numRuns: 60 },
    )
  }, 60_000)
})
