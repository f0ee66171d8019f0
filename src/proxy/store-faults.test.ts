import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { SubscriptionRecord } from '../sandbox/state/subscription-store.ts'
import type { StoreSetting } from '../store/store.ts'
import { findPostgres, startPostgres, type TestPostgres } from '../testing/postgres.ts'
import { createProxyFixture, HOME, type ProxyFixture } from '../testing/proxy-fixture.ts'
import { mountSmallDisk, type SmallDisk } from '../testing/small-disk.ts'

const ENVIRONMENT = '/api/environments/production'
let fixture: ProxyFixture
let subscription: SubscriptionRecord
let event: { id: string }
let signIn: string

const begin = async (store: StoreSetting) => {
  fixture = await createProxyFixture({}, {}, store)
  subscription = fixture.subscription({ title: 'CRM' })
  event = await fixture.failedEvent(subscription)
  for (const role of ['viewer', 'operator', 'administrator'] as const) await fixture.as(role, 'GET', '/api/session')
  await fixture.as('viewer', 'GET', `${path()}/events`)
  signIn = await fixture.store.sessions.beginSignIn({
    state: 'x',
    nonce: 'n',
    codeVerifier: 'v',
    returnTo: '/',
    replaces: null,
  })
  fixture.asked.length = 0
}
afterEach(() => fixture.close())

const path = () => `${ENVIRONMENT}/subscriptions/${subscription.subscriptionId}`
const seen = async () => (await fixture.as('viewer', 'GET', path())).headers.get('etag') ?? ''
const change = (method: string, below: string, body: unknown, version = '"x"') =>
  fixture.as('administrator', method, below, { body, headers: { 'if-match': version } })
const sent = () => fixture.asked.filter((call) => !call.startsWith('GET'))
const ready = () => fixture.as(undefined, 'GET', '/readyz')
const troubles = async () => (await fixture.as('viewer', 'GET', '/api/status')).body.troubles
const lines = (text: string) => fixture.written().split(`"msg":"${text}"`).length - 1

/** Everything that a person can have changed. */
const changes = (version: string) => [
  change('PATCH', path(), { enabled: false }, version),
  change('DELETE', path(), { title: 'CRM' }, version),
  change('POST', `${ENVIRONMENT}/subscriptions`, {
    title: 'New',
    endpoint: 'https://crm.listener.example/hook',
    events: ['entityCreated'],
    enabled: true,
    filter: null,
  }),
  change('POST', `${path()}/test`, {}),
  change('POST', `${path()}/exports`, { understood: true }),
  change('POST', `${path()}/events/${event.id}/redeliver`, {}),
]

/** The page that a browser gets in the middle of a sign-in. */
const signInPage = async () => {
  const headers = { cookie: `console-sign-in-x=${signIn}` }
  const response = await fixture.proxy.fetch(new Request(`${HOME}/auth/callback?state=x`, { headers }))
  return { status: response.status, after: response.headers.get('retry-after'), text: await response.text() }
}

const refusesWrites = async (title: string, version: string) => {
  for (const { status, body, headers } of await Promise.all(changes(version))) {
    expect(body).toMatchObject({ code: 'store_unavailable', title })
    expect([status, Number(headers.get('retry-after'))]).toEqual([503, body.retryAfter])
    expect(JSON.stringify(body)).not.toContain('mistake')
  }
  expect(sent()).toEqual([])
  expect(await ready()).toMatchObject({ status: 503, body: { checks: { store: 'failed' }, problems: [title] } })
  expect(await signInPage()).toMatchObject({ status: 503, text: expect.stringContaining(title) })
  expect(lines('the store fails')).toBe(1)
  expect(lines('unexpected')).toBe(0)
}

const readsOn = async () => {
  const addresses = [
    '/api/session',
    '/api/journal',
    `${ENVIRONMENT}/subscriptions`,
    path(),
    `${path()}/events`,
    `${path()}/events/${event.id}`,
    `${ENVIRONMENT}/failed-events`,
    `${ENVIRONMENT}/runs`,
  ]
  await fixture.clock.advance(5 * 60_000)
  for (const address of addresses)
    expect([address, (await fixture.as('administrator', 'GET', address)).status]).toEqual([address, 200])
}

const isOver = async () => {
  expect((await ready()).status).toBe(200)
  expect((await change('PATCH', path(), { enabled: false }, await seen())).status).toBe(200)
  expect(sent()).toHaveLength(1)
  expect(await troubles()).toEqual([])
  expect(lines('the store works again')).toBe(1)
}

describe.skipIf(findPostgres() === undefined)('on PostgreSQL', () => {
  let server: TestPostgres
  let database: string
  beforeAll(async () => {
    server = await startPostgres()
  })
  afterAll(() => server.stop())

  it('that is down, everything says so and nothing is sent; then it goes on', async () => {
    await begin({ postgres: await server.createDatabase() })
    const version = await seen()
    await server.goDown()
    const title = 'The console’s database cannot be reached'
    for (const role of ['viewer', 'administrator'] as const)
      expect(await fixture.as(role, 'GET', '/api/session')).toMatchObject({ status: 503, body: { title } })
    expect((await fixture.as(undefined, 'GET', '/healthz')).status).toBe(200)
    await refusesWrites(title, version)
    await server.comeUp()
    await isOver()
  })

  it('that only reads, pages can be read and nothing is sent; then it goes on', async () => {
    database = await server.createDatabase()
    await begin({ postgres: database })
    const version = await seen()
    await onlyReads(true)
    await readsOn()
    await refusesWrites('The console’s database cannot be written', version)
    expect(await troubles()).toMatchObject([{ code: 'store', title: 'The console’s database cannot be written' }])
    await onlyReads(false)
    await isOver()
  })

  const onlyReads = async (only: boolean) => {
    const admin = new pg.Client({ connectionString: server.url })
    await admin.connect()
    const name = new URL(database).pathname.slice(1)
    await admin.query(`alter database ${name} set default_transaction_read_only = ${only ? 'on' : 'off'}`)
    await admin.query('select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = $1', [name])
    await admin.end()
  }
})

describe('on SQLite', () => {
  let disk: SmallDisk | undefined
  beforeAll(() => {
    disk = mountSmallDisk()
  })
  afterAll(() => disk?.remove())

  it('whose disk is full, pages can be read and nothing is sent; then it goes on', async ({ skip }) => {
    await begin(disk ? { sqlite: `${disk.folder}/store.sqlite` } : { sqlite: ':memory:' })
    if (!disk) return skip('this machine does not let its user mount a disk')
    const version = await seen()
    disk.fill()
    await readsOn()
    await refusesWrites('The console’s database cannot be written', version)
    expect(await troubles()).toMatchObject([{ code: 'store', title: 'The console’s database cannot be written' }])
    disk.makeRoom()
    await isOver()
  })
})
