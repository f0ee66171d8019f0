import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import type { SubscriptionRow } from '../../contract/subscription.ts'
import { createDatabase } from '../postgres.ts'
import { type Balanced, startBalanced } from './balanced.ts'
import { FRONTS, noFront } from './front.ts'
import { roll } from './rolling.ts'

const API = '/api/environments/production'
const MEGABYTE = 2 ** 20

/** The reason why the tests of a server cannot be run here. */
const missing = (front: (typeof FRONTS)[number]): string | undefined =>
  inject('postgres') === null
    ? 'no PostgreSQL is installed here (initdb and postgres, in PATH or /usr/lib/postgresql)'
    : noFront(front)

describe.each(FRONTS)('consoles behind %s, by the example', (front) => {
  let balanced: Balanced
  beforeAll(async () => {
    if (missing(front)) return
    const postgres = await createDatabase(inject('postgres') ?? '')
    // Longer than the server in front keeps an idle connection, as the examples say.
    balanced = await startBalanced({ front, postgres, consoles: front === 'nginx' ? 3 : 1, drainSeconds: 4 })
  }, 180_000)
  afterAll(() => balanced?.stop(), 60_000)
  const test = (name: string, body: () => Promise<void>, timeout = 60_000) =>
    it(name, { timeout }, async ({ skip }) => {
      const reason = missing(front)
      if (reason) skip(reason)
      await body()
    })

  test('lets people sign in by the public address', async () => {
    const browser = balanced.browser()
    const provider = await browser.follow('/auth/sign-in?return=/production/runs')
    const [, action = ''] = /action="([^"]+)"/.exec(await provider.response.text()) ?? []
    const back = await browser.follow(new URL(action, provider.url), { form: { account: 'omar.sandell' } })
    expect([back.url.pathname, back.response.status]).toEqual(['/production/runs', 200])
    expect(await (await browser.open('/api/session')).json()).toMatchObject({ role: 'operator' })
  })

  test('sends people from http to https, and shows nobody the addresses of machines', async () => {
    const plain = await fetch(`http://127.0.0.1:${balanced.front.plainPort}/production`, {
      redirect: 'manual',
      headers: { host: 'listener.test' },
    })
    expect([plain.status, plain.headers.get('location')]).toEqual([
      308,
      expect.stringMatching(/^https:.*\/production$/),
    ])
    for (const path of ['/healthz', '/readyz', '/metrics']) expect((await balanced.ask(path)).status).toBe(404)
  })

  test('hands on what a live page hears, as it comes', async () => {
    const headers = await balanced.signIn('viewer')
    const { body, headers: answered } = await balanced.ask(`${API}/live`, { headers })
    const reader = body?.getReader()
    const first = await reader?.read()
    // The stream goes on: what was read did not wait for its end.
    expect([answered.get('content-type'), first?.done]).toEqual([expect.stringContaining('text/event-stream'), false])
    await reader?.cancel()
  })

  test('takes the file of an export, and no other large body', async () => {
    const headers = { ...(await balanced.signIn('operator')), 'content-type': 'application/x-ndjson' }
    const list = (await (await balanced.ask(`${API}/subscriptions`, { headers })).json()) as {
      items: SubscriptionRow[]
    }
    const query = new URLSearchParams({ id: randomUUID(), subscription: list.items[0]?.id ?? '', name: 'a file' })
    const body = '{"no":"event"}\n'.repeat(Math.ceil((3 * MEGABYTE) / 150)).padEnd(3 * MEGABYTE, ' ')
    const lines = body.trimEnd().split('\n').length
    const file = await balanced.ask(`${API}/runs/from-file?${query}`, { method: 'POST', headers, body })
    expect([file.status, await file.json()]).toEqual([
      422,
      expect.objectContaining({ title: expect.stringContaining(`of ${lines} lines cannot be used`) }),
    ])
    const json = { ...headers, 'content-type': 'application/json' }
    expect((await balanced.ask(`${API}/plans`, { method: 'POST', headers: json, body })).status).toBe(413)
  })

  // `npm run test:rolling` does it behind each server, and for longer.
  if (front === 'nginx')
    test('lets no request fail while one console after the other is replaced', async () => {
      const { failed, stale, exits, fewest } = await roll(balanced, { people: 3, rounds: 1 })
      expect({ failed, stale, exits }).toEqual({ failed: [], stale: 0, exits: [0, 0, 0] })
      expect(fewest).toBeGreaterThan(0)
    }, 300_000)
})
