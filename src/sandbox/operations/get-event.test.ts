import { createRemoteJWKSet, customFetch, jwtVerify } from 'jose'
import { expect, it } from 'vitest'
import { UpstreamEvent } from '../../contract/upstream/event.ts'
import { SetClaims, SetHeader } from '../../contract/upstream/notification.ts'
import { apiExample } from '../../testing/api-example.ts'
import { createSandboxFixture } from '../../testing/sandbox-fixture.ts'
import type { SandboxOptions } from '../base/options.ts'
import type { Behaviour } from '../state/listeners.ts'

const USER = { sub: '6b004bc5-179c-45c2-815d-31b06169371d', application: 'zzyn9gy9r8xdy5zkru4y54syk6' }

const prepare = async (behaviour: Behaviour = { does: 'accept' }, options: Partial<SandboxOptions> = {}) => {
  const fixture = createSandboxFixture(options)
  const { subscriptionId } = fixture.subscription()
  fixture.sandbox.state.listeners.set('crm', behaviour)
  const [event] = fixture.sandbox.happen({
    customer: fixture.customer.customerId,
    type: 'entityUpdated',
    client: 'elrrniux51a3nrhfwzklvz3t46lb5n2m',
    attributes: ['email', 'primaryAddress.city'],
    ...USER,
  })
  await fixture.clock.settle()
  const get = async () =>
    UpstreamEvent.parse(await (await fixture.call('GET', `/${subscriptionId}/events/${event?.id}`)).json())
  return { fixture, subscriptionId, event, get }
}

const verify = ({ sandbox, customer }: ReturnType<typeof createSandboxFixture>, payload: string) => {
  const url = new URL(`${sandbox.options.baseUrl}/${customer.customerId}/login/jwk`)
  const keys = createRemoteJWKSet(url, { [customFetch]: (address, init) => sandbox.fetch(new Request(address, init)) })
  return jwtVerify(payload, keys, {
    issuer: `${sandbox.options.baseUrl}/${customer.customerId}/webhooks`,
    typ: 'secevent+jwt',
  })
}

it('does not know events of other subscriptions', async () => {
  const { fixture, event } = await prepare()
  const other = fixture.subscription()
  expect((await fixture.call('GET', `/${other.subscriptionId}/events/${event?.id}`)).status).toBe(404)
})

it('shows what was sent and what came back', async () => {
  const { get, event, subscriptionId, fixture } = await prepare()
  const shown = await get()
  const self = `/${fixture.customer.customerId}/webhooks/subscriptions/${subscriptionId}/events/${event?.id}`
  expect(shown).toMatchObject({
    id: event?.id,
    state: 'success',
    attempts: 1,
    request: {
      endpoint: 'https://crm.listener.example/hook',
      headers: {
        Accept: '*/*',
        'Content-Length': String(shown.request.payload.length),
        'Content-Type': 'application/secevent+jwt',
        Host: 'crm.listener.example',
        'User-Agent': 'Akamai Identity Cloud Webhooks/v3.0.0',
      },
    },
    response: { statusCode: 200, headers: { 'Content-Type': 'text/plain; charset=UTF-8' } },
    _links: { self: { href: self }, redeliver: { href: `${self}/redeliver` }, history: { href: `${self}/history` } },
  })
  expect((await get()).request.payload).toBe(shown.request.payload)
})

it('signs a security event token that the published keys verify', async () => {
  const { fixture, get, event } = await prepare()
  const { payload, protectedHeader } = await verify(fixture, (await get()).request.payload)
  const now = fixture.clock.now() / 1000
  expect(SetHeader.parse(protectedHeader)).toMatchObject({ alg: 'RS256', typ: 'secevent+jwt' })
  expect(Object.keys(payload)).toEqual(Object.keys(apiExample('set-entityUpdated.json').payload))
  expect(SetClaims.parse(payload)).toMatchObject({
    aud: ['https://crm.listener.example/hook'],
    iat: now,
    toe: now,
    events: {
      entityUpdated: {
        attributes: ['email', 'primaryAddress.city'],
        globalSub: `capture-v1://us.janraincapture.com/${USER.application}/user/${USER.sub}`,
        id: event?.claim.id,
        sub: USER.sub,
      },
    },
  })
})

it('tells why no answer came, or not', async () => {
  const { get } = await prepare({ does: 'refuse' })
  expect((await get()).response).toEqual({ error: 'connection refused: nothing listens on the port' })
  const silent = await prepare({ does: 'refuse' }, { noAnswer: 'absent' })
  expect(await silent.get()).not.toHaveProperty('response')
})

it('has the spellings and token shapes of other generations', async () => {
  const { get, fixture } = await prepare(
    { does: 'status', status: 500 },
    {
      retryState: 'retry',
      audience: 'string',
      toe: 'milliseconds',
      txn: 'on',
      eventClaimId: 'off',
      tokenHeader: 'short',
      issuer: 'name',
      userAgent: '3.0',
    },
  )
  const { state, request } = await get()
  expect([state, request.headers['User-Agent']]).toEqual(['retry', 'Akamai Identity Cloud Webhooks/3.0'])
  const [header, claims] = request.payload
    .split('.', 2)
    .map((part) => JSON.parse(Buffer.from(part, 'base64url').toString()))
  expect(Object.keys(header)).toEqual(['alg', 'kid'])
  expect(SetClaims.parse(claims)).toMatchObject({
    aud: 'https://crm.listener.example/hook',
    iss: 'Akamai Identity Cloud',
    toe: fixture.clock.now(),
    txn: expect.any(String),
  })
  expect(claims.events.entityUpdated).not.toHaveProperty('id')
})
