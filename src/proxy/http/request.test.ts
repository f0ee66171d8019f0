import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { badTarget } from './request.ts'

describe('on a Node server', () => {
  let home = ''
  const server = createServer((incoming, outgoing) => {
    const url = new URL(incoming.url ?? '/', `http://${incoming.headers.host ?? 'missing'}`)
    const request = new Request(url, {
      headers: Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]),
      method: incoming.method ?? 'GET',
    })
    outgoing.end(badTarget(request, home, incoming)?.reason ?? 'fine')
  })
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    home = `http://localhost:${(server.address() as AddressInfo).port}`
  })
  afterAll(() => new Promise((resolve) => server.close(resolve)))

  const raw = (lines: string[]) =>
    new Promise<string>((resolve, reject) => {
      const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
      let answer = ''
      socket
        .on('data', (chunk) => (answer += String(chunk)))
        .on('close', () => resolve(answer))
        .on('error', reject)
      socket.end(lines.join('\r\n'))
    })
  const host = () => `Host: ${new URL(home).host}`
  const end = ['Connection: close', '', '']

  it('lets a plain request through', async () => {
    expect(await raw(['GET / HTTP/1.1', host(), ...end])).toContain('fine')
  })

  it.each([
    ['two Host headers', () => ['GET / HTTP/1.1', host(), 'Host: evil.example'], 'More than one Host'],
    ['the same Host twice', () => ['GET / HTTP/1.1', host(), host()], 'More than one Host'],
    ['an absolute target elsewhere', () => ['GET http://evil.example/ HTTP/1.1', host()], 'This console is at'],
    ['another Host', () => ['GET / HTTP/1.1', 'Host: evil.example'], 'This console is at'],
    ['GET with a body', () => ['GET / HTTP/1.1', host(), 'Content-Length: 0003'], 'GET with a body'],
    ['GET with chunks', () => ['GET / HTTP/1.1', host(), 'Transfer-Encoding: chunked'], 'GET with a body'],
  ])('refuses %s', async (_, lines, reason) => {
    expect(await raw([...lines(), ...end, ''])).toContain(reason)
  })
})

describe('the name it is asked by', () => {
  const asked = (url: string, host: string, home: string) =>
    badTarget(new Request(url, { headers: { host } }), home)?.status

  it.each([
    ['https://console.example/', 'console.example', 'https://console.example'],
    ['http://console.example/', 'console.example', 'https://console.example'],
    ['http://CONSOLE.example/', 'CONSOLE.example:443', 'https://console.example'],
    ['http://localhost:3000/', 'localhost:3000', 'http://localhost:3000'],
  ])('%s as %s is %s', (url, host, home) => {
    expect(asked(url, host, home)).toBeUndefined()
  })

  it.each([
    ['http://127.0.0.1:3000/', '127.0.0.1:3000', 'http://localhost:3000'],
    ['http://localhost:3001/', 'localhost:3001', 'http://localhost:3000'],
    ['http://localhost:3000/', 'localhost:3000@evil.example', 'http://localhost:3000'],
    ['http://localhost:3000/', 'evil.example', 'http://localhost:3000'],
    ['http://evil.example/', 'localhost:3000', 'http://localhost:3000'],
  ])('%s as %s is not %s', (url, host, home) => {
    expect(asked(url, host, home)).toBe(421)
  })
})
