import { once } from 'node:events'
import { connect } from 'node:net'
import * as client from 'openid-client'
import { afterEach, expect, it } from 'vitest'
import { JwkSet } from '../../contract/upstream/keys.ts'
import { type SandboxServer, type SandboxServerOptions, serveSandbox } from './serve.ts'

let served: SandboxServer | undefined

const serve = async (options: SandboxServerOptions = {}) => {
  served = await serveSandbox({ port: 0, host: '127.0.0.1', subscriptions: 4, events: 40, ...options })
  return served
}

afterEach(async () => {
  await served?.close()
  served = undefined
})

const control = (path: string, init: RequestInit = {}) => fetch(`${served?.url}/_sandbox${path}`, init)
const post = (path: string, body: unknown) => control(path, { method: 'POST', body: JSON.stringify(body) })

it('serves the API, the control API and the identity provider on one port', async () => {
  const { url, customers, oidc } = await serve()
  const [customer] = customers
  const basic = btoa(`${customer?.clientId}:${customer?.clientSecret}`)
  const login = await fetch(`${url}/${customer?.customerId}/login/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${basic}` },
    body: new URLSearchParams({ grant_type: 'client_credentials', scope: '*:webhooks/**' }),
  })
  const { access_token: token } = await login.json()
  const list = await fetch(`${url}/${customer?.customerId}/webhooks/subscriptions`, {
    headers: { authorization: `Bearer ${token}` },
  })
  expect((await list.json()).total).toBe(3)

  expect(await (await control('/state')).json()).toMatchObject({
    customers: [{ name: 'production' }, { name: 'staging' }],
  })
  const config = await client.discovery(new URL(oidc.issuer), oidc.clientId, oidc.clientSecret, undefined, {
    execute: [client.allowInsecureRequests],
  })
  expect(config.serverMetadata().issuer).toBe(`${url}/oidc`)
  expect((await fetch(`${url}/oidcs`)).status).toBe(404)
})

it('signs tokens in its own name', async () => {
  const { url, customers, sandbox } = await serve()
  const customerId = customers[0]?.customerId ?? ''
  const [event] = sandbox.state.events.all().filter((stored) => stored.customerId === customerId)
  if (!event) throw new Error('Nothing was seeded')
  const [header = ''] = sandbox.signer.payload(event).split('.')
  const { jku, kid } = JSON.parse(Buffer.from(header, 'base64url').toString())
  expect(jku).toBe(`${url}/${customerId}/login/jwk`)
  const { keys } = JwkSet.parse(await (await fetch(jku)).json())
  expect(keys.map((key) => key.kid)).toContain(kid)
})

it('names its customers with credentials, applications and clients', async () => {
  const { customers } = await serve()
  expect(customers.map(({ name }) => name)).toEqual(['production', 'staging'])
  for (const { applications, clients, apiClientSecret } of customers) {
    expect(Object.values(applications)).toContain('Lillkvist Kids')
    expect(Object.values(clients)).toContain('Tavelund store tills')
    expect(apiClientSecret).toHaveLength(32)
  }
})

it('really breaks the connection where a fault says so', async () => {
  const { url } = await serve()
  await post('/faults', { fault: { does: 'reset' }, path: '/login/jwk', times: 1 })
  const address = `${url}/${crypto.randomUUID()}/login/jwk`
  await expect(fetch(address)).rejects.toMatchObject({ cause: { code: 'ECONNRESET' } })
  expect((await fetch(address)).status).toBe(404)
})

it('ends with a request under way, and gives the port back', async () => {
  const { url } = await serve()
  await post('/faults', { fault: { does: 'delay', milliseconds: 60_000 }, times: 1 })
  const { hostname, port } = new URL(url)
  const pending = fetch(`${url}/x`).catch(() => 'broken off')
  const idle = connect(Number(port), hostname)
  await once(idle, 'connect')
  idle.on('error', () => undefined)
  await served?.close()
  expect(await pending).toBe('broken off')
  await expect(fetch(url)).rejects.toThrow()
  await serve({ port: Number(port) })
})

it('refuses a port that is taken', async () => {
  const { url } = await serve()
  const taken = serveSandbox({ port: Number(new URL(url).port), host: '127.0.0.1' })
  await expect(taken).rejects.toMatchObject({ code: 'EADDRINUSE' })
})

it('writes the addresses others reach it by', async () => {
  const { url, oidc } = await serve({ publicUrl: 'https://sandbox.example' })
  expect([url, oidc.issuer]).toEqual(['https://sandbox.example', 'https://sandbox.example/oidc'])
})
