import { expect, it } from 'vitest'
import { createBench } from '../../testing/sandbox-parts.ts'

it('has no jobs at first, and 404 for an unknown subscription', async () => {
  const bench = createBench()
  const { subscriptionId, customerId } = bench.subscription()
  const response = await bench.call('GET', `/${subscriptionId}/exports`)
  expect([response.status, await response.json()]).toEqual([
    200,
    {
      total: 0,
      _links: { self: { href: `/${customerId}/webhooks/subscriptions/${subscriptionId}/exports` } },
      _embedded: { exports: [] },
    },
  ])
  expect((await bench.call('GET', `/${crypto.randomUUID()}/exports`)).status).toBe(404)
})

it('lists active, completed and cancelled jobs of the last seven days', async () => {
  const bench = createBench({ dailyExport: 'off' })
  const path = `/${bench.subscription().subscriptionId}/exports`
  const states = async () => {
    const { _embedded } = await (await bench.call('GET', path)).json()
    return _embedded.exports.map(({ state }: { state: string }) => state)
  }
  await bench.call('POST', path)
  await bench.clock.advance(5000)
  const second = await (await bench.call('POST', path)).json()
  await bench.call('DELETE', `${path}/${second.id}`)
  await bench.call('POST', path)
  expect(await states()).toEqual(['completed', 'canceled', 'processing'])
  await bench.clock.advance(7 * 24 * 3_600_000 + 1)
  expect(await states()).toEqual([])
})

it('has the path of the limited availability where that is chosen, or both', async () => {
  for (const [exportsPath, current, events] of [
    ['current', 200, 404],
    ['events', 404, 200],
    ['both', 200, 200],
  ] as const) {
    const bench = createBench({ exportsPath })
    const { subscriptionId } = bench.subscription()
    const statusOf = async (path: string) => (await bench.call('GET', `/${subscriptionId}${path}`)).status
    expect([await statusOf('/exports'), await statusOf('/events/exports')]).toEqual([current, events])
  }
})
