import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { processMembers } from '../../config/log.ts'
import { Problem } from '../../contract/problem.ts'
import { createGuardedApp, type GuardedApp } from '../../testing/guarded-app.ts'

let fixture: GuardedApp

beforeEach(async () => {
  fixture = await createGuardedApp()
})
afterEach(() => fixture.close())

const problem = async (response: Response) => {
  expect(response.headers.get('content-type')).toBe('application/problem+json')
  return Problem.parse(await response.json())
}

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
    const { headers } = await fixture.ask(path)
    expect(headers.get('x-request-id')).toMatch(/^[\da-f]{8}-/)
    expect(headers.get('content-security-policy')).toMatch(/default-src 'none'.*frame-ancestors 'none'/)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin')
    expect(headers.get('cache-control')).toBe(
      /^\/(api|auth|assets|healthz|readyz)/.test(path) ? 'no-store' : 'no-cache',
    )
  })

  it('has an id of ours, whatever was sent', async () => {
    const answer = await fixture.ask('/healthz', { headers: { 'x-request-id': 'mine' } })
    expect(answer.headers.get('x-request-id')).not.toBe('mine')
  })

  it('asks for https where there is https', async () => {
    const secure = await createGuardedApp({ home: 'https://console.example' })
    const asked = await Promise.all([secure.ask('/healthz'), fixture.ask('/healthz')])
    const [there, here] = asked.map(({ headers }) => headers.get('strict-transport-security'))
    expect([there, here]).toEqual([expect.stringMatching(/^max-age=\d{8}/), null])
    await secure.close()
  })
})

describe('what no route takes', () => {
  it('is the page, with a nonce of its own each time', async () => {
    const [one, two] = [await (await fixture.ask('/prod/subscriptions')).text(), await (await fixture.ask('/')).text()]
    expect([one, two]).toEqual([expect.stringMatching(/nonce="[\w-]{22}"/), expect.stringMatching(/nonce="[\w-]{22}"/)])
    expect(one).not.toBe(two)
  })

  it.each([
    ...['/api', '/api/', '/api/nowhere', '/assets/gone.js', '/metrics', '/version', '/openapi.json', '/robots.txt'],
    ...['/.well-known/security.txt', '/actuator/health', '/nowhere/subscriptions', '/healthz/live', '//', '//prod'],
  ])('is nothing at %s, said in JSON to a program', async (path) => {
    const answer = await fixture.ask(path, { headers: { accept: 'application/openmetrics-text, */*;q=0.1' } })
    expect([answer.status, (await problem(answer)).code]).toEqual([404, 'not_found'])
  })

  it('is a few words and a way on for a person who goes to a wrong address', async () => {
    const answer = await fixture.ask('/nowhere/subscriptions', { headers: { accept: 'text/html,*/*;q=0.8' } })
    expect([answer.status, answer.headers.get('content-type')]).toEqual([404, 'text/html; charset=UTF-8'])
    expect(await answer.text()).toMatch(/There is nothing at this address[\s\S]*Open the console/)
  })

  it('under /api is said in JSON', async () => {
    expect(await problem(await fixture.ask('/api/nowhere'))).toMatchObject({
      code: 'not_found',
      requestId: expect.any(String),
    })
  })

  it('answers HEAD without a body and other methods not at all', async () => {
    const head = await fixture.ask('/prod', { method: 'HEAD' })
    expect([head.status, head.headers.get('content-type'), await head.text()]).toEqual([
      200,
      'text/html; charset=utf-8',
      '',
    ])
    expect((await fixture.ask('/prod', { method: 'DELETE' })).status).toBe(405)
  })

  it('is nothing while there is no built interface', async () => {
    const bare = await createGuardedApp({ page: false })
    expect((await bare.ask('/')).status).toBe(404)
    await bare.close()
  })
})

describe('the log', () => {
  it('has one line a request, with the pattern for the address and no person but their id', async () => {
    await fixture.ask('/api/things/4711?size=6', {
      headers: { ...(await fixture.as('viewer')), 'user-agent': 'Mozilla' },
    })
    expect(fixture.lines).toEqual([
      {
        level: 'info',
        ...processMembers(),
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
    await fixture.ask('/api/things/4711')
    expect(fixture.lines).toMatchObject([{ route: '/api/things/:id', status: 401, problem: 'signed_out' }])
  })

  it('holds the mistake that the answer does not', async () => {
    const answer = await fixture.ask('/api/broken', { headers: await fixture.as('administrator') })
    const { code, requestId } = await problem(answer.clone())
    expect([answer.status, code, (await answer.text()).includes('disk')]).toEqual([500, 'internal', false])
    expect(fixture.lines[0]).toMatchObject({
      requestId,
      err: { message: 'the disk is full', stack: expect.stringContaining('guarded-app') },
    })
    expect(JSON.stringify(fixture.lines)).not.toContain('hidden')
  })
})

it('says whether it lives and whether it can serve', async () => {
  expect((await fixture.ask('/healthz')).status).toBe(200)
  const ready = await fixture.ask('/readyz')
  expect([ready.status, await ready.json()]).toEqual([
    503,
    { ready: false, checks: { store: 'failed', configuration: 'ok', running: 'ok' }, problems: [] },
  ])
})
