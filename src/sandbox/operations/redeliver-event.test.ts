import { describe, expect, it } from 'vitest'
import { readExample } from '../../testing/api-example.ts'
import { createBench } from '../../testing/sandbox-parts.ts'
import type { SandboxOptions } from '../base/options.ts'

const prepare = async (options: Partial<SandboxOptions> = {}) => {
  const bench = createBench(options)
  const subscription = bench.subscription()
  const event = await bench.failedEvent(subscription)
  const redeliver = async (id = event.id) => {
    const response = await bench.call('POST', `/${subscription.subscriptionId}/events/${id}/redeliver`)
    const text = await response.text()
    return { status: response.status, body: text && JSON.parse(text), headers: response.headers }
  }
  return { bench, subscription, event, redeliver, stored: () => bench.sandbox.state.events.get(event.id) }
}

describe('refuses', () => {
  it('an event that is not stored', async () => {
    expect((await (await prepare()).redeliver(crypto.randomUUID())).status).toBe(404)
  })

  it('an event that is not failed', async () => {
    const { redeliver, stored } = await prepare()
    Object.assign(stored() ?? {}, { state: 'success' })
    const { status, body } = await redeliver()
    expect([status, body]).toEqual([409, readExample('error-409-not-failed.assumed.json')])
  })

  it('an event of a disabled subscription', async () => {
    const { redeliver, bench, subscription, stored } = await prepare()
    bench.sandbox.state.subscriptions.replace({ ...subscription, enabled: false })
    expect((await redeliver()).status).toBe(409)
    expect(stored()?.state).toBe('failure')
  })

  it('the second request of a minute, whatever became of the first', async () => {
    const { redeliver, bench, stored } = await prepare()
    Object.assign(stored() ?? {}, { state: 'success' })
    expect((await redeliver()).status).toBe(409)
    Object.assign(stored() ?? {}, { state: 'failure' })
    await bench.clock.advance(20_500)
    const { status, body, headers } = await redeliver()
    expect([status, body, headers.get('retry-after')]).toEqual([429, readExample('error-429.assumed.json'), '40'])
    await bench.clock.advance(39_500)
    expect((await redeliver()).status).toBe(202)
  })
})

it('starts the clock anew', async () => {
  const { redeliver, bench, stored, event } = await prepare()
  const { payload } = stored() ?? {}
  bench.sandbox.state.listeners.set('crm', { does: 'recover', after: 1 })
  await bench.clock.advance(60_000)
  const { status, body } = await redeliver()
  expect([status, body]).toEqual([202, ''])
  expect(stored()).toMatchObject({ state: 'awaiting-executing', attempts: 0, response: undefined })
  await bench.clock.settle()
  expect(stored()).toMatchObject({ state: 'awaiting-retry', attempts: 1 })
  await bench.clock.advance(3000)
  expect(stored()).toMatchObject({ state: 'success', attempts: 2, payload })
  const tokens = bench.sandbox.state.listeners.received('crm').map(({ jti }) => jti)
  expect([tokens.length, new Set(tokens).size, event.id]).toEqual([3, 1, stored()?.id])
})

it('sends to the endpoint of today, with the token of then', async () => {
  const { redeliver, bench, subscription, stored } = await prepare()
  bench.sandbox.state.subscriptions.replace({ ...subscription, endpoint: 'https://repaired.listener.example/' })
  const { payload } = stored() ?? {}
  await redeliver()
  await bench.clock.settle()
  expect(stored()).toMatchObject({ state: 'success', endpoint: 'https://repaired.listener.example/', payload })
  expect(bench.sandbox.state.listeners.received('repaired')).toMatchObject([{ payload }])
})

it('keeps a redelivered event for seven days more', async () => {
  const { redeliver, bench, stored } = await prepare()
  await bench.clock.advance(6 * 24 * 3_600_000)
  await redeliver()
  await bench.clock.advance(6 * 24 * 3_600_000)
  expect(stored()?.state).toBe('success')
})

it('rations per subscription, in time that can be shortened', async () => {
  const { redeliver, bench } = await prepare({ timeScale: 60, retryAfter: 'off' })
  expect((await redeliver()).status).toBe(202)
  const { status, headers } = await redeliver()
  expect([status, headers.get('retry-after')]).toEqual([429, null])
  await bench.clock.advance(1000)
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
  const { redeliver, bench, subscription, event, stored } = await prepare()
  await redeliver()
  await redeliver()
  await bench.clock.advance(60_000)
  Object.assign(stored() ?? {}, { state: 'success' })
  await redeliver()
  const { redeliveryCalls } = bench.sandbox.state
  const { subscriptionId } = subscription
  expect(redeliveryCalls.all(event.id)).toMatchObject([
    { subscriptionId, eventId: event.id, status: 202 },
    { status: 429 },
    { status: 409 },
  ])
  expect(redeliveryCalls.all(crypto.randomUUID())).toEqual([])
  bench.sandbox.reset()
  expect(redeliveryCalls.all()).toEqual([])
})
