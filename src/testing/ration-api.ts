/**
 * A stub of the API that does nothing but keep the ration of one redelivery call per subscription and window (API 7),
 * and remember when calls came: what a run is measured against. Run by `fork`; takes its settings as arguments, prints
 * its port by message, answers the message `calls` with what it saw.
 */
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** The stub's record: the numbers of calls it took and refused, and the times (ms) of the first and the last. */
export interface RationSeen {
  taken: number
  refused: number
  twice: number
  firstAt: number
  lastAt: number
}

const [window = 60_000, least = 20, most = 80] = process.argv.slice(2).map(Number)
const windows = new Map<string, number>()
const sent = new Map<string, string>()
const seen: RationSeen = { taken: 0, refused: 0, twice: 0, firstAt: 0, lastAt: 0 }
const FAILED_AT = '2026-01-01T00:00:00.000000Z'

const json = (response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}) =>
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))

/** One call of the ration's window; a window begins when a call is taken. */
const redeliver = (response: ServerResponse, subscription: string, event: string) => {
  const now = Date.now()
  const free = (windows.get(subscription) ?? 0) + window
  if (now < free) {
    seen.refused++
    return json(
      response,
      429,
      { status: 429, title: 'Too Many Requests' },
      { 'retry-after': String(Math.ceil((free - now) / 1000)) },
    )
  }
  windows.set(subscription, now)
  if (sent.has(event)) seen.twice++
  sent.set(event, new Date(now).toISOString())
  seen.taken++
  seen.firstAt ||= now
  seen.lastAt = now
  return response.writeHead(202).end()
}

const eventOf = (id: string) => ({
  id,
  createdAt: FAILED_AT,
  updatedAt: sent.get(id) ?? FAILED_AT,
  state: sent.has(id) ? 'success' : 'failure',
  attempts: 6,
  request: { endpoint: 'https://listener.example/hooks', headers: {}, payload: 'e30.e30.e30' },
  response: { statusCode: sent.has(id) ? 200 : 503, headers: {} },
})

const server = createServer((request, response) => {
  const answer = () => {
    const { pathname } = new URL(request.url ?? '/', 'http://stub')
    const [, customerId, , , subscription = '', , event = '', redelivery] = pathname.split('/')
    if (pathname.endsWith('/login/token'))
      return json(response, 200, { access_token: 'stub', token_type: 'Bearer', expires_in: 3600 })
    if (redelivery === 'redeliver') return redeliver(response, subscription, event)
    if (event) return json(response, 200, eventOf(event))
    return json(response, 200, { customerId, subscriptionId: subscription })
  }
  request.resume().on('end', () => setTimeout(answer, least + Math.random() * (most - least)))
})
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }))
process.on('message', () => process.send?.({ seen }))
