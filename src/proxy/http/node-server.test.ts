import type { Server } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { PassThrough } from 'node:stream'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createLog } from '../../config/log.ts'
import { createGuardedApp, type GuardedApp } from '../../testing/guarded-app.ts'
import { type ConnectionLimits, createNodeServer } from './node-server.ts'

let fixture: GuardedApp
let server: Server
let lines: string[]
beforeEach(async () => {
  fixture = await createGuardedApp()
  lines = []
})
afterEach(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  await fixture.close()
})

const listen = async (limits: Partial<ConnectionLimits> = {}) => {
  const log = createLog(
    'trace',
    new PassThrough().on('data', (line) => lines.push(String(line))),
  )
  server = createNodeServer(async (request, env) => fixture.app.fetch(request, env), {
    publicUrl: 'https://console.example',
    log,
    limits,
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
}
/** Opens a connection and sends a text; `ended` is all that came back, once the server has closed it. */
const send = (text: string): { socket: Socket; ended: Promise<string> } => {
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
  let answer = ''
  socket.on('data', (chunk) => (answer += String(chunk))).on('error', () => undefined)
  socket.write(text)
  return { socket, ended: new Promise((resolve) => socket.on('close', () => resolve(answer))) }
}
const drip = (socket: Socket, text: string) => {
  const timer = setInterval(() => socket.write(text), 20)
  socket.on('close', () => clearInterval(timer))
}

describe('what never becomes a request', () => {
  it.each([
    ['a broken request line', 400, 'GET\r\n\r\n'],
    ['another protocol', 400, '\x16\x03\x01\x02\x00\x01\x00'],
    ['no Host', 400, 'GET / HTTP/1.1\r\nConnection: close\r\n\r\n'],
    ['an odd Host', 400, 'GET / HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n'],
    ['headers of 20 kB', 431, `GET / HTTP/1.1\r\nHost: localhost\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`],
    ['an expectation', 417, 'GET / HTTP/1.1\r\nHost: localhost\r\nExpect: money\r\n\r\n'],
  ])('%s gets %i with the headers of every answer, and no connection', async (_, status, text) => {
    await listen()
    const answer = await send(text).ended
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `))
    const head = answer.split('\r\n\r\n')[0]?.toLowerCase()
    for (const header of [
      'x-content-type-options: nosniff',
      "content-security-policy: default-src 'none'",
      'strict-transport-security: max-age=',
      'cache-control: no-store',
      'x-request-id: ',
    ])
      expect(head).toContain(header)
    expect(lines.join('')).not.toMatch(/"level":"(error|fatal)"/)
  })
})

describe('a slow sender', () => {
  it('of headers is told so and cut', async () => {
    await listen({ headers: 200, look: 50 })
    const { socket, ended } = send('GET / HTTP/1.1\r\n')
    drip(socket, 'X: y\r\n')
    expect(await ended).toMatch(/^HTTP\/1\.1 408 /)
  })

  it('that says nothing is cut', async () => {
    await listen({ headers: 200, look: 50 })
    await send('').ended
  })

  it('of a body is cut when it is a stranger, without a look at what comes: 50 of 50', async () => {
    await listen()
    const strangers = Array.from({ length: 50 }, () => {
      const { socket, ended } = send(
        'POST /api/things/a HTTP/1.1\r\nHost: localhost:3000\r\nX-Console: 1\r\nTransfer-Encoding: chunked\r\n\r\n',
      )
      drip(socket, '1\r\nx\r\n')
      return ended
    })
    for (const answer of await Promise.all(strangers)) expect(answer).toMatch(/^HTTP\/1\.1 4\d\d /)
  })
})

it('closes connections unheard that are too many', async () => {
  await listen({ connections: 2 })
  const first = [send(''), send('')]
  expect(await send('GET /healthz HTTP/1.1\r\nHost: localhost:3000\r\n\r\n').ended).toBe('')
  expect(lines.join('')).toContain('too many connections')
  for (const { socket } of first) socket.destroy()
})

it('calls no client that goes away an error', async () => {
  await listen()
  const { cookie } = await fixture.as('operator')
  const head = `POST /api/things/a HTTP/1.1\r\nHost: localhost:3000\r\nX-Console: 1\r\nContent-Type: application/json\r\nCookie: ${cookie}\r\n`
  for (const rest of ['Content-Length: 100\r\n\r\n{', 'Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n']) {
    const { socket, ended } = send(head + rest)
    const seen = fixture.lines.length
    socket.on('connect', () => setImmediate(() => socket.destroy()))
    await ended
    await expect.poll(() => fixture.lines.length).toBe(seen + 1)
  }
  expect(fixture.lines).toMatchObject([
    { status: 400, level: 'info' },
    { status: 400, level: 'info' },
  ])
})
