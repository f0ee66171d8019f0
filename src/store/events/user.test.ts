import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import { aFailure, CRM, failuresFixture, SHOP, secondsOf } from '../../testing/failures.ts'
import { describeOnBothEngines } from '../../testing/postgres-stores.ts'

describeOnBothEngines('the events of a user', ({ open }) => {
  const fixture = failuresFixture(open)
  const user = randomUUID()

  it('are found over all subscriptions and states, the newest first', async () => {
    await fixture.put([
      aFailure(1, { user }),
      aFailure(3, { user, subscriptionId: SHOP, state: 'success', cause: null }),
      aFailure(2, { user, state: 'awaiting-retry' }),
      aFailure(4),
    ])
    await fixture.index.put('staging', [aFailure(5, { user })])
    const found = await fixture.index.ofUser('production', user, 10)
    expect(secondsOf(found)).toEqual([3, 2, 1])
    expect(found.map(({ subscriptionId }) => subscriptionId)).toEqual([SHOP, CRM, CRM])
    expect(secondsOf(await fixture.index.ofUser('production', user, 2))).toEqual([3, 2])
    expect(await fixture.index.ofUser('production', user.slice(0, 8), 10)).toEqual([])
  })

  it('are found by their id, delivered or not, and failed ones by the id of their token', async () => {
    const delivered = aFailure(1, { subscriptionId: SHOP, state: 'success', cause: null })
    const failed = aFailure(2)
    await fixture.put([delivered, failed])
    expect(await fixture.index.find('production', delivered.id)).toEqual({ id: delivered.id, subscriptionId: SHOP })
    expect(await fixture.index.find('production', failed.eventId ?? '')).toEqual({ id: failed.id, subscriptionId: CRM })
    expect(await fixture.index.find('staging', delivered.id)).toBeUndefined()
    expect(await fixture.index.find('production', randomUUID())).toBeUndefined()
  })
})
