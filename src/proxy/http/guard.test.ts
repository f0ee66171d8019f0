import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Problem } from '../../contract/problem.ts'
import { createGuardedApp, FROM_PAGE, type GuardedApp } from '../../testing/guarded-app.ts'

const HOME = 'http://localhost:3000'
let fixture: GuardedApp

beforeEach(async () => {
  fixture = await createGuardedApp()
})
afterEach(() => fixture.close())

const problem = async (response: Response) => {
  expect(response.headers.get('content-type')).toBe('application/problem+json')
  return Problem.parse(await response.json())
}

describe('a route', () => {
  it('gives what its reply names and nothing else', async () => {
    const answer = await fixture.ask('/api/things/a%2Fb?size=7', { headers: await fixture.as('viewer') })
    expect([answer.status, await answer.json()]).toEqual([200, { id: 'a/b', size: 7 }])
  })

  it.each([
    ['gzip, deflate, br, zstd', 'br', brotliDecompressSync],
    ['gzip', 'gzip', gunzipSync],
    ['br;q=0, gzip;q=0.5', 'gzip', gunzipSync],
    ['identity', null, String],
    ['', null, String],
  ])('packs a long answer for who takes “%s”', async (accepted, encoding, unpacked) => {
    const id = 'é'.repeat(2100)
    const headers = { ...(await fixture.as('viewer')), 'accept-encoding': accepted }
    const answer = await fixture.ask(`/api/things/${id}?size=7`, { headers })
    expect(answer.headers.get('content-encoding')).toBe(encoding)
    expect(answer.headers.get('vary')).toBe('accept-encoding')
    const text = String(unpacked(Buffer.from(await answer.arrayBuffer())))
    expect(JSON.parse(text)).toEqual({ id, size: 7 })
  })

  it('leaves a short answer as it is', async () => {
    const headers = { ...(await fixture.as('viewer')), 'accept-encoding': 'br' }
    const answer = await fixture.ask('/api/things/a?size=7', { headers })
    expect([answer.headers.get('content-encoding'), await answer.json()]).toEqual([null, { id: 'a', size: 7 }])
  })

  it.each(['/api/things/a', '/api/broken'])('%s is nobody’s who is not signed in', async (path) => {
    for (const cookie of ['', 'console-session=made-up', '__Host-Http-console=made-up']) {
      const answer = await fixture.ask(path, { headers: { cookie } })
      expect([answer.status, (await problem(answer)).code]).toEqual([401, 'signed_out'])
    }
  })

  it('is closed to lesser roles, and says why', async () => {
    const answer = await fixture.ask('/api/things/a', {
      method: 'POST',
      body: '{}',
      headers: { ...FROM_PAGE, ...(await fixture.as('viewer')) },
    })
    expect(await problem(answer)).toMatchObject({
      code: 'role_missing',
      status: 403,
      title: 'Needs the role operator; you are signed in as viewer',
    })
  })

  it('notes in the journal who tried what they may not, or from where', async () => {
    const change = (headers: Record<string, string>) =>
      fixture.ask('/api/things/a', { method: 'POST', body: '{}', headers })
    await change({ ...FROM_PAGE, ...(await fixture.as('viewer')) })
    await change({ ...FROM_PAGE, origin: 'https://evil.example' })
    await change(FROM_PAGE)
    await change({ ...FROM_PAGE, ...(await fixture.as('operator')) })
    const noted = (await fixture.journal()).map(({ actor, role, target, problem }) => [
      actor.id,
      role,
      target.id,
      problem,
    ])
    expect(noted.toReversed()).toEqual([
      ['id-of-viewer', 'viewer', 'POST /api/things/a', 'Needs the role operator; you are signed in as viewer'],
      ['', null, 'POST /api/things/a', expect.stringContaining('Origin is another site')],
    ])
  })

  it.each([
    ['an unknown member', '?colour=red', [{ name: 'colour', reason: 'is not known here' }]],
    ['a member twice', '?size=1&size=2', [{ name: 'size', reason: 'is given more than once' }]],
    ['a value out of bounds', '?size=10', [{ name: 'size', reason: expect.stringContaining('9') }]],
  ])('refuses a query with %s', async (_, query, fields) => {
    const answer = await fixture.ask(`/api/things/a${query}`, { headers: await fixture.as('viewer') })
    expect(await problem(answer)).toMatchObject({ code: 'invalid_request', status: 400, fields })
  })

  it.each([
    ['that is not JSON', '{', {}, 400],
    ['of another type', 'enabled=true', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
    ['with an unknown member', '{"enabled":true,"title":"x"}', {}, 400],
    ['that is a list', '[]', {}, 400],
    ['that is not UTF-8', new Uint8Array([0x22, 0xff, 0x22]), {}, 400],
    ['that lacks something', '', {}, 400],
  ])('refuses a body %s', async (_, body, headers, status) => {
    const answer = await fixture.ask('/api/things/a', {
      method: 'POST',
      body,
      headers: { ...FROM_PAGE, ...headers, ...(await fixture.as('operator')) },
    })
    expect(await problem(answer)).toMatchObject({ code: 'invalid_request', status, fields: [expect.anything()] })
  })

  it('takes a sound body', async () => {
    const answer = await fixture.ask('/api/things/a', {
      method: 'POST',
      body: '{"enabled":true}',
      headers: { ...FROM_PAGE, ...(await fixture.as('operator')) },
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
      const answer = await fixture.app.request(new Request(`${HOME}${path}`))
      expect([path, answer.status === 200 && (await answer.text()).startsWith('{')]).toEqual([path, false])
    }
  })

  it('stops a person who changes too much', async () => {
    await fixture.close()
    fixture = await createGuardedApp({ points: 2 })
    const [first, second] = [await fixture.as('operator'), await fixture.as('operator')]
    const write = (cookie: object) =>
      fixture.ask('/api/things/a', { method: 'POST', body: '{"enabled":true}', headers: { ...FROM_PAGE, ...cookie } })
    expect([(await write(first)).status, (await write(second)).status]).toEqual([202, 202])
    const answer = await write(first)
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(await problem(answer)).toMatchObject({
      code: 'too_many_requests',
      status: 429,
      retryAfter: expect.any(Number),
    })
    expect((await fixture.ask('/api/things/a', { headers: first })).status).toBe(200)
  })
})

describe('a request from elsewhere', () => {
  it.each([
    ['without the header', { 'x-console': '0' }],
    ['from another origin', { origin: 'https://evil.example' }],
    ['from another site', { 'sec-fetch-site': 'cross-site' }],
  ])('%s changes nothing', async (_, headers) => {
    const answer = await fixture.ask('/api/things/a', {
      method: 'POST',
      body: '{"enabled":true}',
      headers: { ...FROM_PAGE, ...(await fixture.as('operator')), ...headers },
    })
    expect(await problem(answer)).toMatchObject({ code: 'cross_site', status: 403 })
  })

  it('gets no permission to ask', async () => {
    const answer = await fixture.ask('/api/things/a', {
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
    const headers = { accept: 'text/html,*/*;q=0.8' }
    const answer = await fixture.app.request('http://127.0.0.1:3000/prod/subscriptions', { headers })
    expect([answer.status, (await answer.text()).includes(`href="${HOME}/"`)]).toEqual([421, true])
    expect((await fixture.app.request('http://evil.example/api/things/a')).status).toBe(421)
    expect((await fixture.app.request('http://10.0.0.7:3000/healthz')).status).toBe(200)
  })
})

describe('a body that is too large', () => {
  const large = `{"enabled":true${' '.repeat(65 * 1024)}}`
  it.each([
    ['announced', () => large],
    ['in pieces', () => new Blob([large]).stream()],
  ])('is refused, %s', async (_, body) => {
    const init = {
      method: 'POST',
      body: body(),
      duplex: 'half',
      headers: { ...FROM_PAGE, ...(await fixture.as('operator')) },
    }
    const request = new Request(`${HOME}/api/things/a`, init as RequestInit)
    if (typeof init.body === 'string') request.headers.set('content-length', String(init.body.length))
    const answer = await fixture.app.request(request)
    expect((await problem(answer)).status).toBe(413)
  })
})
