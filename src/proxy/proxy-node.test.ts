import type { Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createLog } from '../config/log.ts'
import { createSignInStack, type SignInStack } from '../testing/sign-in-stack.ts'
import { createNodeServer } from './http/node-server.ts'

let stack: SignInStack
let server: Server
let port: number
let console: ReturnType<SignInStack['consoleAt']>

beforeEach(async () => {
  stack = await createSignInStack()
  server = createNodeServer(async (request, env) => console.fetch(request, env), {
    publicUrl: 'http://localhost',
    log: createLog('silent'),
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  port = (server.address() as AddressInfo).port
  console = consoleWith()
})
afterEach(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  await stack.close()
})

const consoleWith = (setting: { trustedProxies?: string[] } = {}) =>
  stack.consoleAt({ home: `http://localhost:${port}`, points: 2, ...setting })

/** Sends bytes as they are and gives all that comes back. */
const raw = (text: string) =>
  new Promise<string>((resolve, reject) => {
    let answer = ''
    const socket = connect(port, '127.0.0.1')
    socket.on('data', (chunk) => {
      answer += String(chunk)
    })
    socket.on('close', () => resolve(answer)).on('error', reject)
    socket.write(text)
  })
const lines = (...all: string[]) => raw([...all, 'Connection: close', '', ''].join('\r\n'))
const host = () => `Host: localhost:${port}`
/** A body of three bytes in chunks. */
const PIECES = '3\r\n{ }\r\n0\r\n\r\n'
const statusOf = (answer: string) => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1])

it('answers a sound request', async () => {
  const answer = await lines('GET /api/session HTTP/1.1', host())
  expect([statusOf(answer), answer.includes('"code":"signed_out"')]).toEqual([401, true])
})

it.each([
  ['two Host headers', () => lines('GET /api/session HTTP/1.1', host(), 'Host: evil.example'), 400],
  ['no Host header', () => lines('GET /api/session HTTP/1.1'), 400],
  ['an absolute target elsewhere', () => lines('GET http://evil.example/api/session HTTP/1.1', host()), 421],
  [
    'an absolute target here, for another host',
    () => lines(`GET http://localhost:${port}/ HTTP/1.1`, 'Host: evil.example'),
    421,
  ],
  ['a user in the address', () => lines(`GET http://x:y@localhost:${port}/ HTTP/1.1`, host()), 400],
  ['another host', () => lines('GET /api/session HTTP/1.1', 'Host: evil.example'), 421],
  ['GET with a body', () => lines('GET /api/session HTTP/1.1', host(), 'Content-Length: 1'), 400],
  ['GET with chunks', () => lines('GET /api/session HTTP/1.1', host(), 'Transfer-Encoding: chunked'), 400],
  ['two lengths', () => lines('POST /auth/sign-out HTTP/1.1', host(), 'Content-Length: 1', 'Content-Length: 2'), 400],
  [
    'a length and chunks',
    () => lines('POST /auth/sign-out HTTP/1.1', host(), 'Content-Length: 1', 'Transfer-Encoding: chunked'),
    400,
  ],
  ['a line of HTTP/0.9', () => raw('GET /api/session\r\n\r\n'), 400],
  ['a backslash', () => lines('GET /api\\session HTTP/1.1', host()), 400],
])('refuses %s', async (_, send, status) => {
  expect(statusOf(await send())).toBe(status)
})

it.each(['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND', 'PURGE'])(
  'answers %s with a body in pieces, or without a length, as any other',
  async (method) => {
    for (const path of ['/api/session', '/api/nowhere', '/auth/nowhere', '/nowhere']) {
      const answers = [
        await lines(`${method} ${path} HTTP/1.1`, host()),
        await raw(
          [`${method} ${path} HTTP/1.1`, host(), 'Transfer-Encoding: chunked', 'Connection: close', '', PIECES].join(
            '\r\n',
          ),
        ),
      ]
      for (const answer of answers) expect([401, 403, 404, 405]).toContain(statusOf(answer))
    }
    expect(stack.written()).not.toContain('unexpected')
  },
)

it('reads nothing of a stranger: the answer comes before the body', async () => {
  const answer = await raw(['POST /api/session HTTP/1.1', host(), 'Content-Length: 60000', '', '{'].join('\r\n'))
  expect(statusOf(answer)).toBe(404)
})

it('signs out without a length', async () => {
  const user = { id: 'a', name: 'A', email: null, role: 'viewer' } as const
  for (const body of ['', `Transfer-Encoding: chunked\r\n\r\n${PIECES}`]) {
    const token = await stack.store.sessions.create(user)
    const answer = await raw(
      [
        'POST /auth/sign-out HTTP/1.1',
        host(),
        `Cookie: console-session=${token}`,
        'X-Console: 1',
        'Connection: close',
        body || '\r\n',
      ].join('\r\n'),
    )
    expect(statusOf(answer)).toBe(200)
    expect(await stack.store.sessions.find(token)).toBeUndefined()
  }
})

it('counts sign-ins by the address at the other end', async () => {
  const statuses = [
    await lines('GET /auth/sign-in HTTP/1.1', host(), 'X-Forwarded-For: 1.1.1.1'),
    await lines('GET /auth/sign-in HTTP/1.1', host(), 'X-Forwarded-For: 2.2.2.2'),
    await lines('GET /auth/sign-in HTTP/1.1', host(), 'X-Forwarded-For: 3.3.3.3'),
  ]
  expect(statuses.map(statusOf)).toEqual([302, 302, 429])
})

it('counts sign-ins by who asked the proxy in front, and believes nothing that came from further away', async () => {
  console = consoleWith({ trustedProxies: ['127.0.0.0/8'] })
  const signIn = (forwarded: string) => lines('GET /auth/sign-in HTTP/1.1', host(), `X-Forwarded-For: ${forwarded}`)
  const statuses = []
  for (const forwarded of ['192.0.2.1', '198.51.100.1, 192.0.2.1', '198.51.100.2, 192.0.2.1', '192.0.2.2'])
    statuses.push(statusOf(await signIn(forwarded)))
  expect(statuses).toEqual([302, 302, 429, 302])
})

it('answers HEAD with the headers of GET', async () => {
  const answer = await lines('HEAD /healthz HTTP/1.1', host())
  expect([statusOf(answer), answer.split('\r\n\r\n')[1]]).toEqual([200, ''])
})
