import { expect, it } from 'vitest'
import { EVENT_RETENTION } from '../../contract/durations.ts'
import { timeOf } from '../../contract/timestamp.ts'
import { aFailure, failuresFixture, HOUR, NOON, SHOP } from '../../testing/failures.ts'
import { describeOnBothEngines } from '../../testing/postgres-stores.ts'

describeOnBothEngines('the hours of the week', ({ open }) => {
  const fixture = failuresFixture(open)
  const hour = (hours: number) => new Date(NOON + hours * HOUR).toISOString().replace('.000Z', 'Z')

  it('count what became of events in each, and failed ones by the hour in which they are forgotten', async () => {
    await fixture.put([
      aFailure(-1, { state: 'success', cause: null }),
      aFailure(0),
      aFailure(1_000, { subscriptionId: SHOP, state: 'success', cause: null }),
      aFailure(2_000, { state: 'awaiting-retry' }),
      aFailure(3_599),
      aFailure(-7_200, { updatedAt: timeOf(NOON + 2 * HOUR), expiresAt: timeOf(NOON + 2 * HOUR + EVENT_RETENTION) }),
    ])
    expect(await fixture.index.hours('production')).toEqual({
      hours: [
        { at: hour(-1), delivered: 1, waiting: 0, failed: 0 },
        { at: hour(0), delivered: 1, waiting: 1, failed: 2 },
        { at: hour(2), delivered: 0, waiting: 0, failed: 1 },
      ],
      expiring: [
        { at: hour(7 * 24), failed: 2 },
        { at: hour(7 * 24 + 2), failed: 1 },
      ],
    })
    expect(await fixture.index.hours('staging')).toEqual({ hours: [], expiring: [] })
  })
})
