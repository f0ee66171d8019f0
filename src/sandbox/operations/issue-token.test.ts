import { describe, expect, it } from 'vitest'
import { TokenReply } from '../../contract/upstream/token.ts'
import { createSandboxFixture, ORIGIN } from '../../testing/sandbox-fixture.ts'
import type { SandboxOptions } from '../base/options.ts'

const FORM = { grant_type: 'client_credentials', scope: '*:webhooks/**' }

const ask = async (
  change: { form?: object; body?: BodyInit; user?: string; password?: string; customerId?: string } = {},
  options: Partial<SandboxOptions> = {},
) => {
  const fixture = createSandboxFixture(options)
  const { clientId, clientSecret, customerId } = fixture.customer
  const credentials = btoa(`${change.user ?? clientId}:${change.password ?? clientSecret}`)
  const response = await fixture.sandbox.fetch(
    new Request(`${ORIGIN}/${change.customerId ?? customerId}/login/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${credentials}` },
      body: change.body ?? new URLSearchParams({ ...FORM, ...change.form }),
    }),
  )
  return { fixture, response, status: response.status, body: await response.json() }
}

describe('refuses', () => {
  it.each([
    ['another secret', { password: 'wrong' }],
    ['an unknown client', { user: 'nobody' }],
  ])('%s with 401 invalid_client', async (_, change) => {
    const { status, body, response } = await ask(change)
    expect([status, body.error]).toEqual([401, 'invalid_client'])
    expect(response.headers.get('www-authenticate')).toContain('Basic')
  })

  it.each([
    ['another grant', { form: { grant_type: 'refresh_token' } }, 'unsupported_grant_type'],
    ['no grant', { form: { grant_type: '' } }, 'invalid_request'],
    ['no scope', { form: { scope: '' } }, 'invalid_request'],
    ['a scope the policy does not allow', { form: { scope: '*:config/**' } }, 'invalid_scope'],
    ['a body that is no form', { body: '{}' }, 'invalid_request'],
  ])('%s with 400', async (_, change, error) => {
    const { status, body } = await ask(change)
    expect([status, body.error]).toEqual([400, error])
  })

  it('a customer it does not know with 404', async () => {
    expect((await ask({ customerId: crypto.randomUUID() })).status).toBe(404)
  })
})

it('gives an opaque token for an hour', async () => {
  const { status, body, fixture } = await ask()
  expect([status, TokenReply.parse(body)]).toEqual([
    200,
    {
      access_token: expect.stringMatching(/^[\w-]{64}$/),
      expires_in: 3600,
      token_type: 'Bearer',
      scope: '*:webhooks/**',
    },
  ])
  expect(fixture.sandbox.state.tokens.find(body.access_token)).toMatchObject({
    customerId: fixture.customer.customerId,
  })
})

it('takes a multipart form too, unless it is told not to', async () => {
  const form = new FormData()
  for (const [name, value] of Object.entries(FORM)) form.set(name, value)
  expect((await ask({ body: form })).status).toBe(200)
  expect((await ask({ body: form }, { tokenBody: 'urlencoded' })).status).toBe(400)
  expect((await ask({}, { tokenBody: 'multipart' })).status).toBe(400)
})

it('tells the life that really is left when waits are shortened', async () => {
  expect((await ask({}, { tokenLifetime: 600, timeScale: 10 })).body.expires_in).toBe(60)
})
