import { generateKeyPairSync } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ConfigError, formatProblems, readConfig } from './config.ts'
import { REGIONS } from './schema.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'console-config-'))
})
afterAll(() => rm(folder, { recursive: true }))

const ENV = { EU_SECRET: 'eu-hunter2', DB: 'postgres://console:db-hunter2@db/console' }
const environment = {
  id: 'production',
  name: 'Production EU',
  colour: 'red',
  region: 'eu',
  customerId: '2f1d6d9a-3c39-4b0c-8a7a-6a6c9a1f0b11',
  clientId: 'abcdefghijklmnopqrstuvwxyz012345',
  clientSecret: { env: 'EU_SECRET' },
}
const config = {
  publicUrl: 'https://webhooks.example.com/',
  environments: [environment],
  signIn: {
    issuer: 'https://id.example.com/realms/staff/',
    clientId: 'webhooks-console',
    roles: { 'webhooks-ops': 'operator' },
  },
}

const read = async (content: unknown, env: Record<string, string> = ENV) => {
  const file = join(folder, 'console.jsonc')
  await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content))
  return await readConfig(file, env)
}
const problemsOf = async (content: unknown, env: Record<string, string> = ENV) => {
  try {
    await read(content, env)
  } catch (error) {
    if (error instanceof ConfigError) return error.problems.map(({ path, message }) => `${path}: ${message}`)
    throw error
  }
  return []
}
const withEnvironment = (change: object) => ({ ...config, environments: [{ ...environment, ...change }] })
const withSignIn = (change: object) => ({ ...config, signIn: { ...config.signIn, ...change } })

/** An RSA key of too few bits. */
const smallKey = () =>
  String(generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey.export({ type: 'pkcs8', format: 'pem' }))

describe('a good file', () => {
  it('is read with its defaults', async () => {
    const { environments, ...rest } = await read(config)
    expect(rest).toEqual({
      publicUrl: 'https://webhooks.example.com',
      host: '127.0.0.1',
      port: 3000,
      drainSeconds: 5,
      trustedProxies: [],
      signIn: {
        issuer: 'https://id.example.com/realms/staff/',
        clientId: 'webhooks-console',
        scopes: ['openid', 'profile', 'email'],
        roleClaim: 'roles',
        roles: { 'webhooks-ops': 'operator' },
      },
      store: { sqlite: resolve('.data/console.sqlite') },
      logLevel: 'info',
      backgroundSync: 600,
      journalDays: 400,
      runDays: 400,
    })
    expect(environments).toMatchObject([
      { id: 'production', baseUrl: REGIONS.eu, sandbox: false, maxAnswerBytes: 16 * 2 ** 20 },
    ])
    expect(environments[0]?.clientSecret.reveal()).toBe('eu-hunter2')
  })

  it('may name an Entity API with credentials of its own', async () => {
    const entityApi = { baseUrl: 'https://acme.example/', clientId: 'api', clientSecret: { env: 'ENTITY' } }
    const env = { ...ENV, ENTITY: 'entity-hunter2' }
    const [found] = (await read(withEnvironment({ entityApi: { ...entityApi, entityTypes: ['user'] } }), env))
      .environments
    expect(found?.entityApi).toMatchObject({ baseUrl: 'https://acme.example', clientId: 'api', entityTypes: ['user'] })
    expect(found?.entityApi?.clientSecret.reveal()).toBe('entity-hunter2')
    expect(JSON.stringify(found)).not.toContain('hunter2')
    expect(await problemsOf(withEnvironment({ entityApi: { clientSecret: 'hunter2', entityTypes: [] } }))).toEqual([
      'environments[0].entityApi.baseUrl: is missing',
      'environments[0].entityApi.clientId: is missing',
      'environments[0].entityApi.clientSecret: must not be written into this file: use {"env": "NAME"} or {"file": "PATH"}',
      'environments[0].entityApi.entityTypes: must name at least one entity type, or be left out',
    ])
  })

  it('may hold comments and trailing commas', async () => {
    const text = JSON.stringify(config).replace('{', '{ // the console\n').replace(/}$/, ', /* end */ }')
    await expect(read(text)).resolves.toMatchObject({ port: 3000 })
  })

  it('takes a secret from a file beside it, without the line end', async () => {
    await writeFile(join(folder, 'secret.txt'), 'file-hunter2\n')
    const { environments } = await read(withEnvironment({ clientSecret: { file: 'secret.txt' } }))
    expect(environments[0]?.clientSecret.reveal()).toBe('file-hunter2')
  })

  it('takes a private key for signing in, in place of a secret', async () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const pem = String(privateKey.export({ type: 'pkcs8', format: 'pem' }))
    const withKey = (differs: object) => withSignIn({ clientKey: { env: 'KEY' }, ...differs })
    const { signIn } = await read(withKey({ clientKeyId: 'one' }), { ...ENV, KEY: pem })
    expect([signIn.clientKey?.reveal(), signIn.clientKeyId, signIn.clientSecret]).toEqual([pem, 'one', undefined])
    const problem = 'signIn.clientKey: must hold a private key in PEM without a passphrase: '
    for (const text of ['no key', pem.replace('PRIVATE', 'PUBLIC'), smallKey()]) {
      const [found, ...more] = await problemsOf(withKey({}), { ...ENV, KEY: text })
      expect([found?.startsWith(problem), more]).toEqual([true, []])
    }
    expect(await problemsOf(withKey({ clientSecret: { env: 'DB' } }), { ...ENV, KEY: pem })).toEqual([
      'signIn.clientKey: stands beside clientSecret: give one of the two',
    ])
    expect(await problemsOf(withKey({ clientKey: undefined, clientKeyId: 'one' }))).toEqual([
      'signIn.clientKeyId: names a key, but there is no clientKey',
    ])
  })

  it('takes stores, a path from its own folder on', async () => {
    const sqlite = await read({ ...config, store: { sqlite: 'data/c.sqlite' } })
    expect(sqlite.store).toEqual({ sqlite: join(folder, 'data/c.sqlite') })
    const memory = await read({ ...config, store: { sqlite: ':memory:' } })
    expect(memory.store).toEqual({ sqlite: ':memory:' })
    const { store } = await read({ ...config, store: { postgres: { env: 'DB' } } })
    expect('postgres' in store && store.postgres.reveal()).toBe(ENV.DB)
  })

  it('lets PORT and HOST have the last word', async () => {
    const read3 = await read({ ...config, port: 8080 }, { ...ENV, PORT: '0', HOST: '0.0.0.0' })
    expect(read3).toMatchObject({ port: 0, host: '0.0.0.0' })
  })

  it('takes http on this machine, for every address', async () => {
    const { region: _, ...local } = { ...environment, baseUrl: 'http://localhost:4400/' }
    const content = { ...withSignIn({ issuer: 'http://127.0.0.1:4400/oidc' }), environments: [local] }
    const { environments, publicUrl } = await read({ ...content, publicUrl: 'http://[::1]:3000' })
    expect([environments[0]?.baseUrl, publicUrl]).toEqual(['http://localhost:4400', 'http://[::1]:3000'])
  })
})

