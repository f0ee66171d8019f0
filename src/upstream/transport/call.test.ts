import { createServer, Server as HttpServer, type RequestListener } from 'node:http'
import { type AddressInfo, createServer as createSocketServer, type Server } from 'node:net'
import { inspect } from 'node:util'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib'
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest'
import { callUpstream, type UpstreamCall } from './call.ts'
import { type Fetch, networkFetch } from './network-fetch.ts'

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

const network = networkFetch()
afterAll(() => network.close())

let server: Server | undefined
afterEach(async () => {
  if (server instanceof HttpServer) server.closeAllConnections()
  if (server?.listening) await new Promise((done) => server?.close(done))
})

const listening = async (made: Server): Promise<string> => {
  server = made
  await new Promise<void>((done) => made.listen(0, '127.0.0.1', done))
  return `http://127.0.0.1:${(made.address() as AddressInfo).port}/things?a=1`
}
const answering = (listener: RequestListener) => listening(createServer(listener))

const call = (fetch: Fetch, url: string, more: Partial<UpstreamCall> = {}, limits = { time: 5000, bytes: 1000 }) =>
  callUpstream(fetch, { method: 'GET', url, headers: {}, ...more }, limits)

describe.each<[string, Fetch]>([
  ['the network', network],
  ['any fetch', (request) => fetch(request)],
])('through %s', (_, through) => {
  it('sends the request as it is, and asks for nothing compressed', async () => {
    const url = await answering((request, response) => {
      const { method, url: target, headers } = request
      request.setEncoding('utf8').once('data', (body: string) => {
        response.end(JSON.stringify({ method, target, accept: headers['accept-encoding'], x: headers['x-a'], body }))
      })
    })
    const { status, text } = await call(through, url, { method: 'POST', headers: { 'x-a': 'b' }, body: '{"é":1}' })
    const seen = { method: 'POST', target: '/things?a=1', accept: 'identity', x: 'b', body: '{"é":1}' }
    expect([status, JSON.parse(text)]).toEqual([200, seen])
  })

  it('gives an answer of any status, and its headers', async () => {
    const url = await answering((_, response) => response.writeHead(503, { 'retry-after': '7' }).end('busy'))
    const { status, headers, text } = await call(through, url)
    expect([status, headers.get('retry-after'), text]).toEqual([503, '7', 'busy'])
  })

  it.each([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
    ['zstd', zstdCompressSync],
    ['gzip, br', (text: string) => brotliCompressSync(gzipSync(text))],
  ])('unpacks an answer that came as %s all the same, and bounds what is in it', async (coding, pack) => {
    const text = 'x'.repeat(1000)
    const answer = (body: Buffer) =>
      answering((_, response) => response.writeHead(200, { 'content-encoding': coding }).end(body))
    await expect(call(through, await answer(pack(text)))).resolves.toMatchObject({ status: 200, text })
    server?.close()
    const bomb = await answer(pack('x'.repeat(5_000_000)))
    await expect(call(through, bomb)).rejects.toMatchObject({ kind: 'oversized' })
  })

  it('reads an answer without a body', async () => {
    const url = await answering((_, response) => response.writeHead(204).end())
    await expect(call(through, url, { method: 'POST' })).resolves.toMatchObject({ status: 204, text: '' })
  })

  it('refuses a redirect, and does not go there', async () => {
    const paths: (string | undefined)[] = []
    const url = await answering((request, response) => {
      paths.push(request.url)
      response.writeHead(302, { location: '/elsewhere' }).end()
    })
    await expect(call(through, url)).rejects.toMatchObject({ kind: 'redirect' })
    expect(paths).toEqual(['/things?a=1'])
  })

  it('ends a silent server', async () => {
    const url = await answering(() => undefined)
    await expect(call(through, url, {}, { time: 100, bytes: 10 })).rejects.toMatchObject({ kind: 'timeout' })
  })

  it('ends a body that drips', async () => {
    const url = await answering((_, response) => {
      const drip = setInterval(() => response.write('x'), 10)
      response.on('close', () => clearInterval(drip))
    })
    await expect(call(through, url, {}, { time: 200, bytes: 1000 })).rejects.toMatchObject({ kind: 'timeout' })
  })

  it('ends an endless body at its size, and lets go of the connection', async () => {
    const closed = Promise.withResolvers<void>()
    const url = await answering((_, response) => {
      const pour = setInterval(() => response.write('x'.repeat(400)), 1)
      response.on('close', () => {
        clearInterval(pour)
        closed.resolve()
      })
    })
    await expect(call(through, url)).rejects.toMatchObject({ kind: 'oversized' })
    await closed.promise
  })

  it('refuses a body that says it is too large', async () => {
    const url = await answering((_, response) => response.writeHead(200, { 'content-length': 1001 }).write('x'))
    await expect(call(through, url)).rejects.toMatchObject({ kind: 'oversized' })
  })

  it('tells a connection that broke', async () => {
    const url = await answering((request) => request.socket.resetAndDestroy())
    await expect(call(through, url)).rejects.toMatchObject({ kind: 'lost' })
  })

  it('tells a connection that broke in the middle of the body', async () => {
    const url = await answering((request, response) => {
      response.writeHead(200, { 'content-length': 100 }).write('{', () => request.socket.destroy())
    })
    await expect(call(through, url)).rejects.toMatchObject({ kind: 'lost' })
  })

  it('tells a server that is not there', async () => {
    const url = await answering(() => undefined)
    await new Promise((done) => server?.close(done))
    await expect(call(through, url)).rejects.toMatchObject({ kind: 'unsent', code: 'ECONNREFUSED' })
  })

  it('tells what is not HTTP', async () => {
    const url = await listening(createSocketServer((socket) => socket.resume().end('hello\r\n\r\n')))
    await expect(call(through, url)).rejects.toMatchObject({ kind: 'garbled' })
  })

  it('passes the caller’s abort on', async () => {
    const closed = Promise.withResolvers<void>()
    const caller = new AbortController()
    const url = await answering((request) => {
      request.on('close', () => closed.resolve())
      caller.abort()
    })
    await expect(call(through, url, { signal: caller.signal })).rejects.toMatchObject({ kind: 'cancelled' })
    await closed.promise
  })

  it('does not begin for a caller who is gone', async () => {
    await expect(call(through, 'http://127.0.0.1:1/', { signal: AbortSignal.abort() })).rejects.toMatchObject({
      kind: 'cancelled',
    })
  })

  it('keeps nothing of a call that has ended, however long the signal of its caller lives', async () => {
    const bodies: WeakRef<object>[] = []
    const remembered: Fetch = async (request, options) => {
      const response = await through(request, options)
      bodies.push(new WeakRef(response.body ?? response))
      return response
    }
    const { signal } = new AbortController()
    const url = await answering((_, response) => response.end('x'.repeat(500)))
    for (let n = 0; n < 10; n += 1) {
      await call(remembered, url, { signal })
      await call(remembered, url, { signal, statusOnly: true })
      await call(remembered, url, { signal }, { time: 5000, bytes: 100 }).catch(() => undefined)
    }
    // What the last calls used may still stand in a frame.
    await vi.waitFor(() => {
      collectGarbage()
      expect(bodies.filter((body) => body.deref()).length).toBeLessThan(5)
    })
    expect(signal.aborted).toBe(false)
  })

  it('needs no body when only the status is wanted', async () => {
    const closed = Promise.withResolvers<void>()
    const url = await answering((_, response) => {
      response.on('close', () => closed.resolve())
      response.writeHead(202).write('never ended')
    })
    await expect(call(through, url, { method: 'POST', statusOnly: true })).resolves.toMatchObject({
      status: 202,
      text: '',
    })
    await closed.promise
  })
})

