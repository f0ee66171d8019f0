import { expect, it } from 'vitest'
import { createSandboxFixture } from '../../testing/sandbox-fixture.ts'

it('has no jobs at first, and 404 for an unknown subscription', async () => {
  const fixture = createSandboxFixture()
  const { subscriptionId, customerId } = fixture.subscription()
  const response = await fixture.call('GET', `/${subscriptionId}/exports`)
  expect([response.status, await response.json()]).toEqual([
    200,
    {
      total: 0,
      _links: { self: { href: `/${customerId}/webhooks/subscriptions/${subscriptionId}/exports` } },
      _embedded: { exports: [] },
    },
  ])
  expect((await fixture.call('GET', `/${crypto.randomUUID()}/exports`)).status).toBe(404)
})

it('lists active, completed and cancelled jobs of the last seven days', async () => {
  const fixture = createSandboxFixture({ dailyExport: 'off' })
  const path = `/${fixture.subscription().subscriptionId}/exports`
  const states = async () => {
    const { _embedded } = await (await fixture.call('GET', path)).json()
    return _embedded.exports.map(({ state }: { state: string }) => state)
  }
  await fixture.call('POST', path)
  await fixture.clock.advance(5000)
  const second = await (await fixture.call('POST', path)).json()
  await fixture.call('DELETE', `${path}/${second.id}`)
  await fixture.call('POST', path)
  expect(await states()).toEqual(['completed', 'canceled', 'processing'])
  await fixture.clock.advance(7 * 24 * 3_600_000 + 1)
  expect(await states()).toEqual([])
})

it('has the path of the limited availability where that is chosen, or both', async () => {
  for (const [exportsPath, current, events] of [
    ['current', 200, 404],
    ['events', 404, 200],
    ['both', 200, 200],
  ] as const) {
    const fixture = createSandboxFixture({ exportsPath })
    const { subscriptionId } = fixture.subscription()
    const statusOf = async (path: string) => (await fixture.call('GET', `/${subscriptionId}${path}`)).status
    expect([await statusOf('/exports'), await statusOf('/events/exports')]).toEqual([current, events])
  }
})
