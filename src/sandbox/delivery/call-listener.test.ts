import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import { type AddressInfo, createServer as createSocketServer, type Server, type Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { Agent } from 'undici'
import { afterEach, expect, it } from 'vitest'
import { callListener } from './call-listener.ts'

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) server.close()
})

const portOf = async (server: Server) => {
  servers.push(server.listen(0, '127.0.0.1'))
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}
const call = async (url: string, patience = 10_000) => {
  const agent = new Agent()
  const answer = await callListener({ url, headers: { 'X-Test': 'yes' }, body: 'token', agent, patience })
  await agent.destroy()
  return answer
}
/** Returns the outcome of calling a server that speaks HTTP, or one that does as it likes with the connection. */
const callHttp = async (listener: RequestListener) =>
  call(`http://127.0.0.1:${await portOf(createServer(listener))}/hook`)
const callSocket = async (listener: (socket: Socket) => void, { scheme = 'http', patience = 10_000 } = {}) =>
  call(`${scheme}://127.0.0.1:${await portOf(createSocketServer(listener))}/hook`, patience)

it('posts the token and gives status and headers', async () => {
  const seen: unknown[] = []
  const answer = await callHttp((request, response) => {
    seen.push(request.method, request.url, request.headers['x-test'], text(request))
    response.writeHead(201, { 'x-request-id': 'r1', 'set-cookie': ['a=1', 'b=2'] }).end('thanks')
  })
  expect(await Promise.all(seen)).toEqual(['POST', '/hook', 'yes', 'token'])
  expect(answer).toMatchObject({ statusCode: 201, headers: { 'X-Request-Id': 'r1', 'Set-Cookie': ['a=1', 'b=2'] } })
})

it('follows no redirect', async () => {
  let requests = 0
  const answer = await callHttp((_, response) => {
    requests++
    response.writeHead(302, { location: '/elsewhere' }).end()
  })
  expect([requests, answer]).toMatchObject([1, { statusCode: 302, headers: { Location: '/elsewhere' } }])
})

it('waits for an answer only so long', async () => {
  const answer = await callSocket(() => undefined, { patience: 50 })
  expect(answer).toEqual({ error: 'timeout: no answer within 0.05 s' })
})

it('does not wait for a body that does not end', async () => {
  expect(await callHttp((_, response) => void response.writeHead(200).write('more'))).toMatchObject({ statusCode: 200 })
})

it('tells a refused connection', async () => {
  const server = createSocketServer()
  const port = await portOf(server)
  server.close()
  await once(server, 'close')
  expect(await call(`http://127.0.0.1:${port}/`)).toEqual({ error: expect.stringMatching(/^connection refused: /) })
})

it('tells a connection that was closed', async () => {
  expect(await callSocket((socket) => socket.destroy())).toEqual({
    error: expect.stringMatching(/^connection closed: /),
  })
})

it('tells an answer that is not HTTP', async () => {
  const answer = await callSocket((socket) => socket.end('SSH-2.0-OpenSSH_9.2\r\n'))
  expect(answer).toEqual({ error: expect.stringMatching(/^malformed response: /) })
})

it('tells a TLS error', async () => {
  const answer = await callSocket((socket) => socket.end('HTTP/1.1 200 OK\r\n\r\n'), { scheme: 'https' })
  expect(answer).toEqual({ error: expect.stringMatching(/^tls: /) })
})

it('tells a name that does not exist', async () => {
  expect(await call('http://nowhere.invalid/')).toEqual({ error: expect.stringMatching(/^connection failed: /) })
})
