import { expect, it } from 'vitest'
import { createSandboxFixture } from '../../testing/sandbox-fixture.ts'

it('does not know what is not there', async () => {
  expect((await createSandboxFixture().call('DELETE', `/${crypto.randomUUID()}`)).status).toBe(404)
})

it('forgets the subscription and its events, and delivers them no more', async () => {
  const fixture = createSandboxFixture()
  const { state } = fixture.sandbox
  const [gone, kept] = [fixture.subscription(), fixture.subscription({ endpoint: 'https://other.listener.example' })]
  state.listeners.set('crm', { does: 'status', status: 500 })
  fixture.sandbox.happen({ customer: 'production', type: 'entityCreated', application: 'a', client: 'c' })
  await fixture.clock.settle()
  const response = await fixture.call('DELETE', `/${gone.subscriptionId}`)
  expect([response.status, await response.text()]).toEqual([204, ''])
  await fixture.clock.advance(60_000)
  expect(state.subscriptions.all()).toEqual([kept])
  expect(state.events.all()).toMatchObject([{ subscriptionId: kept.subscriptionId }])
  expect(state.listeners.received('crm')).toHaveLength(1)
  expect((await fixture.call('GET', `/${gone.subscriptionId}/events`)).status).toBe(404)
})
