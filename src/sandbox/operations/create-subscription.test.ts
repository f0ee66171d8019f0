import { describe, expect, it } from 'vitest'
import { UpstreamSubscription } from '../../contract/upstream/subscription.ts'
import { apiExample } from '../../testing/api-example.ts'
import { createSandboxFixture } from '../../testing/sandbox-fixture.ts'

const BODY = { title: 'CRM', endpoint: 'https://crm.listener.example/hook', events: ['entityCreated'] }

const create = async (body: unknown, fixture = createSandboxFixture(), headers = {}) => {
  const response = await fixture.call('POST', '', body, headers)
  return {
    fixture,
    status: response.status,
    body: await response.json(),
    stored: fixture.sandbox.state.subscriptions.all(),
  }
}
const reasons = (body: { 'invalid-body-params': { name: string; reason: string }[] }) =>
  Object.fromEntries(body['invalid-body-params'].map(({ name, reason }) => [name, reason]))

describe('refuses', () => {
  it('a body that is not JSON, in the documented words', async () => {
    const { status, body } = await create('{"title":')
    expect([status, body]).toEqual([400, apiExample('error-400-invalid-json.json')])
  })

  it('a body of another media type', async () => {
    expect((await create(BODY, createSandboxFixture(), { 'content-type': 'text/plain' })).status).toBe(415)
  })

  it('a body that never ends', async () => {
    expect((await create({ ...BODY, title: 'x'.repeat(1024 * 1024) })).status).toBe(413)
  })

  it('wrong members, all at once', async () => {
    const { status, body, stored } = await create({
      title: 'x',
      endpoint: 'https://a.listener.example',
      enabled: 1,
      extra: 1,
    })
    expect([status, body.type, body.title]).toEqual([400, '/validation-error', 'Bad Request'])
    expect(reasons(body)).toMatchObject({
      title: 'title must be between 2 and 200 characters',
      events: expect.any(String),
      enabled: expect.any(String),
      extra: 'extra is not known',
    })
    expect(stored).toEqual([])
  })

  it('event types that repeat or are unknown', async () => {
    const twice = await create({ ...BODY, events: ['entityCreated', 'entityCreated'] })
    expect(reasons(twice.body)).toEqual({ events: 'events must not repeat' })
    expect((await create({ ...BODY, events: ['userCredentialUpdated'] })).status).toBe(400)
  })

  it('endpoints that are not public https', async () => {
    const { status, body } = await create({ ...BODY, endpoint: 'http://crm.listener.example/hook' })
    expect([status, reasons(body)]).toEqual([400, { endpoint: 'endpoint must be an https URL' }])
    expect((await create({ ...BODY, endpoint: 'https://localhost/' })).status).toBe(400)
  })

  it('a filter that is no schema, in the documented words', async () => {
    const { filter } = apiExample('filter-invalid-keyword.json')
    const { status, body } = await create({ ...BODY, filter })
    expect([status, body]).toEqual([400, apiExample('error-400-invalid-filter.json')])
    expect((await create({ ...BODY, filter: 'x' })).body).toEqual(apiExample('error-400-invalid-filter.json'))
  })

  it('a title that is taken, unless by another customer', async () => {
    const fixture = createSandboxFixture()
    fixture.subscription({ title: 'CRM', customerId: fixture.sandbox.customers[1]?.customerId ?? '' })
    expect((await create(BODY, fixture)).status).toBe(201)
    expect(await create(BODY, fixture)).toMatchObject({ status: 409, body: { title: 'Conflict' } })
    expect(fixture.sandbox.state.subscriptions.of(fixture.customer.customerId)).toHaveLength(1)
  })

  it('the same title twice at once', async () => {
    const fixture = createSandboxFixture()
    const answers = await Promise.all([create(BODY, fixture), create(BODY, fixture)])
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201, 409]))
  })
})

it('stores what was asked for, enabled by default', async () => {
  const { filter } = apiExample('subscription-create-request.with-filter.json')
  const { fixture, status, body, stored } = await create({ ...BODY, filter })
  expect([status, UpstreamSubscription.parse(body)]).toMatchObject([201, { ...BODY, filter, enabled: true }])
  expect(body.createdAt).toBe(body.updatedAt)
  expect(body._links.self.href).toBe(`/${fixture.customer.customerId}/webhooks/subscriptions/${body.subscriptionId}`)
  expect(stored).toMatchObject([{ ...BODY, filter, subscriptionId: body.subscriptionId }])
})

it('takes no events, and null for no filter', async () => {
  const { status, body } = await create({ ...BODY, events: [], filter: null, enabled: false })
  expect([status, body.events, body.enabled]).toEqual([201, [], false])
  expect(body).not.toHaveProperty('filter')
})
