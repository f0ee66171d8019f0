import { createServer, get, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createGuardedApp, type GuardedApp } from '../../testing/guarded-app.ts'

let fixture: GuardedApp
let server: Server

beforeEach(async () => {
  fixture = await createGuardedApp()
  const listener = getRequestListener((request, env) => fixture.app.fetch(request, env))
  server = createServer((incoming, outgoing) => void listener(incoming, outgoing))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterEach(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  await fixture.close()
})

/** The answer over a real connection, its body not yet read. */
const ask = async (path: string, method = 'GET') => {
  const { port } = server.address() as AddressInfo
  const headers = { ...(await fixture.as('operator')), host: 'localhost:3000' }
  return new Promise<IncomingMessage>((resolve, reject) =>
    get({ port, path, method, headers, agent: false }, resolve).on('error', reject),
  )
}
const lengthOf = async (answer: IncomingMessage) => {
  let length = 0
  for await (const chunk of answer) length += (chunk as Buffer).length
  return length
}

it('asks for the role, and for a sound query, before anything is read', async () => {
  expect((await fixture.ask('/api/numbers?to=3')).status).toBe(401)
  expect((await fixture.ask('/api/numbers?to=3', { headers: await fixture.as('viewer') })).status).toBe(403)
  expect((await fixture.ask('/api/numbers?to=0', { headers: await fixture.as('operator') })).status).toBe(400)
  expect(fixture.noted).toEqual([])
})

it('gives everything, with the headers of every answer', async () => {
  const answer = await ask('/api/numbers?to=50')
  expect(answer.headers).toMatchObject({
    'content-type': 'text/plain; charset=utf-8',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'transfer-encoding': 'chunked',
  })
  expect(await lengthOf(answer)).toBeGreaterThan(5_000_000)
  expect(fixture.noted.at(-1)).toBe('ended')
})

it('waits for a reader who takes his time, and ends when he goes', async () => {
  const answer = await ask('/api/numbers?to=1000000')
  await new Promise((resolve) => answer.once('readable', resolve))
  answer.destroy()
  await vi.waitFor(() => expect(fixture.noted.at(-1)).toBe('ended'))
  expect(fixture.noted.length).toBeLessThan(1_000)
  expect(fixture.noted.filter((line) => line.startsWith('broke'))).toEqual([])
})

it('breaks the connection when it fails midway, without saying why', async () => {
  const answer = await ask('/api/numbers?to=100&fail=30')
  const read: string[] = []
  answer.on('data', (chunk) => read.push(String(chunk)))
  await expect(new Promise((resolve, reject) => answer.on('end', resolve).on('error', reject))).rejects.toThrow(
    'aborted',
  )
  expect(read.join('')).not.toContain('disk')
  expect(fixture.noted.slice(-2)).toEqual(['ended', 'broke: Error: the disk is full'])
})

it('reads nothing for who asks for the headers alone', async () => {
  const answer = await ask('/api/numbers?to=1000000', 'HEAD')
  expect([answer.statusCode, answer.headers['content-type'], await lengthOf(answer)]).toEqual([
    200,
    'text/plain; charset=utf-8',
    0,
  ])
  expect(fixture.noted).toEqual([])
})
