import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import type { Hono } from 'hono'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { Problem } from '../contract/problem.ts'
import type { Role } from '../contract/role.ts'
import { openStore, type Store } from '../store/store.ts'
import { apiRoute } from './guard.ts'
import { createLog } from './log.ts'
import { createApp } from './proxy-app.ts'
import { createLimit } from './rate.ts'
import type { Env } from './request.ts'
import { sessionCookies } from './session.ts'
import { readStaticFiles, type StaticFiles } from './static-files.ts'

const HOME = 'http://localhost:3000'
const OURS = { 'x-console': '1', origin: HOME, 'content-type': 'application/json' }

const read = apiRoute({
  method: 'GET',
  path: '/api/things/:id',
  needs: 'subscription.read',
  query: z.strictObject({ size: z.coerce.number().int().max(9).default(5) }),
  reply: z.object({ id: z.string(), size: z.number() }),
  run: async ({ param, query }) => ({ id: param('id'), size: query.size, secret: 'left behind' }),
})
const change = apiRoute({
  method: 'POST',
  path: '/api/things/:id',
  needs: 'subscription.switch',
  body: z.strictObject({ enabled: z.boolean() }),
  reply: z.object({ enabled: z.boolean() }),
  status: 202,
  run: async ({ body }) => body,
})
const broken = apiRoute({
  method: 'GET',
  path: '/api/broken',
  needs: 'journal.read',
  reply: z.object({}),
  run: () => Promise.reject(Object.assign(new Error('the disk is full'), { password: 'hidden' })),
})

let folder: string
let staticFiles: StaticFiles
let store: Store
let app: Hono<Env>
let lines: Record<string, unknown>[]

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'proxy-app-'))
  await writeFile(join(folder, 'index.html'), '<style nonce="__CSP_NONCE__"></style>')
  await writeFile(join(folder, 'mark.svg'), '<svg/>')
  staticFiles = await readStaticFiles(folder)
})
afterAll(() => rm(folder, { recursive: true }))

const appAt = (publicUrl: string, files?: StaticFiles, points = 1000) =>
  createApp({
    publicUrl,
    cookies: sessionCookies(publicUrl),
    sessions: store.sessions,
    limit: createLimit({ points, seconds: 60 }),
    log: createLog(
      'trace',
      new PassThrough().on('data', (line) => lines.push(JSON.parse(String(line)))),
    ),
    guarded: [read, change, broken],
    open: [],
    ready: async () => ({ ready: false, checks: { store: 'failed', configuration: 'ok', running: 'ok' } }),
    staticFiles: files,
  })

beforeEach(async () => {
  lines = []
  store = await openStore({ sqlite: ':memory:' })
  app = appAt(HOME, staticFiles)
})
afterEach(() => store.close())

const as = async (role: Role) => {
  const token = await store.sessions.create({
    id: `id-of-${role}`,
    name: 'Nobody',
    email: 'no@body.example',
    role,
    idToken: null,
  })
  return { cookie: `console-session=${token}` }
}
const ask = (path: string, init: RequestInit = {}) => app.request(`${HOME}${path}`, init)
const problem = async (response: Response) => {
  expect(response.headers.get('content-type')).toBe('application/problem+json')
  return Problem.parse(await response.json())
}

