import { expect, it } from 'vitest'
import { EVENT_RETENTION } from '../../../contract/durations.ts'
import { FailedMatch } from '../../../contract/failed-event.ts'
import { timeOf } from '../../../contract/timestamp.ts'
import { aFailure, CRM, failuresFixture, HOUR, NOON, SHOP } from '../../../testing/failures.ts'
import { describeOnBothEngines } from '../../../testing/postgres-stores.ts'

describeOnBothEngines('the summary of failed events', ({ open }) => {
  const fixture = failuresFixture(open)

  const put = () =>
    fixture.put([
      aFailure(1, { attributes: ['b', 'a'] }),
      aFailure(3, { subscriptionId: SHOP, attributes: ['c'], type: 'entityCreated' }),
      aFailure(2, { cause: 'tls', listenerStatus: null, application: 'second', entityType: 'order' }),
      aFailure(4, { state: 'success', attributes: ['never failed'] }),
    ])

  it('are summed up', async () => {
    await put()
    fixture.clock.now = NOON + EVENT_RETENTION - 24 * HOUR + 1_500
    const summary = await fixture.index.failedSummary('production', FailedMatch.parse({}))
    expect(summary).toEqual({
      total: 3,
      arrived: 0,
      expiringWithinDay: 1,
      groups: [
        {
          ...{ cause: 'server-error', status: 503, count: 2, subscriptions: 2 },
          ...{ firstFailedAt: timeOf(NOON + 1_000), lastFailedAt: timeOf(NOON + 3_000) },
          soonestExpiry: timeOf(NOON + EVENT_RETENTION + 1_000),
        },
        {
          ...{ cause: 'tls', status: null, count: 1, subscriptions: 1 },
          ...{ firstFailedAt: timeOf(NOON + 2_000), lastFailedAt: timeOf(NOON + 2_000) },
          soonestExpiry: timeOf(NOON + EVENT_RETENTION + 2_000),
        },
      ],
    })
    expect(await fixture.index.failedSummary('staging', FailedMatch.parse({}))).toMatchObject({ total: 0, groups: [] })
  })

  it('offer as choices what any of them has, whatever is filtered by', async () => {
    await put()
    const choices = await fixture.index.failedChoices('production', { state: 'failure' })
    expect(choices).toEqual({
      subscriptions: expect.arrayContaining([
        { id: CRM, count: 2 },
        { id: SHOP, count: 1 },
      ]),
      types: ['entityCreated', 'entityUpdated'],
      entityTypes: ['order', 'user'],
      attributes: ['a', 'b', 'c', 'email'],
      applications: ['app', 'second'],
      statuses: [503],
      causes: ['server-error', 'tls'],
    })
    expect(await fixture.index.failedChoices('production', { state: 'failure', subscription: SHOP })).toMatchObject({
      ...{ types: ['entityCreated'], causes: ['server-error'], subscriptions: { length: 2 } },
    })
    expect(await fixture.index.failedChoices('staging', { state: 'failure', subscription: SHOP })).toMatchObject({
      ...{ types: [], subscriptions: [] },
    })
  })
})
