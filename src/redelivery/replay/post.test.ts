import type { LookupAddress } from 'node:dns'
import type { IncomingHttpHeaders, RequestListener } from 'node:http'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterEach, describe, expect, it } from 'vitest'
import { noteWords } from '../../contract/words/run-notes.ts'
import { createTlsListener, TEST_CA } from '../../testing/tls-listener.ts'
import { createReplayPost, type ReplayAnswer, type ReplayPostOptions } from './post.ts'

const TOKEN = 'eyJhbGciOiJSUzI1NiJ9.eyJqdGkiOiIxIn0.c2ln'
const PUBLIC: LookupAddress = { address: '93.184.215.14', family: 4 }

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.close()
    if ('closeAllConnections' in server && typeof server.closeAllConnections === 'function')
      server.closeAllConnections()
  }
})
const listener = async (answer: (...of: Parameters<RequestListener>) => unknown): Promise<number> => {
  const { server, port } = await createTlsListener((...of) => void answer(...of))
  servers.push(server)
  return port
}
const socketServer = async (answer: (socket: Socket) => void): Promise<number> => {
  const server = createServer((socket) => {
    socket.on('error', () => undefined)
    answer(socket)
  })
  servers.push(server)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return (server.address() as AddressInfo).port
}

/** The answer with its error in words. */
const inWords = async (answer: Promise<ReplayAnswer>) => {
  const given = await answer
  return 'error' in given ? { ...given, error: noteWords(given.error) } : given
}

/** A post whose names resolve to a public address that stands on this machine. */
const fixture = (options: ReplayPostOptions = {}) => {
  const [asked, dialled]: [string[], string[]] = [[], []]
  const post = createReplayPost({
    resolve: async (name) => {
      asked.push(name)
      return [PUBLIC]
    },
    dial({ address }) {
      dialled.push(address)
      return { address: '127.0.0.1', family: 4 }
    },
    ca: TEST_CA,
    ...options,
  })
  return { asked, dialled, post: (endpoint: string, token = TOKEN) => inWords(post({ endpoint, token })) }
}

describe('what is not posted', () => {
  it.each([
    ['http', 'http://listener.test/hook'],
    ['another scheme', 'ftp://listener.test/hook'],
    ['a file', 'file:///etc/passwd'],
    ['no address', 'listener'],
    ['a user', 'https://somebody@listener.test/hook'],
    ['a password', 'https://:secret@listener.test/hook'],
  ])('%s: %s', async (_, endpoint) => {
    const { post, asked } = fixture()
    expect([await post(endpoint), asked]).toEqual([{ error: expect.any(String), sent: false }, []])
  })

  it.each(['no token', 'a.b', 'a.b.c.d', 'a.b.c\r\nHost: other', '', `${'a'.repeat(2 ** 20)}.b.c`])(
    'what is no token: %.20j',
    async (token) => {
      const { post, asked } = fixture()
      expect(await post('https://listener.test/hook', token)).toEqual({
        error: 'What is stored is not a token',
        sent: false,
      })
      expect(asked).toEqual([])
    },
  )

  it.each(['127.0.0.1', '0x7f.1', '2130706433', '10.0.0.1', '[::1]', '[::ffff:127.0.0.1]', '[fd00:ec2::254]'])(
    'to the address %s',
    async (host) => {
      const { post, dialled } = fixture()
      expect(await post(`https://${host}/hook`)).toEqual({
        error: expect.stringContaining('public address'),
        sent: false,
      })
      expect(dialled).toEqual([])
    },
  )

  it.each([
    ['private', [{ address: '10.0.0.1', family: 4 }]],
    ['one private among public', [PUBLIC, { address: '169.254.169.254', family: 4 }]],
    ['mapped', [{ address: '::ffff:93.184.215.14', family: 6 }]],
    ['none', []],
  ])('to a name whose addresses are %s', async (_, addresses) => {
    const { post, dialled } = fixture({ resolve: async () => addresses })
    expect(await post('https://listener.test/hook')).toEqual({ error: expect.any(String), sent: false })
    expect(dialled).toEqual([])
  })

  it('to a name that cannot be resolved', async () => {
    const { post } = fixture({ resolve: () => Promise.reject(new Error('ENOTFOUND')) })
    const error = 'The name listener.test cannot be resolved'
    expect(await post('https://listener.test/hook')).toEqual({ error, sent: false })
  })

  it('to a name that the system itself knows to be of this machine', async () => {
    const port = await listener((_, response) => void response.end())
    expect(
      await inWords(createReplayPost({ ca: TEST_CA })({ endpoint: `https://localhost:${port}/`, token: TOKEN })),
    ).toEqual({
      error: 'localhost is not, or not only, at a public address',
      sent: false,
    })
  })

  it('to a name whose resolution takes too long', async () => {
    const { post } = fixture({ resolve: () => new Promise(() => undefined), timeout: 30 })
    const error = 'The listener did not answer within 0.03 s'
    expect(await post('https://listener.test/hook')).toEqual({ error, sent: false })
  })
})

