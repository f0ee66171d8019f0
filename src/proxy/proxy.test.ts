import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Action, may, NEEDS, ROLES } from '../contract/role.ts'
import { createProxyFixture, HOME, type ProxyFixture } from '../testing/proxy-fixture.ts'

const RUN = '7a1f1bd4-7d0e-4ff8-9c5d-2f3a5f6f0001'
let fixture: ProxyFixture

beforeEach(async () => {
  fixture = await createProxyFixture()
})
afterEach(() => fixture.close())

/** A path that fits a pattern and names things that do not exist. */
const pathOf = (pattern: string) =>
  pattern.replace(':environment', 'production').replace(/:\w+/g, () => crypto.randomUUID())

describe('every route', () => {
  it('is in the table: guarded with the action it needs, or one of the few that are open', () => {
    const { guarded, open } = fixture.proxy.routes
    const mounted = fixture.proxy.app.routes
      .filter(({ path }) => path !== '/*')
      .map(({ method, path }) => `${method} ${path}`)
    const declared = [...guarded, ...open].map(({ method, path }) => `${method} ${path}`)
    expect(mounted.toSorted()).toEqual([...declared, 'GET /healthz', 'GET /readyz'].toSorted())
    expect(guarded.filter(({ path }) => !path.startsWith('/api/'))).toEqual([])
    const needed = guarded.flatMap(({ needs, needsMore }) => (needsMore ? [needs, needsMore] : [needs]))
    expect([...new Set(needed)].toSorted()).toEqual(Object.keys(NEEDS).toSorted())
    expect(open.map(({ path }) => path)).toEqual([
      '/auth/sign-in',
      '/auth/callback',
      '/auth/sign-out',
      '/auth/back-channel-logout',
      '/api/csp-report',
    ])
  })

  it('needs a session, and the role its action names', async () => {
    for (const { method, path, needs } of fixture.proxy.routes.guarded) {
      const { status, body } = await fixture.as(undefined, method, pathOf(path))
      expect([method, path, status, body.code]).toEqual([method, path, 401, 'signed_out'])
      for (const role of ROLES) {
        const answer = await fixture.as(role, method, pathOf(path))
        const refused = answer.status === 403 && answer.body.code === 'role_missing'
        expect([method, path, role, refused]).toEqual([method, path, role, !may(role, needs as Action)])
      }
    }
  })

  it('of the changing ones, does nothing for another site', async () => {
    for (const { method, path } of fixture.proxy.routes.guarded.filter((route) => route.method !== 'GET')) {
      for (const headers of [
        { origin: 'https://evil.example' },
        { 'sec-fetch-site': 'cross-site' },
        { 'x-console': '' },
      ]) {
        const { status, body } = await fixture.as('administrator', method, pathOf(path), { headers })
        expect([path, status, body.code]).toEqual([path, 403, 'cross_site'])
      }
    }
    expect(fixture.asked).toEqual([])
  })
})

it('keeps the environments’ credentials to itself', async () => {
  const { body } = await fixture.as('viewer', 'GET', '/api/session')
  expect(Object.keys(body.environments[0]).toSorted()).toEqual([
    'baseUrl',
    'colour',
    'customerId',
    'directReplay',
    'id',
    'name',
    'redeliveryInterval',
    'sandbox',
  ])
})

it('shows the last list while it reads a new one', async () => {
  const path = '/api/environments/production/subscriptions'
  const titles = async () =>
    (await fixture.as('viewer', 'GET', path)).body.items.map(({ title }: { title: string }) => title)
  fixture.subscription({ title: 'Old' })
  expect(await titles()).toEqual(['Old'])
  fixture.subscription({ title: 'New' })
  await fixture.clock.advance(10_000)
  fixture.sandbox.state.faults.add({ path: '/subscriptions', fault: { does: 'delay', milliseconds: 5000 } })
  expect(await titles()).toEqual(['Old']) // the API's clock stands still: nobody waited for it
  // The second call asks whether there is another page, for the API's count may be that of the first one.
  await vi.waitFor(async () => {
    await fixture.clock.advance(5000)
    expect(await titles()).toEqual(['New', 'Old'])
  })
})

describe('the journal', () => {
  it('is read by administrators, filtered', async () => {
    const { subscriptionId } = fixture.subscription({ title: 'CRM' })
    const path = `/api/environments/production/subscriptions/${subscriptionId}`
    const { body } = await fixture.as('operator', 'GET', path)
    await fixture.as('operator', 'PATCH', path, {
      body: { enabled: false },
      headers: { 'if-match': `"${body.version}"` },
    })
    const read = async (query: string) => (await fixture.as('administrator', 'GET', `/api/journal${query}`)).body
    expect((await read('?action=subscription.disable')).items).toMatchObject([
      { target: { title: 'CRM' }, outcome: 'done' },
    ])
    expect((await read('?action=event.redeliver')).items).toEqual([])
    expect(await read('?action=nonsense')).toMatchObject({ code: 'invalid_request' })
    expect((await fixture.as('operator', 'GET', '/api/journal')).body.title).toBe(
      'Needs the role administrator; you are signed in as operator',
    )
  })
})

