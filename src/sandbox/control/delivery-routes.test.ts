import { afterEach, beforeEach, expect, it } from 'vitest'
import { createSandboxFixture, type SandboxFixture } from '../../testing/sandbox-fixture.ts'
import { createControl } from './control.ts'

let fixture: SandboxFixture
let token: string
beforeEach(async () => {
  fixture = createSandboxFixture()
  fixture.sandbox.mount('/_sandbox', createControl(fixture.sandbox))
  const { id } = await fixture.failedEvent(fixture.subscription())
  const event = fixture.sandbox.state.events.get(id)
  if (!event) throw new Error('The event is stored')
  token = fixture.sandbox.signer.payload(event)
})
afterEach(() => fixture.sandbox.close())

const deliver = async (body: object) => {
  const request = new Request('http://sandbox.test/_sandbox/deliveries', { method: 'POST', body: JSON.stringify(body) })
  const response = await fixture.sandbox.fetch(request)
  return { status: response.status, body: await response.json() }
}
const received = (name: string) => fixture.sandbox.state.listeners.received(name)

it.each([
  ['a listener elsewhere', { endpoint: 'https://listener.example.com/hook' }, 'endpoint'],
  ['an address of this machine', { endpoint: 'https://127.0.0.1/' }, 'endpoint'],
  ['one without TLS', { endpoint: 'http://crm.listener.example/' }, 'endpoint'],
  ['one with a user', { endpoint: 'https://me@crm.listener.example/' }, 'endpoint'],
  ['what is no token', { token: 'a.b.c' }, 'token'],
  ['a sender of two lines', { userAgent: 'me\r\nHost: other' }, 'userAgent'],
])('refuses %s', async (_, differs, name) => {
  const before = received('crm').length
  const { status, body } = await deliver({ endpoint: 'https://crm.listener.example/', token, ...differs })
  expect([status, body]).toMatchObject([400, { problems: [{ name }] }])
  expect(received('crm')).toHaveLength(before)
})

it('hands a token to a listener, which records who sent it; the event stays failed', async () => {
  const [event] = fixture.sandbox.state.events.all()
  const { status, body } = await deliver({
    endpoint: 'https://other.listener.example/in',
    token,
    userAgent: 'webhooks-console',
  })
  expect([status, body]).toMatchObject([200, { answer: { statusCode: 200 } }])
  expect(received('other')).toMatchObject([
    {
      url: 'https://other.listener.example/in',
      payload: token,
      eventId: event?.claim.id,
      headers: { 'User-Agent': 'webhooks-console', 'Content-Type': 'application/secevent+jwt' },
      answer: { statusCode: 200 },
    },
  ])
  expect(event?.state).toBe('failure')
})

it('tells what kept a listener from answering', async () => {
  fixture.sandbox.state.listeners.set('crm', { does: 'refuse' })
  const before = received('crm').length
  const { body } = await deliver({ endpoint: 'https://crm.listener.example/', token })
  expect(body).toMatchObject({ answer: { error: expect.stringContaining('connection refused') } })
  expect(received('crm')).toHaveLength(before)
})
