import { createServer, type Server } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { Refusal } from '../../contract/refusal.ts'
import { bodyChunks } from './request-body.ts'

const LIMITS = { bytes: 1000, total: 60_000 }
const PACE = { silence: 60_000, grace: 60_000, bytesPerSecond: 1000 }

let server: Server
let limits = LIMITS
let pace = PACE
let ends: Promise<{ bytes: number } | { status: number; title: string }>
beforeEach(async () => {
  limits = LIMITS
  pace = PACE
  const ended = Promise.withResolvers<Awaited<typeof ends>>()
  ends = ended.promise
  const listener = getRequestListener(
    async (request) => {
      let bytes = 0
      try {
        for await (const chunk of bodyChunks(request, limits, pace)) bytes += chunk.length
        ended.resolve({ bytes })
        return new Response(null, { status: 204 })
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
        const { status, title } = error.problem
        ended.resolve({ status, title })
        return new Response(null, { status })
      }
    },
    { overrideGlobalObjects: false },
  )
  server = createServer((incoming, outgoing) => void listener(incoming, outgoing))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterEach(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})

const CHUNKED = 'POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n'
const LENGTH = (bytes: number) => `POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: ${bytes}\r\n\r\n`

/** Sends a text; the promise is kept when the server has closed the connection. */
const send = (text: string) => {
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
  socket.on('error', () => undefined).resume()
  socket.write(text)
  return socket
}
const closed = (socket: Socket) => new Promise((resolve) => socket.on('close', resolve))
/** Sends one byte each time, as a chunk, as long as the connection is there. */
const drip = (socket: Socket, every: number) => {
  const timer = setInterval(() => socket.write('1\r\nx\r\n'), every)
  socket.on('close', () => clearInterval(timer))
}

it('reads a body in pieces, with a length, and none at all', async () => {
  send(`${CHUNKED}3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n`)
  expect(await ends).toEqual({ bytes: 5 })
})

it('reads none where none is announced', async () => {
  send('POST / HTTP/1.1\r\nHost: localhost\r\n\r\n')
  expect(await ends).toEqual({ bytes: 0 })
})

it.each([
  ['announced', `${LENGTH(1001)}x`],
  ['in pieces', `${CHUNKED}3e9\r\n${'x'.repeat(1001)}\r\n`],
])('refuses too much, %s, before it has all come', async (_, text) => {
  const socket = send(text)
  expect(await ends).toMatchObject({ status: 413 })
  await closed(socket)
})

it('gives up on silence, and closes the connection', async () => {
  pace = { ...PACE, silence: 50 }
  const socket = send(`${LENGTH(100)}x`)
  expect(await ends).toMatchObject({ status: 408 })
  await closed(socket)
})

it('gives up on a body that drips', async () => {
  pace = { ...PACE, grace: 200 }
  const socket = send(CHUNKED)
  drip(socket, 20)
  expect(await ends).toMatchObject({ status: 408 })
  await closed(socket)
})

it('gives up on a body that comes fast enough, but for ever', async () => {
  limits = { bytes: Number.POSITIVE_INFINITY, total: 300 }
  pace = { ...PACE, grace: 50, bytesPerSecond: 1 }
  const socket = send(CHUNKED)
  drip(socket, 10)
  expect(await ends).toMatchObject({ status: 408 })
  await closed(socket)
})

it('tells of a sender that leaves', async () => {
  send(`${LENGTH(100)}x`).end()
  expect(await ends).toMatchObject({ status: 400, title: expect.stringContaining('left') })
})