describe('a route', () => {
  it('gives what its reply names and nothing else', async () => {
    const answer = await ask('/api/things/a%2Fb?size=7', { headers: await as('viewer') })
    expect([answer.status, await answer.json()]).toEqual([200, { id: 'a/b', size: 7 }])
  })

  it.each(['/api/things/a', '/api/broken'])('%s is nobody’s who is not signed in', async (path) => {
    for (const cookie of ['', 'console-session=made-up', '__Host-Http-console=made-up']) {
      const answer = await ask(path, { headers: { cookie } })
      expect([answer.status, (await problem(answer)).code]).toEqual([401, 'signed_out'])
    }
  })

  it('is closed to lesser roles, and says why', async () => {
    const answer = await ask('/api/things/a', {
      method: 'POST',
      body: '{}',
      headers: { ...OURS, ...(await as('viewer')) },
    })
    expect(await problem(answer)).toMatchObject({
      code: 'role_missing',
      status: 403,
      title: 'Needs the role operator; you are signed in as viewer',
    })
  })

  it.each([
    ['an unknown member', '?colour=red', [{ name: 'colour', reason: 'is not known here' }]],
    ['a member twice', '?size=1&size=2', [{ name: 'size', reason: 'is given more than once' }]],
    ['a value out of bounds', '?size=10', [{ name: 'size', reason: expect.stringContaining('9') }]],
  ])('refuses a query with %s', async (_, query, fields) => {
    const answer = await ask(`/api/things/a${query}`, { headers: await as('viewer') })
    expect(await problem(answer)).toMatchObject({ code: 'invalid_request', status: 400, fields })
  })

  it.each([
    ['that is not JSON', '{', {}, 400],
    ['of another type', 'enabled=true', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
    ['with an unknown member', '{"enabled":true,"title":"x"}', {}, 400],
    ['that is a list', '[]', {}, 400],
    ['that lacks something', '', {}, 400],
  ])('refuses a body %s', async (_, body, headers, status) => {
    const answer = await ask('/api/things/a', {
      method: 'POST',
      body,
      headers: { ...OURS, ...headers, ...(await as('operator')) },
    })
    expect(await problem(answer)).toMatchObject({ code: 'invalid_request', status, fields: [expect.anything()] })
  })

  it('takes a sound body', async () => {
    const answer = await ask('/api/things/a', {
      method: 'POST',
      body: '{"enabled":true}',
      headers: { ...OURS, ...(await as('operator')) },
    })
    expect([answer.status, await answer.json()]).toEqual([202, { enabled: true }])
  })

  it('is not opened by how its path is written', async () => {
    const paths = [
      '/api//things/a',
      '/api/things//a',
      '/API/../api/things/a',
      '/%61pi/things/a',
      '/api%2fthings%2fa',
      '/api/things/a/',
      '/api/things/a;x',
    ]
    for (const path of paths) {
      const answer = await app.request(new Request(`${HOME}${path}`))
      expect([path, answer.status === 200 && (await answer.text()).startsWith('{')]).toEqual([path, false])
    }
  })

  it('stops a person who changes too much', async () => {
    app = appAt(HOME, undefined, 2)
    const [first, second] = [await as('operator'), await as('operator')]
    const write = (cookie: object) =>
      ask('/api/things/a', { method: 'POST', body: '{"enabled":true}', headers: { ...OURS, ...cookie } })
    expect([(await write(first)).status, (await write(second)).status]).toEqual([202, 202])
    const answer = await write(first)
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(await problem(answer)).toMatchObject({
      code: 'too_many_requests',
      status: 429,
      retryAfter: expect.any(Number),
    })
    expect((await ask('/api/things/a', { headers: first })).status).toBe(200)
  })
})

describe('a request from elsewhere', () => {
  it.each([
    ['without the header', { 'x-console': '0' }],
    ['from another origin', { origin: 'https://evil.example' }],
    ['from another site', { 'sec-fetch-site': 'cross-site' }],
  ])('%s changes nothing', async (_, headers) => {
    const answer = await ask('/api/things/a', {
      method: 'POST',
      body: '{"enabled":true}',
      headers: { ...OURS, ...(await as('operator')), ...headers },
    })
    expect(await problem(answer)).toMatchObject({ code: 'cross_site', status: 403 })
  })

  it('gets no permission to ask', async () => {
    const answer = await ask('/api/things/a', {
      method: 'OPTIONS',
      headers: {
        origin: 'https://evil.example',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'x-console',
      },
    })
    expect(answer.status).toBe(404)
    expect([...answer.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([])
  })

  it('by another name gets the right address', async () => {
    const answer = await app.request('http://127.0.0.1:3000/prod/subscriptions')
    expect([answer.status, (await answer.text()).includes(`href="${HOME}/"`)]).toEqual([421, true])
    expect((await app.request('http://evil.example/api/things/a')).status).toBe(421)
    expect((await app.request('http://10.0.0.7:3000/healthz')).status).toBe(200)
  })
})

describe('a body that is too large', () => {
  const large = `{"enabled":true${' '.repeat(65 * 1024)}}`
  it.each([
    ['announced', () => large, '/api/things/a'],
    ['in pieces', () => new Blob([large]).stream(), '/api/things/a'],
    ['for no route at all', () => new Blob([large]).stream(), '/nowhere'],
  ])('is refused, %s', async (_, body, path) => {
    const init = { method: 'POST', body: body(), duplex: 'half', headers: { ...OURS, ...(await as('operator')) } }
    const request = new Request(`${HOME}${path}`, init as RequestInit)
    if (typeof init.body === 'string') request.headers.set('content-length', String(init.body.length))
    const answer = await app.request(request)
    expect((await problem(answer)).status).toBe(413)
  })
})

describe('every answer', () => {
  it.each([
    '/api/things/a',
    '/api/nowhere',
    '/api',
    '/auth/nowhere',
    '/assets/gone.js',
    '/healthz',
    '/readyz',
    '/',
    '/prod/subscriptions',
    '/mark.svg',
  ])('carries id and protection: %s', async (path) => {
    const { headers } = await ask(path)
    expect(headers.get('x-request-id')).toMatch(/^[\da-f]{8}-/)
    expect(headers.get('content-security-policy')).toMatch(/default-src 'none'.*frame-ancestors 'none'/)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin')
    expect(headers.get('cache-control')).toBe(
      /^\/(api|auth|assets|healthz|readyz)/.test(path) ? 'no-store' : 'no-cache',
    )
  })

  it('has an id of ours, whatever was sent', async () => {
    const answer = await ask('/healthz', { headers: { 'x-request-id': 'mine' } })
    expect(answer.headers.get('x-request-id')).not.toBe('mine')
  })

  it('asks for https where there is https', async () => {
    app = appAt('https://console.example')
    const answer = await app.request('https://console.example/healthz')
    expect(answer.headers.get('strict-transport-security')).toMatch(/^max-age=\d{8}/)
    expect((await appAt(HOME).request(`${HOME}/healthz`)).headers.get('strict-transport-security')).toBeNull()
  })
})

describe('what no route takes', () => {
  it('is the page, with a nonce of its own each time', async () => {
    const [one, two] = [await (await ask('/prod/subscriptions')).text(), await (await ask('/')).text()]
    expect([one, two]).toEqual([expect.stringMatching(/nonce="[\w-]{22}"/), expect.stringMatching(/nonce="[\w-]{22}"/)])
    expect(one).not.toBe(two)
  })

  it.each(['/api', '/api/', '/api/nowhere', '/auth', '/assets/gone.js'])('is nothing at %s', async (path) => {
    expect((await ask(path)).status).toBe(404)
  })

  it('under /api is said in JSON', async () => {
    expect(await problem(await ask('/api/nowhere'))).toMatchObject({ code: 'not_found', requestId: expect.any(String) })
  })

  it('answers HEAD without a body and other methods not at all', async () => {
    const head = await ask('/prod', { method: 'HEAD' })
    expect([head.status, head.headers.get('content-type'), await head.text()]).toEqual([
      200,
      'text/html; charset=utf-8',
      '',
    ])
    expect((await ask('/prod', { method: 'DELETE' })).status).toBe(405)
  })

  it('is nothing while there is no built interface', async () => {
    expect((await appAt(HOME).request(`${HOME}/`)).status).toBe(404)
  })
})

describe('the log', () => {
  it('has one line a request, with the pattern for the address and no person but their id', async () => {
    await ask('/api/things/4711?size=6', { headers: { ...(await as('viewer')), 'user-agent': 'Mozilla' } })
    expect(lines).toEqual([
      {
        level: 30,
        time: expect.any(String),
        msg: 'request',
        requestId: expect.any(String),
        user: 'id-of-viewer',
        method: 'GET',
        route: '/api/things/:id',
        status: 200,
        ms: expect.any(Number),
      },
    ])
  })

  it('names the refusal', async () => {
    await ask('/api/things/4711')
    expect(lines).toMatchObject([{ route: '/api/things/:id', status: 401, problem: 'signed_out' }])
  })

  it('holds the mistake that the answer does not', async () => {
    const answer = await ask('/api/broken', { headers: await as('administrator') })
    const { code, requestId } = await problem(answer.clone())
    expect([answer.status, code, (await answer.text()).includes('disk')]).toEqual([500, 'internal', false])
    expect(lines[0]).toMatchObject({
      requestId,
      err: { message: 'the disk is full', stack: expect.stringContaining('proxy-app.test') },
    })
    expect(JSON.stringify(lines)).not.toContain('hidden')
  })
})

it('says whether it lives and whether it can serve', async () => {
  expect((await ask('/healthz')).status).toBe(200)
  const ready = await ask('/readyz')
  expect([ready.status, await ready.json()]).toEqual([
    503,
    { ready: false, checks: { store: 'failed', configuration: 'ok', running: 'ok' } },
  ])
})
