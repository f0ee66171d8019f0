import { describe, expect, it } from 'vitest'
import { UpstreamSubscription } from '../../contract/upstream/subscription.ts'
import { apiExample } from '../../testing/api-example.ts'
import { createSandboxFixture } from '../../testing/sandbox-fixture.ts'

const prepare = () => {
  const fixture = createSandboxFixture()
  const { filter } = apiExample('filter-multiple-events.json')
  const subscription = fixture.subscription({ title: 'CRM', filter })
  const patch = async (body: unknown, headers = {}) => {
    const response = await fixture.call('PATCH', `/${subscription.subscriptionId}`, body, headers)
    return { status: response.status, body: await response.json() }
  }
  const stored = () => fixture.sandbox.state.subscriptions.get(subscription.subscriptionId)
  return { fixture, subscription, patch, stored, filter }
}

describe('refuses', () => {
  it('PUT, naming what is allowed', async () => {
    const { fixture, subscription } = prepare()
    const response = await fixture.call('PUT', `/${subscription.subscriptionId}`, {})
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, PATCH, DELETE'])
  })

  it('a patch that is not sent as a merge patch', async () => {
    const { patch, stored } = prepare()
    expect((await patch({ enabled: false }, { 'content-type': 'application/json' })).status).toBe(415)
    expect(stored()?.enabled).toBe(true)
  })

  it.each([
    ['an unknown member', { subscriptionId: 'x' }],
    ['taking the title away', { title: null }],
    ['an http endpoint', { endpoint: 'http://crm.listener.example' }],
    ['repeated event types', { events: ['entityCreated', 'entityCreated'] }],
    ['a filter that becomes no schema', { filter: { properties: { entityCreated: { x: {} } } } }],
  ])('%s', async (_, body) => {
    const { patch, stored, subscription } = prepare()
    expect((await patch(body)).status).toBe(400)
    expect(stored()).toEqual(subscription)
  })

  it('the title of another', async () => {
    const { fixture, patch } = prepare()
    fixture.subscription({ title: 'Taken' })
    expect((await patch({ title: 'Taken' })).status).toBe(409)
    expect((await patch({ title: 'CRM' })).status).toBe(200)
  })
})

it('changes only what is sent', async () => {
  const { patch, subscription, stored } = prepare()
  const { status, body } = await patch({ enabled: false })
  expect([status, UpstreamSubscription.parse(body).enabled]).toEqual([200, false])
  expect(body.updatedAt > body.createdAt).toBe(true)
  expect(stored()).toEqual({ ...subscription, enabled: false, updatedAt: expect.any(Number) })
})

it('leaves the endpoint alone that it is not asked about', async () => {
  const { fixture, patch, subscription } = prepare()
  fixture.sandbox.state.subscriptions.replace({ ...subscription, endpoint: 'https://10.0.0.1/' })
  expect((await patch({ enabled: false })).status).toBe(200)
})

it('merges a filter deeply, keeping old branches', async () => {
  const { patch, filter } = prepare()
  const { body } = await patch({ filter: { properties: { entityCreated: null, entityDeleted: {} } } })
  const { entityCreated: _, ...kept } = filter.properties
  expect(body.filter).toEqual({ ...filter, properties: { ...kept, entityDeleted: {} } })
})

it('removes a filter by null', async () => {
  const { patch, stored } = prepare()
  expect((await patch({ filter: null })).body).not.toHaveProperty('filter')
  expect(stored()?.filter).toBeUndefined()
})

it('stamps each change with a time of its own', async () => {
  const { patch } = prepare()
  const [first, second] = [await patch({ enabled: false }), await patch({ enabled: true })]
  expect(second.body.updatedAt > first.body.updatedAt).toBe(true)
})

it('may pass over a null inside the filter; the filter itself it removes all the same', async () => {
  const fixture = createSandboxFixture({ filterNulls: 'ignore' })
  const { filter } = apiExample('filter-multiple-events.json')
  const { subscriptionId } = fixture.subscription({ filter })
  const patch = async (body: unknown) => (await fixture.call('PATCH', `/${subscriptionId}`, body)).json()
  const kept = await patch({ filter: { properties: { entityCreated: null }, additionalProperties: false } })
  expect(kept.filter).toEqual({ ...filter, additionalProperties: false })
  expect(await patch({ filter: null })).not.toHaveProperty('filter')
})
