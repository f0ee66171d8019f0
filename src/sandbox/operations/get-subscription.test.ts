import { expect, it } from 'vitest'
import { UpstreamSubscription } from '../../contract/upstream/subscription.ts'
import { createBench } from '../../testing/sandbox-parts.ts'

it('knows only the customer’s own', async () => {
  const bench = createBench()
  const foreign = bench.subscription({ customerId: bench.sandbox.customers[1]?.customerId ?? '' })
  for (const id of [crypto.randomUUID(), 'not-an-id', foreign.subscriptionId])
    expect((await bench.call('GET', `/${id}`)).status).toBe(404)
})

it('gives the subscription, by clean and by odd paths', async () => {
  const bench = createBench()
  const filter = { properties: { entityCreated: { properties: { entityType: { const: 'user' } } } } }
  const { subscriptionId, title } = bench.subscription({ filter })
  for (const path of [
    `/${subscriptionId}`,
    `//${subscriptionId}`,
    `/${subscriptionId}/`,
    `/${subscriptionId.toUpperCase()}`,
  ]) {
    const response = await bench.call('GET', path)
    expect(UpstreamSubscription.parse(await response.json())).toMatchObject({ subscriptionId, title, filter })
  }
})
