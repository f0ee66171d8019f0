import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Action, may, NEEDS, ROLES } from '../contract/role.ts'
import { createProxyBench, HOME, type ProxyBench } from '../testing/bench/proxy.ts'

const RUN = '7a1f1bd4-7d0e-4ff8-9c5d-2f3a5f6f0001'
let bench: ProxyBench

beforeEach(async () => {
  bench = await createProxyBench()
})
afterEach(() => bench.close())

/** A path that fits a pattern and names things that do not exist. */
const pathOf = (pattern: string) =>
  pattern.replace(':environment', 'production').replace(/:\w+/g, () => crypto.randomUUID())

describe('every route', () => {
  it('is in the table: guarded with the action it needs, or one of the few that are open', () => {
    const { guarded, open } = bench.proxy.routes
    const mounted = bench.proxy.app.routes
      .filter(({ path }) => path !== '/*')
      .map(({ method, path }) => `${method} ${path}`)
    const declared = [...guarded, ...open].map(({ method, path }) => `${method} ${path}`)
    expect(mounted.toSorted()).toEqual([...declared, 'GET /healthz', 'GET /readyz'].toSorted())
    expect(guarded.filter(({ path }) => !path.startsWith('/api/'))).toEqual([])
    const needed = guarded.flatMap(({ needs, needsMore }) => (needsMore ? [needs, needsMore] : [needs]))
    expect([...new Set(needed)].toSorted()).toEqual(Object.keys(NEEDS).toSorted())
    expect(open.map(({ path }) => path)).toEqual(['/auth/sign-in', '/auth/callback', '/auth/sign-out'])
  })

  it('needs a session, and the role its action names', async () => {
    for (const { method, path, needs } of bench.proxy.routes.guarded) {
      const { status, body } = await bench.as(undefined, method, pathOf(path))
      expect([method, path, status, body.code]).toEqual([method, path, 401, 'signed_out'])
      for (const role of ROLES) {
        const answer = await bench.as(role, method, pathOf(path))
        const refused = answer.status === 403 && answer.body.code === 'role_missing'
        expect([method, path, role, refused]).toEqual([method, path, role, !may(role, needs as Action)])
      }
    }
  })

  it('of the changing ones, does nothing for another site', async () => {
    for (const { method, path } of bench.proxy.routes.guarded.filter((route) => route.method !== 'GET')) {
      for (const headers of [
        { origin: 'https://evil.example' },
        { 'sec-fetch-site': 'cross-site' },
        { 'x-console': '' },
      ]) {
        const { status, body } = await bench.as('administrator', method, pathOf(path), { headers })
        expect([path, status, body.code]).toEqual([path, 403, 'cross_site'])
      }
    }
    expect(bench.asked).toEqual([])
  })
})

it('keeps the environments’ credentials to itself', async () => {
  const { body } = await bench.as('viewer', 'GET', '/api/session')
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
    (await bench.as('viewer', 'GET', path)).body.items.map(({ title }: { title: string }) => title)
  bench.subscription({ title: 'Old' })
  expect(await titles()).toEqual(['Old'])
  bench.subscription({ title: 'New' })
  await bench.clock.advance(10_000)
  bench.sandbox.state.faults.add({ path: '/subscriptions', fault: { does: 'delay', milliseconds: 5000 } })
  expect(await titles()).toEqual(['Old']) // the API's clock stands still: nobody waited for it
  await bench.clock.advance(5000)
  await vi.waitFor(async () => expect(await titles()).toEqual(['New', 'Old']))
})

describe('the journal', () => {
  it('is read by administrators, filtered', async () => {
    const { subscriptionId } = bench.subscription({ title: 'CRM' })
    const path = `/api/environments/production/subscriptions/${subscriptionId}`
    const { body } = await bench.as('operator', 'GET', path)
    await bench.as('operator', 'PATCH', path, {
      body: { enabled: false },
      headers: { 'if-match': `"${body.updatedAt}"` },
    })
    const read = async (query: string) => (await bench.as('administrator', 'GET', `/api/journal${query}`)).body
    expect((await read('?action=subscription.disable')).items).toMatchObject([
      { target: { title: 'CRM' }, outcome: 'done' },
    ])
    expect((await read('?action=event.redeliver')).items).toEqual([])
    expect(await read('?action=nonsense')).toMatchObject({ code: 'invalid_request' })
    expect((await bench.as('operator', 'GET', '/api/journal')).body.title).toBe(
      'Needs the role administrator; you are signed in as operator',
    )
  })
})

