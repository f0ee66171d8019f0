import { decodeJwt } from 'jose'
import { expect, it } from 'vitest'
import { createSandboxFixture } from '../../testing/sandbox-fixture.ts'

it('refuses an unknown and a disabled subscription', async () => {
  const fixture = createSandboxFixture()
  expect((await fixture.call('POST', `/${crypto.randomUUID()}/test`)).status).toBe(404)
  const { subscriptionId } = fixture.subscription({ enabled: false })
  expect((await fixture.call('POST', `/${subscriptionId}/test`)).status).toBe(409)
  expect(fixture.sandbox.state.listeners.received()).toEqual([])
})

it('sends a test past the filter, stores nothing and does not repeat it', async () => {
  const fixture = createSandboxFixture()
  const filter = { properties: {}, additionalProperties: false }
  const { subscriptionId, endpoint } = fixture.subscription({ filter })
  fixture.sandbox.state.listeners.set('crm', { does: 'status', status: 503 })
  const response = await fixture.call('POST', `/${subscriptionId}/test`)
  expect([response.status, await response.text()]).toEqual([202, ''])
  await fixture.clock.advance(60_000)

  const [received, ...more] = fixture.sandbox.state.listeners.received('crm')
  expect(more).toEqual([])
  expect(received?.headers).toMatchObject({ 'Content-Type': 'application/secevent+jwt' })
  expect(decodeJwt(received?.payload ?? '')).toMatchObject({
    aud: [endpoint],
    events: { test: { id: expect.stringMatching(/^[0-9a-f-]{36}$/) } },
  })
  expect(fixture.sandbox.state.events.all()).toEqual([])
})
