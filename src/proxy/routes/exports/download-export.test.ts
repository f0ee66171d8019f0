import { once } from 'node:events'
import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { PassThrough } from 'node:stream'
import { setTimeout as after, setImmediate as yieldToEventLoop } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { getRequestListener } from '@hono/node-server'
import { request } from 'undici'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createLog } from '../../../config/log.ts'
import { Secret } from '../../../config/secret.ts'
import { openStore, type Store } from '../../../store/store.ts'
import { type NetworkFetch, networkFetch } from '../../../upstream/transport/network-fetch.ts'
import { type ConsoleProxy, createProxy } from '../../proxy.ts'

const CUSTOMER = '00000000-0000-0000-0000-000000000000'
const SUBSCRIPTION = '1f3c0a4e-5b6d-4c7e-8f90-a1b2c3d4e5f6'
const JOB = '497f6eca-6276-4993-bfeb-53cbbbba6f08'
const AT = '2026-11-20T12:00:00Z'

let api: Server
let front: Server
let store: Store
let proxy: ConsoleProxy
let upstream: NetworkFetch
/** The reaction of the API to the request for the file. */
let writeFile: (response: ServerResponse) => void

const answers: Record<string, unknown> = {
  [`/${CUSTOMER}/login/token`]: { access_token: 'token-1', token_type: 'Bearer', expires_in: 3600 },
  [`/${CUSTOMER}/webhooks/subscriptions`]: {
    total: 1,
    _embedded: [
      {
        subscriptionId: SUBSCRIPTION,
        customerId: CUSTOMER,
        createdAt: AT,
        updatedAt: AT,
        title: 'CRM',
        endpoint: 'https://listener.example.com/',
        events: ['entityUpdated'],
        enabled: true,
      },
    ],
  },
  [`/${CUSTOMER}/webhooks/subscriptions/${SUBSCRIPTION}/exports/${JOB}`]: {
    id: JOB,
    createdAt: AT,
    updatedAt: AT,
    state: 'completed',
  },
}

const serve = async (listener: RequestListener): Promise<[Server, string]> => {
  const server = createServer(listener).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return [server, `http://localhost:${(server.address() as AddressInfo).port}`]
}

beforeEach(async () => {
  const [apiServer, baseUrl] = await serve((incoming, response) => {
    if (incoming.url?.endsWith('/download')) writeFile(response)
    else response.setHeader('content-type', 'application/json').end(JSON.stringify(answers[incoming.url ?? ''] ?? {}))
  })
  api = apiServer
  let listener: RequestListener | undefined
  const [frontServer, publicUrl] = await serve((...of) => listener?.(...of))
  front = frontServer
  store = await openStore({ sqlite: ':memory:' })
  upstream = networkFetch()
  proxy = createProxy({
    config: {
      publicUrl,
      environments: [
        {
          id: 'production',
          name: 'Production',
          colour: 'red',
          baseUrl,
          customerId: CUSTOMER,
          clientId: 'client',
          clientSecret: new Secret('secret'),
          sandbox: false,
          directReplay: false,
          redeliveryInterval: 60,
          certainAfter: 600,
        },
      ],
      signIn: { issuer: 'https://id.example', clientId: 'console', scopes: ['openid'], roleClaim: 'roles', roles: {} },
      backgroundSync: 0,
    },
    store,
    fetch: upstream,
    now: Date.now,
    log: createLog('trace', new PassThrough().resume()),
  })
  const answer = getRequestListener(proxy.fetch, { overrideGlobalObjects: false })
  listener = (...of) => void answer(...of)
})
afterEach(async () => {
  api.closeAllConnections()
  front.closeAllConnections()
  api.close()
  front.close()
  await proxy.stop()
  await upstream.close()
  await store.close()
})

const download = async (signal?: AbortSignal) => {
  const user = { id: 'omar', name: 'Omar', email: null, role: 'operator' } as const
  const cookie = `console-session=${await store.sessions.create(user)}`
  const { port } = front.address() as AddressInfo
  const path = `/api/environments/production/subscriptions/${SUBSCRIPTION}/exports/${JOB}/download`
  const { statusCode, headers, body } = await request(`http://localhost:${port}${path}`, {
    headers: { cookie },
    ...(signal && { signal }),
  })
  expect(statusCode).toBe(200)
  return { headers, body }
}
const entry = async () => (await store.journal.page({ size: 1 })).items[0]

