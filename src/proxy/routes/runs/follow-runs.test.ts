import { createServer, get, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ActiveRuns } from '../../../contract/run.ts'
import { createProxyFixture, HOME, type ProxyFixture } from '../../../testing/proxy-fixture.ts'

const BASE = '/api/environments/production'
const RUN = '7a1f1bd4-7d0e-4ff8-9c5d-2f3a5f6f0001'
let fixture: ProxyFixture
let cookie: string

beforeEach(async () => {
  fixture = await createProxyFixture()
  const crm = fixture.subscription({ title: 'CRM' })
  await fixture.failedEvent(crm)
  await fixture.as('viewer', 'GET', `${BASE}/subscriptions/${crm.subscriptionId}/events`)
  const user = { id: 'id-viewer', name: 'Vera', email: null, role: 'viewer' } as const
  cookie = `console-session=${await fixture.store.sessions.create(user)}`
})
afterEach(() => fixture.close())

const start = () => {
  const selection = { by: 'match', match: {}, asOf: new Date(fixture.clock.now()).toISOString(), count: 1 }
  return fixture.as('operator', 'POST', `${BASE}/runs`, { body: { id: RUN, name: 'One', selection, options: {} } })
}
const open = async (path = `${BASE}/live`, as = cookie) => {
  const response = await fixture.proxy.fetch(new Request(HOME + path, { headers: { cookie: as } }))
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  return { response, next: async () => (await reader?.read())?.value ?? '', leave: () => reader?.cancel() }
}
const runsIn = (message: string) => {
  const [event, data = ''] = message.split('\n')
  expect(event).toBe('event: runs')
  return ActiveRuns.parse(JSON.parse(data.replace('data: ', ''))).runs
}

it('is refused to who is not signed in, and in an environment that is not there', async () => {
  expect((await fixture.as(undefined, 'GET', `${BASE}/live`)).status).toBe(401)
  expect((await fixture.as('viewer', 'GET', '/api/environments/nowhere/live')).status).toBe(404)
})

it('tells what runs, and tells it again when it changed', async () => {
  const { response, next, leave } = await open()
  expect([response.status, response.headers.get('content-type'), response.headers.get('cache-control')]).toEqual([
    200,
    'text/event-stream; charset=utf-8',
    'no-store, no-transform',
  ])
  expect(await next()).toBe('retry: 3000\n\n')
  expect(runsIn(await next())).toEqual([])
  await start()
  expect(runsIn(await next())).toMatchObject([{ id: RUN, name: 'One', state: 'running', total: 1, ended: 0 }])
  await leave()
})

it('ends when the console stops', async () => {
  const { next } = await open()
  await next()
  await next()
  const last = next()
  await fixture.proxy.stop()
  expect(await last).toBe('')
})

const signOut = () =>
  fixture.proxy.fetch(
    new Request(`${HOME}/auth/sign-out`, { method: 'POST', headers: { cookie, 'x-console': '1', origin: HOME } }),
  )

it('ends when its session is signed out, and with it no other', async () => {
  const other = `console-session=${await fixture.store.sessions.create({ id: 'id-viewer', name: 'Vera', email: null, role: 'viewer' })}`
  const [mine, theirs] = [await open(), await open(`${BASE}/live`, other)]
  for (const stream of [mine, theirs]) expect([await stream.next(), await stream.next()][1]).toContain('event: runs')
  const [last, next] = [mine.next(), theirs.next()]
  await signOut()
  expect(await last).toBe('')
  expect((await open()).response.status).toBe(401)
  await start()
  expect(runsIn(await next)).toHaveLength(1)
  await theirs.leave()
})

it('is open 20 times in one session, and again when one has ended', async () => {
  const streams = await Promise.all(Array.from({ length: 20 }, () => open()))
  const tooMany = await open()
  expect([tooMany.response.status, (await tooMany.next()).includes('too_many_requests')]).toEqual([429, true])
  await streams[3]?.leave()
  const again = await open()
  expect(again.response.status).toBe(200)
  await again.leave()
  for (const stream of streams) await stream.leave()
})

describe('over the network', () => {
  let server: Server
  let port: number

  beforeEach(async () => {
    const listener = getRequestListener((request, env) => {
      const here = new Request(request.url.replace(/^http:\/\/[^/]+/, HOME), request)
      return fixture.proxy.fetch(here, env as { incoming?: unknown })
    })
    server = createServer((incoming, outgoing) => void listener(incoming, outgoing))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    port = (server.address() as AddressInfo).port
  })
  afterEach(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })

  const connections = () =>
    new Promise<number>((resolve, reject) => {
      server.getConnections((error, count) => (error ? reject(error) : resolve(count)))
    })

  it('comes at once, part by part, and nothing is looked at any more when the client has gone', async () => {
    const looks = vi.spyOn(fixture.store.runs, 'active')
    const headers = { cookie, host: new URL(HOME).host }
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      get({ port, path: `${BASE}/live`, headers }, resolve).on('error', reject)
    })
    let heard = ''
    answer.setEncoding('utf8').on('data', (text: string) => {
      heard += text
    })
    await vi.waitFor(() => expect(heard).toContain('event: runs'))
    await start()
    await vi.waitFor(() => expect(heard).toContain(RUN), { timeout: 5000 })
    answer.destroy()
    await vi.waitFor(async () => expect(await connections()).toBe(0))
    const { length } = looks.mock.calls
    const { next, leave } = await open()
    await next()
    expect(runsIn(await next())).toHaveLength(1)
    expect(looks.mock.calls, 'whoever comes then is the first').toHaveLength(length + 1)
    await leave()
  })
})
