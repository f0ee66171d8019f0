import { expect, it } from 'vitest'
import { apiExample } from '../../testing/api-example.ts'
import { createSandboxFixture } from '../../testing/sandbox-fixture.ts'
import type { SandboxOptions } from '../base/options.ts'

const prepare = (options: Partial<SandboxOptions> = {}) => {
  const fixture = createSandboxFixture(options)
  const subscription = fixture.subscription()
  const path = `/${subscription.subscriptionId}/exports`
  const start = async () => {
    const response = await fixture.call('POST', path)
    return { status: response.status, body: await response.json() }
  }
  return { fixture, subscription, path, start }
}

it('starts a job that is processing for a while', async () => {
  const { start, fixture, subscription } = prepare()
  const { status, body } = await start()
  const { customerId, subscriptionId } = subscription
  const collection = `/${customerId}/webhooks/subscriptions/${subscriptionId}/exports`
  expect(status).toBe(201)
  expect(body).toEqual({
    id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    createdAt: '2026-11-20T12:00:00Z',
    updatedAt: '2026-11-20T12:00:00Z',
    state: 'processing',
    _links: { self: { href: `${collection}/${body.id}` }, exports: { href: collection } },
  })
  expect(Object.keys(body)).toEqual(Object.keys(apiExample('export-create-201.assumed.json')))
  await fixture.clock.advance(5000)
  expect(fixture.sandbox.state.exports.get(body.id)).toMatchObject({ state: 'completed', records: [] })
})

it('refuses a second one meanwhile, with the documented body', async () => {
  const { start } = prepare()
  await start()
  expect(await start()).toEqual({ status: 409, body: apiExample('error-409-too-many-active-exports.json') })
})

it('refuses one that would be the second completed in 24 hours', async () => {
  const { start, fixture } = prepare()
  await start()
  await fixture.clock.advance(6000)
  const { status, body } = await start()
  expect([status, body.details]).toEqual([409, 'Only one export can be completed in 24 hours'])
  await fixture.clock.advance(24 * 3_600_000)
  expect((await start()).status).toBe(201)
})

it('allows any number a day, and shortens the times, where that is chosen', async () => {
  const { start, fixture } = prepare({ dailyExport: 'off', timeScale: 100 })
  for (let i = 0; i < 3; i++) {
    expect((await start()).status).toBe(201)
    await fixture.clock.advance(50)
  }
})

it('is one at a time for everybody where that is chosen', async () => {
  const { start, fixture } = prepare({ activeExports: 'region' })
  await start()
  const other = fixture.subscription()
  expect((await fixture.call('POST', `/${other.subscriptionId}/exports`)).status).toBe(409)
  await fixture.clock.advance(5000)
  expect((await fixture.call('POST', `/${other.subscriptionId}/exports`)).status).toBe(201)
})

it('takes each failed event once', async () => {
  const { start, fixture, subscription } = prepare({ dailyExport: 'off' })
  const idsOf = (id: string) => fixture.sandbox.state.exports.get(id)?.records?.map((record) => record.id)
  const first = await fixture.failedEvent(subscription)
  const { body: one } = await start()
  await fixture.clock.advance(5000)
  const second = await fixture.failedEvent(subscription)
  const { body: two } = await start()
  await fixture.clock.advance(5000)
  expect([idsOf(one.id), idsOf(two.id)]).toEqual([[first.id], [second.id]])
})