it.each<[string, unknown, string | string[]]>([
  ['nothing in it', {}, ['environments: is missing', 'publicUrl: is missing', 'signIn: is missing']],
  ['no group', [], ': must be a group of settings in { }'],
  [
    'a misspelt setting',
    withEnvironment({ clientSecrt: 1 }),
    'environments[0].clientSecrt: is not a setting; did you mean clientSecret?',
  ],
  ['a strange setting', { ...config, zebra: 1 }, 'zebra: is not a setting; known are publicUrl, host, port, '],
  [
    'an inline secret',
    withEnvironment({ clientSecret: 'in-hunter2' }),
    'environments[0].clientSecret: must not be written into this file: use {"env": "NAME"} or {"file": "PATH"}',
  ],
  ['no secret', withEnvironment({ clientSecret: undefined }), 'environments[0].clientSecret: is missing: use {"env"'],
  [
    'a secret of a third kind',
    withEnvironment({ clientSecret: { vault: 'x' } }),
    'environments[0].clientSecret: must be {"env": "NAME"} or {"file": "PATH"}',
  ],
  [
    'a variable not set',
    withEnvironment({ clientSecret: { env: 'NOPE' } }),
    'environments[0].clientSecret: the environment variable NOPE is not set',
  ],
  [
    'an empty variable',
    withSignIn({ clientSecret: { env: 'EMPTY' } }),
    'signIn.clientSecret: the environment variable EMPTY is empty',
  ],
  [
    'a missing file',
    withEnvironment({ clientSecret: { file: '/nowhere/x' } }),
    'environments[0].clientSecret: the file /nowhere/x cannot be read: there is no such file',
  ],
  [
    'region and baseUrl',
    withEnvironment({ baseUrl: 'https://x.example' }),
    'environments[0].baseUrl: stands beside region: give one of the two',
  ],
  ['neither', withEnvironment({ region: undefined }), 'environments[0].region: is missing: give region or baseUrl'],
  [
    'an unknown region',
    withEnvironment({ region: 'mars' }),
    'environments[0].region: must be one of us, eu, au, jp, sa',
  ],
  [
    'http beyond this machine',
    withEnvironment({ region: undefined, baseUrl: 'http://api.example.com' }),
    'environments[0].baseUrl: must use https; http is for this machine only',
  ],
  ['a name that looks local', withSignIn({ issuer: 'http://localhost.example.com' }), 'signIn.issuer: must use https'],
  [
    'a password in an address',
    withSignIn({ issuer: 'https://u:p@id.example.com' }),
    'signIn.issuer: must not carry a user or password',
  ],
  ['a query', withSignIn({ issuer: 'https://id.example.com/?a' }), 'signIn.issuer: must not have a query or fragment'],
  ['another protocol', withSignIn({ issuer: 'ftp://id.example.com' }), 'signIn.issuer: must be an address like'],
  [
    'a path in publicUrl',
    { ...config, publicUrl: 'https://x.example/console' },
    'publicUrl: must be a host only, without a path',
  ],
  ['a bad id', withEnvironment({ id: '-Prod' }), 'environments[0].id: must be 1 to 40 lower-case letters'],
  ['a taken id', withEnvironment({ id: 'metrics' }), 'environments[0].id: must not be metrics, which is an address'],
  ['a bad customer id', withEnvironment({ customerId: '../x' }), 'environments[0].customerId: must be a UUID'],
  ['a bad colour', withEnvironment({ colour: 'pink' }), 'environments[0].colour: must be one of red, orange'],
  [
    'the same id twice',
    { ...config, environments: [environment, environment] },
    'environments[1].id: is the id of environments[0] too: ids must differ',
  ],
  ['no environment', { ...config, environments: [] }, 'environments: must hold at least one environment'],
  [
    'an unknown role',
    withSignIn({ roles: { ops: 'root' } }),
    'signIn.roles.ops: must be one of viewer, operator, administrator',
  ],
  ['no role at all', withSignIn({ roles: {} }), 'signIn.roles: must give a role to at least one claim value'],
  ['no openid scope', withSignIn({ scopes: 'profile' }), 'signIn.scopes: must contain openid'],
  [
    'two stores',
    { ...config, store: { sqlite: 'x', postgres: { env: 'DB' } } },
    'store: names sqlite and postgres: give one of the two',
  ],
  ['an empty store', { ...config, store: {} }, 'store: must name sqlite or postgres'],
  [
    'a store address inline',
    { ...config, store: { postgres: 'postgres://x:in-hunter2@y/z' } },
    'store.postgres: must not be written into this file',
  ],
  [
    'a store address of another kind',
    { ...config, store: { postgres: { env: 'EU_SECRET' } } },
    'store.postgres: must hold an address like postgres://',
  ],
  [
    'proxies that are none',
    { ...config, trustedProxies: ['10.0.0.0/8', 'loopback', '10.0.0.0/33', '0.0.0.0/0', 1] },
    [
      'trustedProxies[1]: must be an address or a range like 10.0.0.0/8',
      'trustedProxies[2]: must be an address or a range like 10.0.0.0/8',
      'trustedProxies[3]: must not be every address',
      'trustedProxies[4]: must be text in double quotes',
    ],
  ],
  [
    'one proxy without a list',
    { ...config, trustedProxies: '10.0.0.1' },
    'trustedProxies: must be a list of addresses',
  ],
  [
    'numbers in quotes',
    { ...config, port: '80', backgroundSync: 1.5 },
    ['backgroundSync: must be a whole number from 0 to 86400', 'port: must be a whole number from 0 to 65535'],
  ],
  [
    'names that are no text',
    withEnvironment({ applications: { a: 1 } }),
    'environments[0].applications.a: must be text in double quotes',
  ],
])('refuses %s', async (_, content, expected) => {
  const problems = await problemsOf(content, { ...ENV, EMPTY: ' ' })
  expect(problems).toEqual([expected].flat().map((text) => expect.stringContaining(text)))
})

