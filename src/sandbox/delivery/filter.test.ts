import { describe, expect, it } from 'vitest'
import type { EventsClaim } from '../../contract/upstream/notification.ts'
import type { FilterSchema } from '../../contract/upstream/subscription.ts'
import { apiExample } from '../../testing/api-example.ts'
import { createSandboxFixture } from '../../testing/sandbox-fixture.ts'
import { FILTER_LIMIT, filterProblem, passes } from './filter.ts'

interface Case {
  name: string
  filter: FilterSchema | null
  eventsClaim: EventsClaim
  deliver: boolean
}
const cases: Case[] = apiExample('filter-cases.json')

describe('the documented cases, from what happens to what arrives', () => {
  it('are 16', () => expect(cases).toHaveLength(16))

  it.each(cases)('$name', async ({ filter, eventsClaim, deliver }) => {
    const fixture = createSandboxFixture()
    const body = {
      title: 'Case',
      endpoint: 'https://crm.listener.example/',
      events: ['entityCreated', 'entityUpdated', 'entityDeleted'],
      filter,
    }
    expect((await fixture.call('POST', '', body)).status).toBe(201)
    const [type = '', claim] = Object.entries(eventsClaim)[0] ?? []
    fixture.sandbox.happen({
      customer: fixture.customer.id,
      type,
      application: claim?.captureApplicationId ?? '',
      client: claim?.captureClientId ?? '',
      entityType: claim?.entityType ?? '',
      sub: claim?.sub ?? '',
      ...(claim?.attributes && { attributes: claim.attributes }),
    })
    await fixture.clock.settle()
    expect(fixture.sandbox.state.events.all()).toHaveLength(deliver ? 1 : 0)
    expect(fixture.sandbox.state.listeners.received('crm')).toHaveLength(deliver ? 1 : 0)
  })
})

describe('what makes a filter unacceptable', () => {
  it.each([
    ['an unknown keyword at the top', { x: {} }],
    ['an unknown keyword deep inside', { properties: { entityCreated: { properties: { sub: { constant: 'x' } } } } }],
    ['a keyword with the wrong kind of value', { properties: [] }],
    ['a type that does not exist', { type: 'text' }],
    ['another dialect', { $schema: 'https://json-schema.org/draft/2020-12/schema' }],
    ['a reference to nowhere', { $ref: 'https://example.com/schema' }],
    ['a pattern that is no expression', { propertyNames: { pattern: '(' } }],
    ['an unknown format', { properties: { entityCreated: { properties: { sub: { format: 'colour' } } } } }],
  ])('%s', (_, filter) => expect(filterProblem(filter)).toBe('filter is invalid JSON Schema'))

  it('more than 64 KiB', () => {
    const filter = (length: number) => ({ properties: { entityCreated: { const: 'x'.repeat(length) } } })
    const rest = JSON.stringify(filter(0)).length
    expect(filterProblem(filter(FILTER_LIMIT - rest))).toBeUndefined()
    expect(filterProblem(filter(FILTER_LIMIT - rest + 1))).toBe('filter is larger than 64 KiB')
  })
})

describe('what a filter may be', () => {
  it.each([
    'application',
    'application-type-attributes',
    'attributes',
    'client',
    'entity-type',
    'multiple-events',
    'several-clients',
    'strict',
  ])('the documented example %s', (name) =>
    expect(filterProblem(apiExample(`filter-${name}.json`).filter)).toBeUndefined(),
  )

  it('empty: everything passes', () => {
    expect(filterProblem({})).toBeUndefined()
    expect(passes({}, { entityCreated: {} })).toBe(true)
  })

  it('with ids and formats of its own', () => {
    const filter = { $id: 'mine', properties: { entityCreated: { properties: { sub: { format: 'uuid' } } } } }
    expect(filterProblem(filter)).toBeUndefined()
    expect(filterProblem({ ...filter })).toBeUndefined()
    expect(passes(filter, { entityCreated: { sub: 'x' } })).toBe(false)
  })
})

describe('a pattern', () => {
  const onSub = (pattern: string) => ({ properties: { entityCreated: { properties: { sub: { pattern } } } } })
  const claim = (sub: string) => ({ entityCreated: { sub } })

  it('is obeyed', () => {
    const filter = onSub('^a+$')
    expect([passes(filter, claim('aaa')), passes(filter, claim('aab'))]).toEqual([true, false])
    const byName = { properties: { entityCreated: { patternProperties: { '^s': { const: 'x' } } } } }
    expect([passes(byName, claim('x')), passes(byName, claim('y'))]).toEqual([true, false])
  })

  it('that never ends lets nothing through, from then on', () => {
    const filter = onSub('^(a+)+$')
    expect(passes(filter, claim('aaa'))).toBe(true)
    expect(passes(filter, claim(`${'a'.repeat(45)}!`))).toBe(false)
    expect(passes(filter, claim('aaa'))).toBe(false)
  })
})

it('finds no member that an event only inherits', () => {
  const filter = JSON.parse('{"properties":{"entityCreated":{"properties":{"constructor":{"const":1}}}}}')
  expect(passes(filter, { entityCreated: { sub: 'a' } })).toBe(true)
})
