import { expect, it } from 'vitest'
import { timeOf } from '../../contract/timestamp.ts'
import { aFailure, CRM, failuresFixture, HOUR, NOON, SHOP } from '../../testing/failures.ts'
import { describeOnBothEngines } from '../../testing/postgres-stores.ts'

describeOnBothEngines('the last answer of a listener', ({ open }) => {
  const fixture = failuresFixture(open)
  const aDelivery = (seconds: number, changes = {}) =>
    aFailure(seconds, { state: 'success', listenerStatus: 200, cause: null, ...changes })
  const health = async (id = CRM) => {
    const stats = (await fixture.index.stats('production')).get(id)
    return stats && { lastAnswer: stats.lastAnswer, failingSince: stats.failingSince }
  }

  it('is the delivery or the failure that came last, with its status', async () => {
    await fixture.put([aDelivery(1), aFailure(5, { listenerStatus: 503 }), aFailure(3, { listenerStatus: 500 })])
    expect(await health()).toEqual({
      lastAnswer: { at: timeOf(NOON + 5_000), delivered: false, status: 503, cause: 'server-error' },
      failingSince: timeOf(NOON + 3_000),
    })
    await fixture.put([aDelivery(7, { type: 'entityDeleted', listenerStatus: 204 })])
    expect(await health()).toEqual({
      lastAnswer: { at: timeOf(NOON + 7_000), delivered: true, status: 204, cause: null },
      failingSince: null,
    })
  })

  it('fails since the first event that came after the last delivery, though an older one is still tried', async () => {
    await fixture.put([
      aFailure(1, { state: 'awaiting-retry', updatedAt: timeOf(NOON + 90_000) }),
      aDelivery(10),
      aFailure(20, { state: 'awaiting-retry', updatedAt: timeOf(NOON + 95_000) }),
      aFailure(30, { updatedAt: timeOf(NOON + 94_000), cause: 'timeout', listenerStatus: null }),
    ])
    expect((await health())?.failingSince).toBe(timeOf(NOON + 20_000))
  })

  it('fails since the last answer where nothing new came since the last delivery', async () => {
    await fixture.put([aDelivery(10), aFailure(1, { state: 'awaiting-retry', updatedAt: timeOf(NOON + 90_000) })])
    expect((await health())?.failingSince).toBe(timeOf(NOON + 90_000))
  })

  it('is nothing that happened without the listener', async () => {
    const off = { attempts: 0, listenerStatus: null, cause: 'off' } as const
    await fixture.put([aDelivery(1), aFailure(5, off), aFailure(6, { subscriptionId: SHOP, ...off })])
    await fixture.put([aFailure(7, { state: 'awaiting-executing', listenerStatus: null, cause: null })])
    expect((await health())?.lastAnswer).toMatchObject({ at: timeOf(NOON + 1_000), delivered: true })
    expect(await health(SHOP)).toEqual({ lastAnswer: null, failingSince: null })
  })

  it('is found for hundreds of listeners at once', async () => {
    const ids = Array.from({ length: 230 }, (_, place) => `00000000-0000-4000-8000-${String(place).padStart(12, '0')}`)
    await fixture.put(ids.map((subscriptionId, place) => aFailure(place, { subscriptionId, listenerStatus: 500 })))
    const stats = await fixture.index.stats('production')
    expect(ids.map((id) => stats.get(id)?.lastAnswer?.status)).toEqual(ids.map(() => 500))
    expect(ids.map((id) => stats.get(id)?.failingSince)).toEqual(ids.map((_, place) => timeOf(NOON + place * 1_000)))
  })

  it('counts what expires within a day', async () => {
    const soon = (hours: number) => ({ expiresAt: timeOf(NOON + hours * HOUR) })
    await fixture.put([aFailure(1, soon(1)), aFailure(2, soon(24)), aFailure(3, soon(25)), aDelivery(4, soon(1))])
    await fixture.put([aFailure(5, { ...soon(1), subscriptionId: SHOP })])
    const expiring = async (ids?: string[]) =>
      [...(await fixture.index.stats('production', ids))].map(([id, stats]) => [id, stats.expiringWithinDay])
    expect(new Map((await expiring()) as [string, number][])).toEqual(
      new Map([
        [CRM, 2],
        [SHOP, 1],
      ]),
    )
    expect(await expiring([SHOP])).toEqual([[SHOP, 1]])
  })
})