it('never writes a secret, a token or a person, whatever goes wrong', async () => {
  const subscription = bench.subscription()
  const event = await bench.failedEvent(subscription)
  const path = `/api/environments/production/subscriptions/${subscription.subscriptionId}`
  const { faults } = bench.sandbox.state
  const everything = async () => {
    for (const { method, path: pattern } of bench.proxy.routes.guarded) {
      const target = pattern
        .replace(':environment', 'production')
        .replace(':id', subscription.subscriptionId)
        .replace(':eventId', event.id)
        .replace(':run', RUN)
      await bench.as(
        'administrator',
        method,
        target,
        method === 'GET' ? {} : { body: { enabled: false }, headers: { 'if-match': '"x"' } },
      )
    }
    const selection = { by: 'match', match: {}, asOf: new Date(bench.clock.now()).toISOString(), count: 1 }
    for (const [part, rest] of [
      ['plans', {}],
      ['runs', { id: RUN, name: 'All' }],
    ] as const)
      await bench.as('administrator', 'POST', `/api/environments/production/${part}`, {
        body: { selection, options: {}, ...rest },
      })
    await bench.as('administrator', 'POST', `${path}/events/${event.id}/redeliver`, { body: {} })
    const { title, endpoint, events } = subscription
    const body = { title, endpoint, events, enabled: true, filter: null }
    const { updatedAt } = (await bench.as('administrator', 'GET', path)).body
    const headers = { 'if-match': `"${updatedAt}"` }
    await bench.as('administrator', 'POST', '/api/environments/production/subscriptions', { body })
    await bench.as('administrator', 'PATCH', path, { body, headers })
    await bench.as('administrator', 'DELETE', path, { body: { title: 'another' }, headers })
    await bench.clock.advance(60_000)
  }
  bench.proxy.start()
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
  bench.sandbox.state.tokens.revoke()
  await everything()
  const written = bench.written()
  expect([written.length > 10_000, bench.tokensSeen.size > 1]).toEqual([true, true])
  const secrets = [...bench.sandbox.state.customers.values()]
    .flatMap(({ clientId, clientSecret, apiClientId, apiClientSecret }) => [
      [clientId, clientSecret],
      [apiClientId, apiClientSecret],
    ])
    .flatMap(([id = '', secret = '']) => [id, secret, btoa(`${id}:${secret}`)])
  for (const secret of [...secrets, ...bench.tokensSeen, 'id.token.hint', 'Bearer'])
    expect(written).not.toContain(secret)
  const log = written.split('\n').filter((line) => line.startsWith('{"level"'))
  expect(log.length).toBeGreaterThan(40)
  expect(log.join('\n')).not.toMatch(/people\.example|Name of|console-session|eyJ/)
})

describe('in the background', () => {
  it('reads all event stores before anyone looks, and stops when told', async () => {
    const event = await bench.failedEvent(bench.subscription())
    bench.proxy.start()
    await vi.waitFor(async () => {
      const stats = await bench.store.events.stats('production')
      expect([...stats.values()]).toMatchObject([{ failed: 1 }])
    })
    expect(event.id).toBeTruthy()
    await bench.proxy.stop()
    const { status, body } = await bench.as(undefined, 'GET', '/readyz')
    expect([status, body.checks]).toEqual([503, { store: 'ok', configuration: 'ok', running: 'failed' }])
    expect((await bench.as(undefined, 'GET', '/healthz')).status).toBe(200)
  })

  it('survives an API that does not answer', async () => {
    bench.sandbox.state.faults.add({ fault: { does: 'status', status: 404 } })
    bench.proxy.start()
    await vi.waitFor(() => expect(bench.written()).toContain('subscriptions not read'))
    expect((await bench.as(undefined, 'GET', '/readyz')).status).toBe(200)
  })
})

it('is ready while the store answers', async () => {
  expect((await bench.as(undefined, 'GET', '/readyz')).body.ready).toBe(true)
  const answer = await bench.proxy.fetch(new Request(`${HOME}/readyz`))
  expect(answer.status).toBe(200)
})
