import { expect, it } from 'vitest'
import { EntityTypeReply } from '../../contract/upstream/entity-type.ts'
import { createSandboxFixture, ORIGIN } from '../../testing/sandbox-fixture.ts'

const call = async (body: BodyInit, secret?: string) => {
  const { sandbox } = createSandboxFixture()
  const [customer] = [...sandbox.state.customers.values()]
  const headers = { authorization: `Basic ${btoa(`${customer?.apiClientId}:${secret ?? customer?.apiClientSecret}`)}` }
  const response = await sandbox.fetch(new Request(`${ORIGIN}/entityType`, { method: 'POST', headers, body }))
  return { status: response.status, body: await response.json() }
}

it('refuses a wrong secret, a body that is no form, a missing and an unknown name', async () => {
  expect(await call(new URLSearchParams({ type_name: 'user' }), 'guessed')).toMatchObject({
    status: 401,
    body: { stat: 'error' },
  })
  expect(await call('{"type_name":"user"}')).toMatchObject({ status: 400, body: { error: 'missing_argument' } })
  expect(await call(new URLSearchParams())).toMatchObject({ status: 400, body: { error: 'missing_argument' } })
  for (const type_name of ['constructor', 'User'])
    expect(await call(new URLSearchParams({ type_name }))).toMatchObject({
      status: 400,
      body: { error: 'unknown_entity_type' },
    })
})

it('gives the attributes as they are nested', async () => {
  const { status, body } = await call(new URLSearchParams({ type_name: 'user' }))
  const { schema } = EntityTypeReply.parse(body)
  expect([status, body.stat, schema.name]).toEqual([200, 'ok', 'user'])
  const named = (name: string) => schema.attr_defs.find((definition) => definition.name === name)
  expect(named('primaryAddress')?.type).toBe('object')
  expect(named('clients')).toMatchObject({
    type: 'plural',
    attr_defs: expect.arrayContaining([{ name: 'clientId', type: 'string', length: 64 }]),
  })
})
