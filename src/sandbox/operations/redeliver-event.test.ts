import { describe, expect, it } from 'vitest'
import { apiExample } from '../../testing/api-example.ts'
import { createSandboxFixture } from '../../testing/sandbox-fixture.ts'
import type { SandboxOptions } from '../base/options.ts'

const prepare = async (options: Partial<SandboxOptions> = {}) => {
  const fixture = createSandboxFixture(options)
  const subscription = fixture.subscription()
  const event = await fixture.failedEvent(subscription)
  const redeliver = async (id = event.id) => {
    const response = await fixture.call('POST', `/${subscription.subscriptionId}/events/${id}/redeliver`)
    const text = await response.text()
    return { status: response.status, body: text && JSON.parse(text), headers: response.headers }
  }
  return { fixture, subscription, event, redeliver, stored: () => fixture.sandbox.state.events.get(event.id) }
}

describe('refuses', () => {
  it('an event that is not stored', async () => {
    expect((await (await prepare()).redeliver(crypto.randomUUID())).status).toBe(404)
  })

  it('an event that is not failed', async () => {
    const { redeliver, stored } = await prepare()
    Object.assign(stored() ?? {}, { state: 'success' })
    const { status, body } = await redeliver()
    expect([status, body]).toEqual([409, apiExample('error-409-not-failed.assumed.json')])
  })

  it('an event of a disabled subscription', async () => {
    const { redeliver, fixture, subscription, stored } = await prepare()
    fixture.sandbox.state.subscriptions.replace({ ...subscription, enabled: false })
    expect((await redeliver()).status).toBe(409)
    expect(stored()?.state).toBe('failure')
  })

  it('the second request of a minute, whatever became of the first', async () => {
    const { redeliver, fixture, stored } = await prepare()
    Object.assign(stored() ?? {}, { state: 'success' })
    expect((await redeliver()).status).toBe(409)
    Object.assign(stored() ?? {}, { state: 'failure' })
    await fixture.clock.advance(20_500)
    const { status, body, headers } = await redeliver()
    expect([status, body, headers.get('retry-after')]).toEqual([429, apiExample('error-429.assumed.json'), '40'])
    await fixture.clock.advance(39_500)
    expect((await redeliver()).status).toBe(202)
  })
})

it('starts the clock anew', async () => {
  const { redeliver, fixture, stored, event } = await prepare()
  const { payload } = stored() ?? {}
  fixture.sandbox.state.listeners.set('crm', { does: 'recover', after: 1 })
  await fixture.clock.advance(60_000)
  const { status, body } = await redeliver()
  expect([status, body]).toEqual([202, ''])
  expect(stored()).toMatchObject({ state: 'awaiting-executing', attempts: 0, response: undefined })
  await fixture.clock.settle()
  expect(stored()).toMatchObject({ state: 'awaiting-retry', attempts: 1 })
  await fixture.clock.advance(3000)
  expect(stored()).toMatchObject({ state: 'success', attempts: 2, payload })
  const tokens = fixture.sandbox.state.listeners.received('crm').map(({ jti }) => jti)
  expect([tokens.length, new Set(tokens).size, event.id]).toEqual([3, 1, stored()?.id])
})

it('sends to the endpoint of today, with the token of then', async () => {
  const { redeliver, fixture, subscription, stored } = await prepare()
  fixture.sandbox.state.subscriptions.replace({ ...subscription, endpoint: 'https://repaired.listener.example/' })
  const { payload } = stored() ?? {}
  await redeliver()
  await fixture.clock.settle()
  expect(stored()).toMatchObject({ state: 'success', endpoint: 'https://repaired.listener.example/', payload })
  expect(fixture.sandbox.state.listeners.received('repaired')).toMatchObject([{ payload }])
})

it('keeps a redelivered event for seven days more', async () => {
  const { redeliver, fixture, stored } = await prepare()
  await fixture.clock.advance(6 * 24 * 3_600_000)
  await redeliver()
  await fixture.clock.advance(6 * 24 * 3_600_000)
  expect(stored()?.state).toBe('success')
})

it('rations per subscription, in time that can be shortened', async () => {
  const { redeliver, fixture } = await prepare({ timeScale: 60, retryAfter: 'off' })
  expect((await redeliver()).status).toBe(202)
  const { status, headers } = await redeliver()
  expect([status, headers.get('retry-after')]).toEqual([429, null])
  await fixture.clock.advance(1000)
  expect((await redeliver()).status).toBe(409)
})

it('counts only what it accepted when it is told to', async () => {
  const { redeliver, stored } = await prepare({ rationCounts: 'accepted' })
  Object.assign(stored() ?? {}, { state: 'success' })
  expect((await redeliver()).status).toBe(409)
  Object.assign(stored() ?? {}, { state: 'failure' })
  expect((await redeliver()).status).toBe(202)
  expect((await redeliver()).status).toBe(429)
})

it('keeps a record of every call', async () => {
  const { redeliver, fixture, subscription, event, stored } = await prepare()
  await redeliver()
  await redeliver()
  await fixture.clock.advance(60_000)
  Object.assign(stored() ?? {}, { state: 'success' })
  await redeliver()
  const { redeliveryCalls } = fixture.sandbox.state
  const { subscriptionId } = subscription
  expect(redeliveryCalls.all(event.id)).toMatchObject([
    { subscriptionId, eventId: event.id, status: 202 },
    { status: 429 },
    { status: 409 },
  ])
  expect(redeliveryCalls.all(crypto.randomUUID())).toEqual([])
  fixture.sandbox.reset()
  expect(redeliveryCalls.all()).toEqual([])
})
