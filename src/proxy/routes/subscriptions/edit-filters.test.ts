import fc from 'fast-check'
import { afterEach, expect, it } from 'vitest'
import type { JsonObject } from '../../../filter/json.ts'
import type { SandboxOptions } from '../../../sandbox/base/options.ts'
import { filterProblem } from '../../../sandbox/delivery/filter.ts'
import * as arbitrary from '../../../testing/filter-arbitraries.ts'
import { createProxyFixture, HOME, type ProxyFixture } from '../../../testing/proxy-fixture.ts'

let fixture: ProxyFixture
afterEach(() => fixture.close())

const accepted = fc.option(arbitrary.filter, { freq: 8 }).filter((filter) => !filter || !filterProblem(filter))

/**
 * Edits the filter, given as a value or as text, as an administrator of their own: one alone may not write so often.
 */
const edit = async (id: string, filter: JsonObject | string | null) => {
  const user = { id: crypto.randomUUID(), name: 'Ada', email: null, role: 'administrator' } as const
  const cookie = `console-session=${await fixture.store.sessions.create(user)}`
  const path = `${HOME}/api/environments/production/subscriptions/${id}`
  const seen = await (await fixture.proxy.fetch(new Request(path, { headers: { cookie } }))).json()
  const headers = {
    cookie,
    'x-console': '1',
    origin: HOME,
    'content-type': 'application/json',
    'if-match': `"${seen.version}"`,
  }
  const body = typeof filter === 'string' ? `{"filter":${filter}}` : JSON.stringify({ filter })
  const response = await fixture.proxy.fetch(new Request(path, { method: 'PATCH', headers, body }))
  return { status: response.status, body: await response.json() }
}

it.each<[string, Partial<SandboxOptions>]>([
  ['merges as RFC 7396 has it', { filterNulls: 'remove' }],
  ['passes over nulls inside a filter', { filterNulls: 'ignore' }],
])('any filter becomes exactly the one that was meant where the API %s', { timeout: 60_000 }, async (_, options) => {
  fixture = await createProxyFixture(options)
  const { subscriptions } = fixture.sandbox.state
  let steps = 0
  await fc.assert(
    fc.asyncProperty(accepted, accepted, async (before, meant) => {
      const record = fixture.subscription({ filter: before ?? undefined })
      const seen = fixture.asked.length
      const { status, body } = await edit(record.subscriptionId, meant)
      expect([status, body.differences, body.filter]).toEqual([200, [], meant])
      const stored = subscriptions.get(record.subscriptionId)
      expect(stored).toEqual({ ...record, filter: meant ?? undefined, updatedAt: stored?.updatedAt })
      const patches = fixture.asked.slice(seen).filter((call) => call.startsWith('PATCH')).length
      expect([patches, body.unfiltered]).toEqual(body.unfiltered ? [3, true] : [1, false])
      steps += patches
    }),
    { numRuns: 200 },
  )
  if (options.filterNulls === 'ignore') expect(steps).toBeGreaterThan(400)
  else expect(steps).toBe(200)
})

it('keeps members that are called like what every object has, word for word', async () => {
  fixture = await createProxyFixture()
  const record = fixture.subscription({ filter: { properties: { entityCreated: { const: 1 } } } })
  const stored = () => JSON.stringify(fixture.sandbox.state.subscriptions.get(record.subscriptionId)?.filter)
  for (const filter of [
    '{"properties":{"__proto__":{"const":1},"constructor":{"const":{"__proto__":[{"toString":2}]}}}}',
    '{"properties":{"__proto__":{"const":2},"hasOwnProperty":true}}',
    '{"properties":{"hasOwnProperty":true}}',
  ]) {
    const { status, body } = await edit(record.subscriptionId, filter)
    expect([status, body.differences, JSON.stringify(body.filter), stored()]).toEqual([200, [], filter, filter])
    const list = await fixture.as('viewer', 'GET', '/api/environments/production/subscriptions')
    expect(JSON.stringify(list.body.items[0].filter)).toBe(filter)
  }
  expect(JSON.stringify((await fixture.journal())[0]?.before)).toContain('"__proto__":{"const":2}')
})

it('refuses a filter that is nested 5,000 deep, and says so', async () => {
  fixture = await createProxyFixture()
  const record = fixture.subscription()
  const { status, body } = await edit(record.subscriptionId, `${'{"not":'.repeat(5000)}{}${'}'.repeat(5000)}`)
  expect([status, body]).toMatchObject([
    400,
    { code: 'invalid_request', fields: [{ name: 'filter', reason: 'must not be nested more than 100 deep' }] },
  ])
})
