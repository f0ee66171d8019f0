import { inspect } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Secret } from '../../config/secret.ts'
import { createSandboxFixture, type SandboxFixture } from '../../testing/sandbox-fixture.ts'
import type { Fetch } from '../transport/network-fetch.ts'
import { createEntitySchemas } from './schemas.ts'

const SECRET = 'hunter2-hunter2'
const BASIC = btoa(`api-client:${SECRET}`)

let fixture: SandboxFixture
let clock: { now: number }
let asked: string[]
beforeEach(() => {
  fixture = createSandboxFixture()
  clock = { now: 0 }
  asked = []
})
afterEach(() => fixture.sandbox.close())

/** Reads from the sandbox as its customer's API client, unless something else is given. */
const reader = (given: { secret?: string; entityTypes?: string[]; fetch?: Fetch } = {}) => {
  const [customer] = [...fixture.sandbox.state.customers.values()]
  if (!customer) throw new Error('A sandbox has customers')
  const fetch: Fetch = async (request) => {
    const form = await request.clone().text()
    asked.push(`${new URL(request.url).pathname}?${form} ${request.headers.get('content-type')}`)
    return fixture.sandbox.fetch(request)
  }
  const setting = {
    baseUrl: 'https://acme.test',
    clientId: customer.apiClientId,
    clientSecret: new Secret(given.secret ?? customer.apiClientSecret),
    ...(given.entityTypes && { entityTypes: given.entityTypes }),
  }
  return createEntitySchemas(setting, { fetch: given.fetch ?? fetch, now: () => clock.now })
}
const fail = (rule: Parameters<typeof fixture.sandbox.state.faults.add>[0]) => fixture.sandbox.state.faults.add(rule)

describe('the attributes of entity types', () => {
  it('are read of all the types there are, nested as they are defined', async () => {
    const { schemas, schemaProblem } = await reader()()
    expect([schemas.map(({ entityType }) => entityType), schemaProblem]).toEqual([['user', 'partner'], null])
    const address = schemas[0]?.attributes.find(({ name }) => name === 'primaryAddress')
    expect(address?.attr_defs?.map(({ name }) => name)).toContain('city')
    const form = 'application/x-www-form-urlencoded'
    expect(asked).toEqual([
      `/entityType.list? ${form}`,
      `/entityType?type_name=user ${form}`,
      `/entityType?type_name=partner ${form}`,
    ])
  })

  it('are read of the configured types, without asking which there are', async () => {
    expect((await reader({ entityTypes: ['partner'] })()).schemas).toMatchObject([{ entityType: 'partner' }])
    expect(asked).toHaveLength(1)
  })

  it('are kept for 10 minutes, and read once however many ask', async () => {
    const read = reader({ entityTypes: ['user'] })
    await Promise.all([read(), read(), read()])
    clock.now += 599_999
    await read()
    expect(asked).toHaveLength(1)
    clock.now += 1
    await read()
    expect(asked).toHaveLength(2)
  })

  it('are none where no Entity API is configured, and that is no problem', async () => {
    const fetch: Fetch = () => Promise.reject(new Error('nobody is to be asked'))
    const read = createEntitySchemas(undefined, { fetch, now: () => 0 })
    expect(await read()).toEqual({ schemas: [], schemaProblem: null })
  })
})

describe('when they cannot be read', () => {
  it.each([
    ['wrong credentials', { secret: 'wrong' }, /does not accept the credentials/],
    [
      'a type that does not exist',
      { entityTypes: ['nobody'] },
      /attributes of nobody: it answered unknown_entity_type/,
    ],
  ])('the reason is said: %s', async (_, given, problem) => {
    expect(await reader(given)()).toEqual({ schemas: [], schemaProblem: expect.stringMatching(problem) })
  })

  it.each([
    [{ does: 'status', status: 500 }, /status 500/],
    [{ does: 'broken-json' }, /cannot be read/],
    [{ does: 'reset' }, /broke off/],
    [{ does: 'oversized', bytes: 5_000_000 }, /larger than the console accepts/],
  ] as const)('the reason is said: %j', async (fault, problem) => {
    fail({ fault })
    expect((await reader()()).schemaProblem).toMatch(problem)
  })

  it('the others are there all the same', async () => {
    const { schemas, schemaProblem } = await reader({ entityTypes: ['user', 'nobody'] })()
    expect([schemas.map(({ entityType }) => entityType), schemaProblem]).toEqual([
      ['user'],
      expect.stringContaining('nobody'),
    ])
  })

  it('those read before stay, and they are asked for again half a minute later', async () => {
    const read = reader()
    await read()
    clock.now += 600_000
    fail({ times: 1, fault: { does: 'status', status: 500 } })
    const { schemas, schemaProblem } = await read()
    expect([schemas.length, schemaProblem]).toEqual([2, expect.stringContaining('status 500')])
    clock.now += 29_999
    expect((await read()).schemaProblem).not.toBeNull()
    clock.now += 1
    expect((await read()).schemaProblem).toBeNull()
  })
})

const everything = (request: Request) => [...request.headers].join(' ') + SECRET
const WAYS: Record<string, (request: Request) => Response> = {
  ...Object.fromEntries(
    [200, 400, 401, 403, 404, 500].map((status) => [
      `status ${status}`,
      (request: Request) => Response.json({ stat: 'error', error: SECRET, message: everything(request) }, { status }),
    ]),
  ),
  'no JSON': (request) => new Response(everything(request)),
  'another shape': (request) => Response.json({ stat: 'ok', [SECRET]: everything(request) }),
  'a redirect': (request) => new Response(null, { status: 302, headers: { location: `/${everything(request)}` } }),
  'a thrown error': (request) => {
    throw Object.assign(new Error(everything(request)), { code: everything(request) })
  },
}

it.each(Object.entries(WAYS))('%s gives no credential away', async (_, way) => {
  const read = createEntitySchemas(
    { baseUrl: 'https://acme.test', clientId: 'api-client', clientSecret: new Secret(SECRET), entityTypes: ['user'] },
    { fetch: async (request) => way(request), now: () => 0 },
  )
  const told = await read()
  expect(told.schemaProblem).not.toBeNull()
  for (const secret of [SECRET, BASIC])
    expect(JSON.stringify(told) + inspect({ told, read }, { depth: 20, showHidden: true })).not.toContain(secret)
})
