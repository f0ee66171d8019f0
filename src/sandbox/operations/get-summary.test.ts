import { expect, it } from 'vitest'
import { apiExample } from '../../testing/api-example.ts'
import { createSandboxFixture } from '../../testing/sandbox-fixture.ts'

it('refuses an unknown subscription, and is not there where that is chosen', async () => {
  expect((await createSandboxFixture().call('GET', `/${crypto.randomUUID()}/summary`)).status).toBe(404)
  const older = createSandboxFixture({ summary: 'off' })
  expect((await older.call('GET', `/${older.subscription().subscriptionId}/summary`)).status).toBe(404)
})

it('counts what is stored, and keeps its figures for 24 hours', async () => {
  const fixture = createSandboxFixture()
  const subscription = fixture.subscription()
  const happen = () =>
    fixture.sandbox.happen({ customer: 'production', type: 'entityDeleted', application: 'a', client: 'c' })
  const summary = async () => (await fixture.call('GET', `/${subscription.subscriptionId}/summary`)).json()

  await fixture.failedEvent(subscription)
  happen()
  await fixture.clock.settle()
  fixture.sandbox.state.listeners.set('crm', { does: 'status', status: 500 })
  happen()
  await fixture.clock.settle()
  const first = await summary()
  expect(first).toEqual({
    updatedAt: expect.stringMatching(/^2026-11-20T12:00:00\.\d{9}Z$/),
    total: 3,
    succeeded: 1,
    retrying: 1,
    failed: 1,
    exportable: 1,
  })
  expect(Object.keys(first)).toEqual(Object.keys(apiExample('summary-200.json')))

  await fixture.call('POST', `/${subscription.subscriptionId}/exports`)
  await fixture.clock.advance(23 * 3_600_000)
  expect(await summary()).toEqual(first)
  await fixture.clock.advance(3_600_000)
  expect(await summary()).toMatchObject({ total: 3, failed: 1, exportable: 0 })
})
