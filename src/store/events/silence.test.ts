import { expect, it } from 'vitest'
import { timeOf } from '../../contract/timestamp.ts'
import { aFailure, CRM, failuresFixture, HOUR, NOON } from '../../testing/failures.ts'
import { describeOnBothEngines } from '../../testing/postgres-stores.ts'

describeOnBothEngines('a silence', ({ open }) => {
  const fixture = failuresFixture(open)
  /** One event in each of these hours, counted back from noon, all read at noon. */
  const events = async (hoursAgo: number[]) => {
    await fixture.put(hoursAgo.map((ago) => aFailure(-ago * 3_600 + 60, { state: 'success', cause: null })))
    const lease = await fixture.index.feeds.claim('production', CRM, { owner: 'reader', until: NOON + HOUR })
    if (!lease) throw new Error('Nobody else reads')
    await fixture.index.feeds.release(lease, { asOf: NOON, complete: true })
  }
  const range = (from: number, to: number) => Array.from({ length: to - from }, (_, place) => from + place)

  it('is told when nothing comes for much longer than ever before', async () => {
    await events(range(7, 60))
    expect(await fixture.index.silences('production')).toEqual([
      { subscriptionId: CRM, lastEventAt: timeOf(NOON - 7 * HOUR + 60_000), longestPause: HOUR },
    ])
    expect(await fixture.index.silences('staging')).toEqual([])
  })

  it('is none within six hours, of a subscription that always was irregular, or of one with few events', async () => {
    await events(range(5, 60))
    expect(await fixture.index.silences('production')).toEqual([])
    await fixture.index.clear('production')
    await events(range(10, 60).filter((ago) => ago < 20 || ago > 30))
    expect(await fixture.index.silences('production')).toEqual([])
    await fixture.index.clear('production')
    await events(range(10, 30))
    expect(await fixture.index.silences('production')).toEqual([])
  })

  it('is none while nobody has read so far, and counts only up to the last reading', async () => {
    await events(range(7, 60))
    fixture.clock.now = NOON + 100 * HOUR
    expect(await fixture.index.silences('production')).toMatchObject([{ longestPause: HOUR }])
    await fixture.index.clear('production')
    await events(range(5, 60))
    expect(await fixture.index.silences('production')).toEqual([])
  })
})
