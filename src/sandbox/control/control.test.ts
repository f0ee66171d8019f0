import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { manualClock } from '../../testing/manual-clock.ts'
import { createSandbox, type Sandbox } from '../sandbox.ts'
import { applicationsOf } from '../seed/company.ts'
import { seedWith } from '../seed/seed.ts'
import { createControl } from './control.ts'

const ORIGIN = 'http://sandbox.test'
const clock = manualClock('2026-11-20T15:30:00Z')
let sandbox: Sandbox

beforeEach(() => {
  sandbox = createSandbox({ clock, populate: seedWith({ subscriptions: 24, events: 200 }) })
  sandbox.mount('/_sandbox', createControl(sandbox))
})
afterEach(() => sandbox.close())

const call = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const request = new Request(`${ORIGIN}/_sandbox${path}`, {
    method,
    headers,
    ...(body !== undefined && { body: text }),
  })
  const response = await sandbox.fetch(request)
  const answer = await response.text()
  return { status: response.status, body: answer ? JSON.parse(answer) : undefined }
}

describe('says no in words', () => {
  it.each([
    ['PUT', '/listeners/crm', { does: 'explode' }, 'does'],
    ['PUT', '/listeners/crm', { does: 'accept', status: 503 }, 'status'],
    ['PUT', '/listeners/crm', { does: 'timeout', after: 3 }, 'body'],
    ['POST', '/users/updated', { attributes: [] }, 'attributes'],
    ['POST', '/users/created', { sub: 'me' }, 'sub'],
    ['POST', '/users/created', { customer: 'elsewhere' }, 'customer'],
    ['POST', '/users/burst', { count: 0 }, 'count'],
    ['POST', '/faults', { fault: { does: 'delay' } }, 'fault.milliseconds'],
    ['POST', '/faults', { operation: 'explode', fault: { does: 'broken-json' } }, 'operation'],
    [
      'POST',
      '/faults',
      { fault: { does: 'answer', change: [{ pointer: 'x', action: 'null' }] } },
      'fault.change.0.pointer',
    ],
    ['POST', '/tokens/revoke', { customer: 'elsewhere' }, 'customer'],
    ['POST', '/deliveries', { endpoint: 'https://crm.listener.example/' }, 'token'],
  ])('%s %s %j', async (method, path, body, name) => {
    const answer = await call(method, path, body)
    expect(answer).toMatchObject({ status: 400, body: { error: 'The body is not valid', problems: [{ name }] } })
  })

  it('to what is not JSON, is not there or comes from another site’s page', async () => {
    expect(await call('PUT', '/listeners/crm', '{')).toMatchObject({
      status: 400,
      body: { error: 'The body is not valid JSON' },
    })
    expect((await call('GET', '/listeners/cr%20m')).status).toBe(400)
    expect((await call('DELETE', '/faults/fault-9')).status).toBe(404)
    expect((await call('GET', '/nowhere')).body.routes).toContain('POST /_sandbox/reset')
    expect((await call('POST', '/reset', undefined, { origin: 'https://elsewhere.example' })).status).toBe(403)
    expect((await call('POST', '/reset', undefined, { origin: ORIGIN })).status).toBe(200)
  })
})

it('lists its routes and the listeners', async () => {
  expect((await call('GET', '')).body.routes).toHaveLength(21)
  const { body } = await call('GET', '/listeners')
  expect(body.listeners).toContainEqual({
    name: 'crm',
    url: 'https://crm.listener.example/',
    behaviour: expect.objectContaining({ does: 'status', status: 503 }),
    received: 0,
  })
})

it('changes a listener, makes a user change and shows what the listener received', async () => {
  expect((await call('PUT', '/listeners/crm', { does: 'accept', status: 204 })).body.behaviour.does).toBe('accept')
  const changed = await call('POST', '/users/updated', { attributes: ['email'] })
  expect(changed.body).toMatchObject({
    happened: 1,
    events: expect.arrayContaining([expect.objectContaining({ state: 'awaiting-executing' })]),
  })
  await clock.settle()
  const { body } = await call('GET', '/listeners/crm')
  const received = body.received.filter((request: { eventType: string }) => request.eventType === 'entityUpdated')
  expect(received).toContainEqual(expect.objectContaining({ answer: expect.objectContaining({ statusCode: 204 }) }))
})