it('breaks for the browser when the connection to the API breaks', async () => {
  const broken = Promise.withResolvers<void>()
  writeFile = (response) => {
    response.write('{"id":1}\n{"id":2}\n')
    void broken.promise.then(() => response.destroy())
  }
  const { body } = await download()
  let text = ''
  const read = (async () => {
    for await (const part of body) {
      text += String(part)
      broken.resolve()
    }
  })()
  await expect(read).rejects.toThrow()
  expect(text).toBe('{"id":1}\n{"id":2}\n')
  expect(await entry()).toMatchObject({
    outcome: 'unknown',
    after: { bytes: 18, lines: 2 },
    problem: expect.stringContaining('broke off'),
  })
})

it('breaks when a connection without a length ends within a line', async () => {
  writeFile = (response) => {
    response.useChunkedEncodingByDefault = false
    response.shouldKeepAlive = false
    response.end('{"id":1}\n{"id":')
  }
  const { body } = await download()
  await expect(body.text()).rejects.toThrow()
})

it('ends at the API when the browser goes', async () => {
  const closed = Promise.withResolvers<void>()
  writeFile = (response) => {
    response.write('{"id":1}\n')
    response.on('close', () => closed.resolve())
  }
  const browser = new AbortController()
  const { body } = await download(browser.signal)
  await body[Symbol.asyncIterator]().next()
  browser.abort()
  await closed.promise
  await vi.waitFor(async () =>
    expect(await entry()).toMatchObject({ outcome: 'unknown', problem: 'nobody took the rest', after: { lines: 1 } }),
  )
})

it('says how long the file is when the API does', async () => {
  writeFile = (response) => void response.writeHead(200, { 'content-length': 9 }).end('{"id":1}\n')
  const { headers, body } = await download()
  expect([headers['content-length'], await body.text()]).toEqual(['9', '{"id":1}\n'])
  expect(await entry()).toMatchObject({ outcome: 'done', after: { bytes: 9, lines: 1 } })
})

it('reads from the API no faster than the browser takes', async () => {
  let written = 0
  const line = Buffer.from(`${'x'.repeat(65_535)}\n`)
  writeFile = (response) => {
    const more = () => {
      while (!response.destroyed && written < 4096 && response.write(line)) written += 1
    }
    response.on('drain', more)
    more()
  }
  const browser = new AbortController()
  const { body } = await download(browser.signal)
  await body[Symbol.asyncIterator]().next()
  let before = -1
  // Comes to rest once every buffer on the way is full.
  await vi.waitFor(
    () => {
      const now = written
      const rests = now === before
      before = now
      expect(rests).toBe(true)
    },
    { interval: 200, timeout: 5000 },
  )
  expect(written).toBeLessThan(512)
  browser.abort()
})

it('holds nothing of a million lines', async () => {
  const LINES = 1_000_000
  const AT_ONCE = 500
  const LIMIT = 64 * 2 ** 20
  const lines = Buffer.from(`${JSON.stringify({ id: JOB, state: 'failure', more: 'x'.repeat(200) })}\n`.repeat(AT_ONCE))
  writeFile = (response) => {
    let left = LINES / AT_ONCE
    const more = () => {
      while (left > 0) {
        left -= 1
        if (!response.write(lines)) return
      }
      response.off('drain', more).end()
    }
    response.on('drain', more)
    more()
  }
  const { body } = await download()
  const before = await held()
  const whole = (lines.length / AT_ONCE) * LINES
  let [bytes, looks, most] = [0, 0, 0]
  for await (const part of body) {
    bytes += part.length
    if (bytes < (looks * whole) / 10) continue
    looks += 1
    most = Math.max(most, (await held(before + LIMIT)) - before)
  }
  expect([bytes, looks]).toEqual([whole, 11])
  expect(most).toBeLessThan(LIMIT)
  await vi.waitFor(async () => expect(await entry()).toMatchObject({ after: { lines: LINES, bytes } }))
}, 60_000)

setFlagsFromString('--expose-gc')
const collect: () => void = runInNewContext('gc')

/**
 * Returns the bytes in use, the least of several looks: at least five, and more while they are not below `enough`.
 * Buffers on their way are freed some time after a collection, later on a busy machine; what is held is never freed.
 */
const held = async (enough = Number.POSITIVE_INFINITY): Promise<number> => {
  let least = Number.POSITIVE_INFINITY
  for (let look = 0; look < 5 || (least >= enough && look < 100); look++) {
    if (look < 5) await yieldToEventLoop()
    else await after(10)
    collect()
    const { heapUsed, external } = process.memoryUsage()
    least = Math.min(least, heapUsed + external)
  }
  return least
}
