import { expect, it } from 'vitest'
import { createSandboxFixture, ORIGIN } from '../../testing/sandbox-fixture.ts'

const call = (authorization?: string) => {
  const { sandbox } = createSandboxFixture()
  const [customer] = [...sandbox.state.customers.values()]
  const given = authorization ?? `${customer?.apiClientId}:${customer?.apiClientSecret}`
  const headers = { authorization: `Basic ${btoa(given)}` }
  return sandbox.fetch(new Request(`${ORIGIN}/entityType.list`, { method: 'POST', headers }))
}

it('refuses the configuration client and strangers', async () => {
  const [configuration] = createSandboxFixture().sandbox.customers
  for (const credentials of ['some:body', `${configuration?.clientId}:${configuration?.clientSecret}`]) {
    const response = await call(credentials)
    expect([response.status, await response.json()]).toMatchObject([
      401,
      { stat: 'error', error: 'invalid_credentials' },
    ])
  }
})

it('names the entity types', async () => {
  const response = await call()
  expect([response.status, await response.json()]).toEqual([200, { results: ['user', 'partner'], stat: 'ok' }])
})