it('says everything at once, in the order of the settings, and no value', async () => {
  const content = {
    ...withSignIn({ rolesClaim: 'x', clientSecret: 'in-hunter2' }),
    environments: [environment, { ...environment, name: '', clientSecret: { env: 'NOPE' } }],
    port: 'x',
  }
  const error = await read(content, { ...ENV, PORT: 'x' }).catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(ConfigError)
  const text = formatProblems(error as ConfigError)
  expect(text.split('\n').slice(1)).toEqual([
    '  environments[1].clientSecret: the environment variable NOPE is not set',
    '  environments[1].id: is the id of environments[0] too: ids must differ',
    '  environments[1].name: must not be empty',
    '  port: must be a whole number from 0 to 65535',
    '  PORT: the environment variable must be a whole number from 0 to 65535',
    '  signIn.clientSecret: must not be written into this file: use {"env": "NAME"} or {"file": "PATH"}',
    '  signIn.rolesClaim: is not a setting; did you mean roleClaim?',
  ])
  expect(text).toMatch(/console\.jsonc has 7 problems:/)
  expect(text).not.toContain('hunter2')
})

it('says which line is no JSON, or that there is no file', async () => {
  expect(await problemsOf('{\n  "port": 80\n  "host": "x"\n}')).toEqual([
    ': line 3, column 3: a comma or } is expected here',
  ])
  await expect(readConfig(join(folder, 'none.json'), {})).rejects.toThrow('cannot be read: there is no such file')
})
