import { expect, it } from 'vitest'
import { UpstreamSubscription } from '../../contract/upstream/subscription.ts'
import { createSandboxFixture } from '../../testing/sandbox-fixture.ts'

it('knows only the customer’s own', async () => {
  const fixture = createSandboxFixture()
  const foreign = fixture.subscription({ customerId: fixture.sandbox.customers[1]?.customerId ?? '' })
  for (const id of [crypto.randomUUID(), 'not-an-id', foreign.subscriptionId])
    expect((await fixture.call('GET', `/${id}`)).status).toBe(404)
})

it('gives the subscription, by clean and by odd paths', async () => {
  const fixture = createSandboxFixture()
  const filter = { properties: { entityCreated: { properties: { entityType: { const: 'user' } } } } }
  const { subscriptionId, title } = fixture.subscription({ filter })
  for (const path of [
    `/${subscriptionId}`,
    `//${subscriptionId}`,
    `/${subscriptionId}/`,
    `/${subscriptionId.toUpperCase()}`,
  ]) {
    const response = await fixture.call('GET', path)
    expect(UpstreamSubscription.parse(await response.json())).toMatchObject({ subscriptionId, title, filter })
  }
})