it('makes things happen at a named application and client, to a given user of either customer', async () => {
  const sub = crypto.randomUUID()
  const place = { application: 'Lillkvist Kids', client: 'Lillkvist Kids iOS app', customer: 'staging', sub }
  const { status, body } = await call('POST', '/users/deleted', place)
  expect([status, body.user]).toEqual([201, sub])
  const [kids] = applicationsOf('staging', 1).filter(({ name }) => name === 'Lillkvist Kids')
  expect(sandbox.state.events.get(body.events[0].id)).toMatchObject({
    type: 'entityDeleted',
    claim: {
      sub,
      captureApplicationId: kids?.id,
      captureClientId: kids?.clients.find(({ name }) => name.includes('iOS'))?.id,
    },
  })
  const strange = await call('POST', '/users/created', {
    application: 'myapp',
    client: 'myclient',
    entityType: 'robot',
  })
  expect(sandbox.state.events.get(strange.body.events[0].id)?.claim).toMatchObject({
    captureApplicationId: 'myapp',
    captureClientId: 'myclient',
    entityType: 'robot',
  })
})

it('makes a burst of one kind or of all', async () => {
  const before = sandbox.state.events.all().length
  const { body } = await call('POST', '/users/burst', { count: 30, type: 'entityUpdated', attributes: ['password'] })
  expect(body.happened).toBe(30)
  const made = sandbox.state.events.all().filter(({ claim }) => claim.attributes?.join() === 'password')
  expect(sandbox.state.events.all().length - before).toBe(body.stored)
  expect(made.length).toBeGreaterThanOrEqual(30)
  expect((await call('POST', '/users/burst', { count: 30 })).body.stored).toBeGreaterThan(30)
})

it('puts faults up, lists them and takes them down', async () => {
  const first = await call('POST', '/faults', { path: '/login', times: 2, fault: { does: 'status', status: 500 } })
  const second = await call('POST', '/faults', { fault: { does: 'too-many-requests', retryAfter: null } })
  expect([first.status, second.status]).toEqual([201, 201])
  const jwk = () => sandbox.fetch(new Request(`${ORIGIN}/${sandbox.customers[0]?.customerId}/login/jwk`))
  expect((await jwk()).status).toBe(500)
  expect((await call('GET', '/faults')).body.faults).toMatchObject([{ id: first.body.id, times: 1 }, second.body])
  expect((await call('DELETE', `/faults/${first.body.id}`)).status).toBe(204)
  expect((await jwk()).status).toBe(429)
  expect((await call('DELETE', '/faults')).status).toBe(204)
  expect((await jwk()).status).toBe(200)
})

it('revokes tokens, of one customer or all', async () => {
  const [one, two] = sandbox.customers
  for (const customer of [one, two]) sandbox.state.tokens.issue(customer?.customerId ?? '', '*:webhooks/**', 60_000)
  expect((await call('POST', '/tokens/revoke', { customer: 'staging' })).body).toEqual({ revoked: 1 })
  expect((await call('POST', '/tokens/revoke')).body).toEqual({ revoked: 1 })
})

it('counts what is there, and begins again', async () => {
  const { body: before } = await call('GET', '/state')
  expect(before).toMatchObject({ now: expect.stringMatching(/^2026-11-20T/), timeScale: 1, faults: 0 })
  expect(before.customers[0]).toMatchObject({
    name: 'production',
    subscriptions: { total: 18 },
    events: { total: 180 },
  })
  await call('POST', '/users/burst', { count: 5 })
  await call('POST', '/faults', { fault: { does: 'broken-json' } })
  const { body: after } = await call('POST', '/reset')
  expect(after.customers[0].events.total).toBe(180)
  expect(after.faults).toBe(0)
})