describe('a post', () => {
  it('carries the token as Identity Cloud does and gives status and headers, without cookies', async () => {
    const seen: { method?: string; url?: string; headers?: IncomingHttpHeaders; body?: string } = {}
    const port = await listener(async (request, response) => {
      const { method, url, headers } = request
      Object.assign(seen, { method, url, headers, body: await text(request) })
      response.writeHead(202, { 'x-id': 'r1', 'set-cookie': 'session=secret; Path=/' }).end('thanks')
    })
    const { post, asked, dialled } = fixture()
    expect(await post(`https://listener.test:${port}/hook?a=b#part`)).toMatchObject({
      status: 202,
      headers: { 'x-id': 'r1', 'set-cookie': 'session=[masked]' },
    })
    expect([asked, dialled]).toEqual([['listener.test'], [PUBLIC.address]])
    expect(seen).toEqual({
      method: 'POST',
      url: '/hook?a=b',
      body: TOKEN,
      headers: {
        host: `listener.test:${port}`,
        connection: 'close',
        accept: '*/*',
        'content-type': 'application/secevent+jwt',
        'content-length': String(TOKEN.length),
        'user-agent': 'webhooks-console',
      },
    })
  })

  it('goes to the address that was checked, whatever the name resolves to afterwards', async () => {
    const port = await listener((_, response) => void response.end())
    const answers = [[PUBLIC], [{ address: '127.0.0.1', family: 4 }]]
    let lookups = 0
    const { post, dialled } = fixture({ resolve: async () => answers[lookups++] ?? [] })
    expect(await post(`https://listener.test:${port}/`)).toMatchObject({ status: 200 })
    expect([lookups, dialled]).toEqual([1, [PUBLIC.address]])
    // The second post asks anew, and is stopped by what it hears.
    expect(await post(`https://listener.test:${port}/`)).toMatchObject({ sent: false })
    expect([lookups, dialled]).toEqual([2, [PUBLIC.address]])
  })

  it('follows no redirect', async () => {
    let requests = 0
    const port = await listener((_, response) => {
      requests++
      response.writeHead(307, { location: '/elsewhere' }).end()
    })
    expect(await fixture().post(`https://listener.test:${port}/`)).toMatchObject({ status: 307 })
    expect(requests).toBe(1)
  })

  it('reads no more of a body than it must', async () => {
    let written = 0
    const port = await listener((_, response) => {
      const chunk = Buffer.alloc(64 * 1024)
      const more = () => {
        while (!response.destroyed && written < 2 ** 30) {
          written += chunk.length
          if (!response.write(chunk)) return
        }
      }
      response.writeHead(500).on('drain', more)
      more()
    })
    expect(await fixture().post(`https://listener.test:${port}/`)).toMatchObject({ status: 500 })
    expect(written).toBeLessThan(32 * 2 ** 20)
  })

  it('gives the answer though its body never ends', async () => {
    const port = await listener((_, response) => void response.writeHead(200).write('more'))
    expect(await fixture({ timeout: 1000 }).post(`https://listener.test:${port}/`)).toMatchObject({ status: 200 })
  })
})

describe('what comes of it', () => {
  it('was not sent when nothing listens', async () => {
    const { post } = fixture()
    const port = await listener(() => undefined)
    for (const server of servers.splice(0)) await new Promise((done) => server.close(done))
    expect(await post(`https://listener.test:${port}/`)).toEqual({
      error: 'The listener cannot be connected to',
      sent: false,
    })
  })

  it('was not sent when the certificate is of another name', async () => {
    const port = await listener((_, response) => void response.end())
    expect(await fixture().post(`https://other.test:${port}/`)).toEqual({
      error: 'The certificate of the listener is not trusted',
      sent: false,
    })
  })

  it('was not sent when the certificate is of an unknown authority', async () => {
    const port = await listener((_, response) => void response.end())
    const post = createReplayPost({
      resolve: async () => [PUBLIC],
      dial: () => ({ address: '127.0.0.1', family: 4 }),
    })
    expect(await inWords(post({ endpoint: `https://listener.test:${port}/`, token: TOKEN }))).toEqual({
      error: 'The certificate of the listener is not trusted',
      sent: false,
    })
  })

  it('was not sent when the other side speaks no TLS', async () => {
    const port = await socketServer((socket) => void socket.end('HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n'))
    expect(await fixture().post(`https://listener.test:${port}/`)).toEqual({
      error: 'No secure connection to the listener came about',
      sent: false,
    })
  })

  it('was not sent when the handshake takes too long', async () => {
    const port = await socketServer(() => undefined)
    expect(await fixture({ timeout: 50 }).post(`https://listener.test:${port}/`)).toMatchObject({ sent: false })
  })

  it('is not known when the listener hangs up', async () => {
    const port = await listener(({ socket }) => void socket.destroy())
    expect(await fixture().post(`https://listener.test:${port}/`)).toEqual({
      error: 'The connection to the listener broke off without an answer',
      sent: true,
    })
  })

  it('is not known when the listener does not answer in time', async () => {
    const port = await listener(() => undefined)
    expect(await fixture({ timeout: 1000 }).post(`https://listener.test:${port}/`)).toEqual({
      error: 'The listener did not answer within 1 s',
      sent: true,
    })
  })

  it('is not known when the answer is not HTTP', async () => {
    const port = await listener(({ socket }) => void socket.end('what?\r\n\r\n'))
    expect(await fixture().post(`https://listener.test:${port}/`)).toEqual({
      error: 'The answer of the listener is not HTTP',
      sent: true,
    })
  })
})
