import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { FilterMaterial } from '../../../contract/draft.ts'
import type { Occurrence } from '../../../sandbox/delivery/happen.ts'
import type { SubscriptionRecord } from '../../../sandbox/state/subscription-store.ts'
import { exampleFilter } from '../../../testing/filter-examples.ts'
import { createProxyFixture, type ProxyFixture } from '../../../testing/proxy-fixture.ts'

const PATH = '/api/environments/production/filter-material'
let fixture: ProxyFixture

beforeEach(async () => {
  fixture = await createProxyFixture()
})
afterEach(() => fixture.close())

const happens = (changes: Partial<Occurrence> = {}) =>
  fixture.sandbox.happen({
    customer: 'production',
    type: 'entityCreated',
    application: 'shop',
    client: 'web',
    ...changes,
  })
const changes = (...attributes: string[]) => happens({ type: 'entityUpdated', attributes })
const material = async (of?: SubscriptionRecord) => {
  const { status, body } = await fixture.as('viewer', 'GET', of ? `${PATH}?subscription=${of.subscriptionId}` : PATH)
  return { status, ...FilterMaterial.parse(body) }
}

describe('what a filter is made from', () => {
  it('are the events of the subscription and of those without a filter, each once', async () => {
    const strict = fixture.subscription({ title: 'CRM', filter: { properties: { entityUpdated: false } } })
    const open = fixture.subscription({ title: 'Audit' })
    const off = fixture.subscription({ title: 'Old audit', enabled: false })
    fixture.subscription({ title: 'Other filter', filter: exampleFilter('client') })
    happens()
    changes('email')
    await fixture.clock.settle()

    const { status, claims, sources } = await material(strict)
    expect(status).toBe(200)
    expect(claims.map(({ claim }) => Object.keys(claim))).toEqual([['entityUpdated'], ['entityCreated']])
    expect(claims[1]?.subscriptionId).toBe(strict.subscriptionId)
    expect(sources).toMatchObject([
      { id: strict.subscriptionId, title: 'CRM', count: 1, freshness: { complete: true, read: 1, problem: null } },
      { id: open.subscriptionId, title: 'Audit', freshness: { complete: true, read: 2 } },
      { id: off.subscriptionId, title: 'Old audit', freshness: { complete: true, read: 2 } },
    ])
    expect(sources.reduce((sum, { count }) => sum + count, 0)).toBe(2)
  })

  it('are those without a filter alone for a new subscription', async () => {
    fixture.subscription({ filter: exampleFilter('client') })
    const { subscriptionId } = fixture.subscription()
    happens()
    const { claims, sources } = await material()
    expect([claims.length, sources.map(({ id }) => id)]).toEqual([1, [subscriptionId]])
  })

  it('are nothing in an environment without subscriptions', async () => {
    const { claims, sources, seen } = await material()
    expect([claims, sources, Object.values(seen).flat()]).toEqual([[], [], []])
  })

  it('tells the values seen, the most frequent first', async () => {
    fixture.subscription()
    fixture.subscription()
    changes('email', 'name.first')
    changes('email')
    happens({ application: 'app', entityType: 'partner', sub: 'e499ac24-46bd-4d85-91ee-bdeadd446c1e' })
    const { seen } = await material()
    expect(seen).toMatchObject({
      captureApplicationId: [
        { value: 'shop', count: 2 },
        { value: 'app', count: 1 },
      ],
      captureClientId: [{ value: 'web', count: 3 }],
      entityType: [
        { value: 'user', count: 2 },
        { value: 'partner', count: 1 },
      ],
      attributes: [
        { value: 'email', count: 2 },
        { value: 'name.first', count: 1 },
      ],
    })
    expect(seen.sub).toContainEqual({ value: 'e499ac24-46bd-4d85-91ee-bdeadd446c1e', count: 1 })
    expect(seen.sub).toHaveLength(3)
  })

  it('reads the events of many subscriptions behind the answer, and says what is not read yet', async () => {
    for (let count = 0; count < 30; count++) fixture.subscription()
    happens()
    const complete = (sources: FilterMaterial['sources']) =>
      sources.filter(({ freshness }) => freshness.complete).length
    const { claims, sources } = await material()
    expect([claims.length, sources.length]).toEqual([1, 30])
    expect(complete(sources)).toBeGreaterThanOrEqual(20)
    await vi.waitFor(async () => expect(complete((await material()).sources)).toBe(30))
  })

  it('is up to date with what happened just now', async () => {
    const record = fixture.subscription()
    happens()
    expect((await material(record)).claims).toHaveLength(1)
    happens()
    expect((await material(record)).claims).toHaveLength(1) // read less than 15 s ago
    await fixture.clock.advance(15_000)
    expect((await material(record)).claims).toHaveLength(2)
  })

  it('says so when the events could not be read', async () => {
    const record = fixture.subscription()
    fixture.sandbox.state.faults.add({ path: '/events', fault: { does: 'status', status: 500 } })
    const { status, claims, sources } = await material(record)
    expect([status, claims, sources]).toMatchObject([
      200,
      [],
      [{ count: 0, freshness: { asOf: null, complete: false, problem: expect.any(String) } }],
    ])
  })

  it('has the attributes of the entity types; without them it says why, and goes on', async () => {
    const record = fixture.subscription()
    happens()
    const { schemas, schemaProblem } = await material(record)
    expect([schemas.map(({ entityType }) => entityType), schemaProblem]).toEqual([['user', 'partner'], null])
    fixture.sandbox.state.faults.add({ path: '/entityType', fault: { does: 'reset' } })
    await fixture.clock.advance(600_000)
    const later = await material(record)
    expect([later.status, later.claims.length, later.schemaProblem]).toEqual([
      200,
      1,
      expect.stringContaining('broke off'),
    ])
  })
})

it.each([
  ['?subscription=x', 400, 'invalid_request'],
  [`?subscription=${crypto.randomUUID()}`, 404, 'not_found'],
  ['?colour=red', 400, 'invalid_request'],
])('refuses %s', async (query, status, code) => {
  const answer = await fixture.as('viewer', 'GET', PATH + query)
  expect([answer.status, answer.body.code]).toEqual([status, code])
})