it('never writes a secret, a token or a person, whatever goes wrong', async () => {
  const subscription = fixture.subscription()
  const event = await fixture.failedEvent(subscription)
  const path = `/api/environments/production/subscriptions/${subscription.subscriptionId}`
  const { faults } = fixture.sandbox.state
  const everything = async () => {
    for (const { method, path: pattern } of fixture.proxy.routes.guarded) {
      const target = pattern
        .replace(':environment', 'production')
        .replace(':id', subscription.subscriptionId)
        .replace(':eventId', event.id)
        .replace(':run', RUN)
      await fixture.as(
        'administrator',
        method,
        target,
        method === 'GET' ? {} : { body: { enabled: false }, headers: { 'if-match': '"x"' } },
      )
    }
    const selection = { by: 'match', match: {}, asOf: new Date(fixture.clock.now()).toISOString(), count: 1 }
    for (const [part, rest] of [
      ['plans', {}],
      ['runs', { id: RUN, name: 'All' }],
    ] as const)
      await fixture.as('administrator', 'POST', `/api/environments/production/${part}`, {
        body: { selection, options: {}, ...rest },
      })
    await fixture.as('administrator', 'POST', `${path}/events/${event.id}/redeliver`, { body: {} })
    const { title, endpoint, events } = subscription
    const body = { title, endpoint, events, enabled: true, filter: null }
    const { version } = (await fixture.as('administrator', 'GET', path)).body
    const headers = { 'if-match': `"${version}"` }
    await fixture.as('administrator', 'POST', '/api/environments/production/subscriptions', { body })
    await fixture.as('administrator', 'PATCH', path, { body, headers })
    await fixture.as('administrator', 'DELETE', path, { body: { title: 'another' }, headers })
    await fixture.clock.advance(60_000)
  }
  fixture.proxy.start()
  await everything()
  for (const fault of [
    { does: 'status', status: 403 },
    { does: 'broken-json' },
    { does: 'reset' },
    { does: 'revoke-tokens' },
  ] as const) {
    // Reads are tried again after a while when the connection breaks, which takes long and shows nothing new here.
    const { id } = faults.add({ fault, ...(fault.does === 'reset' && { path: '/redeliver' }) })
    await everything()
    faults.remove(id)
  }
  fixture.sandbox.state.tokens.revoke()
  await everything()
  const written = fixture.written()
  expect([written.length > 10_000, fixture.tokensSeen.size > 1]).toEqual([true, true])
  const secrets = [...fixture.sandbox.state.customers.values()]
    .flatMap(({ clientId, clientSecret, apiClientId, apiClientSecret }) => [
      [clientId, clientSecret],
      [apiClientId, apiClientSecret],
    ])
    .flatMap(([id = '', secret = '']) => [id, secret, btoa(`${id}:${secret}`)])
  for (const secret of [...secrets, ...fixture.tokensSeen, 'id.token.hint', 'Bearer'])
    expect(written).not.toContain(secret)
  const log = written.split('\n').filter((line) => line.startsWith('{"level"'))
  expect(log.length).toBeGreaterThan(40)
  expect(log.join('\n')).not.toMatch(/people\.example|Name of|console-session|eyJ/)
})

describe('in the background', () => {
  it('reads all event stores before anyone looks, and stops when told', async () => {
    const event = await fixture.failedEvent(fixture.subscription())
    fixture.proxy.start()
    await vi.waitFor(async () => {
      const stats = await fixture.store.events.stats('production')
      expect([...stats.values()]).toMatchObject([{ failed: 1 }])
    })
    expect(event.id).toBeTruthy()
    await fixture.proxy.stop()
    const { status, body } = await fixture.as(undefined, 'GET', '/readyz')
    expect([status, body.checks]).toEqual([503, { store: 'ok', configuration: 'ok', running: 'failed' }])
    expect((await fixture.as(undefined, 'GET', '/healthz')).status).toBe(200)
  })

  it('survives an API that does not answer', async () => {
    fixture.sandbox.state.faults.add({ fault: { does: 'status', status: 404 } })
    fixture.proxy.start()
    await vi.waitFor(() => expect(fixture.written()).toContain('subscriptions not read'))
    expect((await fixture.as(undefined, 'GET', '/readyz')).status).toBe(200)
  })
})

it('is ready while the store answers', async () => {
  expect((await fixture.as(undefined, 'GET', '/readyz')).body.ready).toBe(true)
  const answer = await fixture.proxy.fetch(new Request(`${HOME}/readyz`))
  expect(answer.status).toBe(200)
})