it('ends a fetch that cares for nothing', async () => {
  const deaf: Fetch = () => new Promise(() => undefined)
  await expect(call(deaf, 'http://x.test/', {}, { time: 20, bytes: 10 })).rejects.toMatchObject({ kind: 'timeout' })
})

it('ends a body that cares for nothing', async () => {
  const deaf: Fetch = () => Promise.resolve(new Response(new ReadableStream({})))
  await expect(call(deaf, 'http://x.test/', {}, { time: 20, bytes: 10 })).rejects.toMatchObject({ kind: 'timeout' })
})

it('refuses an answer that a fetch was redirected to', async () => {
  const url = await answering((request, response) =>
    request.url === '/end' ? response.end('{}') : response.writeHead(302, { location: '/end' }).end(),
  )
  const eager: Fetch = (request) => fetch(new Request(request, { redirect: 'follow' }))
  await expect(call(eager, url)).rejects.toMatchObject({ kind: 'redirect' })
})

it('gives a write a connection of its own, and reuses that of reads', async () => {
  const ports: (number | undefined)[] = []
  const url = await answering((request, response) => {
    ports.push(request.socket.remotePort)
    response.end('{}')
  })
  for (const method of ['GET', 'GET', 'GET', 'GET', 'POST', 'POST'] as const) await call(network, url, { method })
  const [reads, writes] = [ports.slice(0, 4), ports.slice(4)]
  expect(new Set(reads).size).toBeLessThan(4)
  expect(new Set([...writes, ...reads]).size).toBe(new Set(reads).size + 2)
})

it('leaves no trace of what was thrown but its code', async () => {
  const leaky: Fetch = () => Promise.reject(new TypeError('failed with Bearer abc', { cause: { code: 'x' } }))
  const error = await call(leaky, 'http://x.test/').catch((thrown: unknown) => thrown)
  expect(inspect(error, { showHidden: true, depth: 9 })).not.toContain('abc')
  expect(error).toMatchObject({ kind: 'lost' })
})

it.each([gzipSync, deflateSync, brotliCompressSync])(
  'a packed answer that is cut off is no answer: %#',
  async (pack) => {
    const coding = new Map<unknown, string>([
      [gzipSync, 'gzip'],
      [deflateSync, 'deflate'],
    ])
    const packed = pack(Array.from({ length: 300 }, (_, at) => (at * 7919).toString(36)).join(' '))
    const url = await answering((_, response) =>
      response.writeHead(200, { 'content-encoding': coding.get(pack) ?? 'br' }).end(packed.subarray(0, 300)),
    )
    await expect(call(network, url, {}, { time: 5000, bytes: 10_000 })).rejects.toMatchObject({
      kind: expect.stringMatching(/garbled|lost/),
    })
  },
)
