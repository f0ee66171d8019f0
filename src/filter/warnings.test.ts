import { describe, expect, it } from 'vitest'
import type { AttributeDefinition } from '../contract/upstream/entity-type.ts'
import { ACCEPTED, exampleFilter } from '../testing/filter-examples.ts'
import type { Json, JsonObject } from './json.ts'
import type { Known, Warning } from './warning.ts'
import { warningsOf } from './warnings.ts'

const ALL = ['entityCreated', 'entityUpdated', 'entityDeleted']
const UPDATES = ['entityUpdated']
const ATTRIBUTES: AttributeDefinition[] = [
  { name: 'uuid', type: 'uuid' },
  { name: 'email', type: 'string' },
  { name: 'givenName', type: 'string' },
  {
    name: 'primaryAddress',
    type: 'object',
    attr_defs: [
      { name: 'city', type: 'string' },
      { name: 'zip', type: 'string' },
    ],
  },
  { name: 'clients', type: 'plural', attr_defs: [{ name: 'clientId', type: 'string' }] },
]

const updates = (properties: JsonObject): JsonObject => ({ properties: { entityUpdated: { properties } } })
const changed = (...attributes: string[]) => updates({ attributes: { contains: { enum: attributes } } })

const about = (filter: JsonObject | null, code: Warning['code'], known: Known = {}, events = UPDATES) =>
  warningsOf(filter, events, known).filter((warning) => warning.code === code)
const shortly = (warnings: Warning[]) =>
  warnings.map(({ level, source, pointer, message, suggestions }) => [level, source, pointer, message, suggestions])

it('has nothing to say without a filter', () => expect(warningsOf(null, ALL)).toEqual([]))

it.each(ACCEPTED)('has nothing against the documented filter %s on its own event types', (name) => {
  const filter = exampleFilter(name)
  expect(warningsOf(filter, Object.keys(filter.properties as JsonObject))).toEqual([])
})

it('puts the gravest first', () => {
  const levels = warningsOf({ ...exampleFilter('client'), x: 1 }, UPDATES).map(({ level }) => level)
  expect(levels).toEqual(['refused', 'risk'])
})

describe('event types', () => {
  it('names a type that is not subscribed, and the one that was meant', () => {
    expect(shortly(about({ properties: { entityUpdate: {} } }, 'type-not-subscribed'))).toEqual([
      [
        'risk',
        'API 4.3',
        '/properties/entityUpdate',
        'The filter names entityUpdate events, but they are not among the event types of the subscription: none are sent. Did you mean entityUpdated?',
        ['entityUpdated'],
      ],
    ])
    expect(shortly(about(exampleFilter('client'), 'type-not-subscribed'))).toMatchObject([
      [
        'risk',
        'API 4.3',
        '/properties/entityCreated',
        expect.stringMatching(/^The filter names creations,.*none are sent$/),
        [],
      ],
    ])
  })

  it('names a subscribed type that the filter does not, whether it then passes or drops', () => {
    expect(about(exampleFilter('attributes'), 'type-not-named', {}, ['entityCreated', 'entityUpdated'])).toMatchObject([
      { level: 'note', message: 'The filter does not name creations: every one of them is sent' },
    ])
    expect(about(exampleFilter('strict'), 'type-not-named', {}, ['entityUpdated', 'entityDeleted'])).toMatchObject([
      {
        level: 'risk',
        pointer: '/additionalProperties',
        message: 'The filter drops deletions, though they are subscribed: it lets through only updates',
      },
    ])
  })

  it('notices a filter that drops everything, and still the typo that is to blame', () => {
    const typo = { properties: { entityUpdate: {} }, additionalProperties: false }
    expect(warningsOf(typo, UPDATES).map(({ code }) => code)).toEqual(['drops-everything', 'type-not-subscribed'])
  })

  it.each<[string, JsonObject, string[]]>([
    ['an empty one', {}, ALL],
    ['one of other types', exampleFilter('client'), UPDATES],
    [
      'one that tests attributes of creations',
      { properties: { entityCreated: changedCreations() } },
      ['entityCreated'],
    ],
  ])('notices a filter that drops nothing: %s', (_, filter, events) => {
    expect(about(filter, 'drops-nothing', {}, events)).toMatchObject([{ level: 'note', source: 'API 4.3' }])
  })

  it('does not guess what a custom schema drops', () => {
    expect(warningsOf({ properties: { entityUpdated: { maxLength: 1 } } }, UPDATES)).toEqual([])
  })
})

describe('claims and ids', () => {
  it('names a claim that events do not carry', () => {
    expect(shortly(about(updates({ captureAplicationId: { const: 'x' } }), 'claim-unknown'))).toEqual([
      [
        'risk',
        'API 4.1',
        '/properties/entityUpdated/properties/captureAplicationId',
        'Events carry no claim “captureAplicationId”, so a condition on it cannot do what it says. Did you mean “captureApplicationId”?',
        ['captureApplicationId'],
      ],
    ])
  })

  it('names an id that no stored event has and no name is configured for', () => {
    const filter = updates({ captureApplicationId: { enum: ['seen', 'named', 'zzyn9gy9r8xdy5zkru4y54syk6'] } })
    const known = { seen: { captureApplicationId: ['seen'] }, names: { applications: { named: 'CRM' } } }
    expect(about(filter, 'id-unseen', known)).toMatchObject([
      {
        source: 'API 4.4',
        message: 'No stored event has the application zzyn…syk6, and the API does not check it',
      },
    ])
    expect(about(filter, 'id-unseen')).toEqual([])
  })

  it('offers the entity type that was meant, also inside advanced JSON', () => {
    const filter = { properties: { entityUpdated: { anyOf: [{ properties: { entityType: { const: 'usr' } } }] } } }
    expect(about(filter, 'id-unseen', { seen: { entityType: ['user'] } })).toMatchObject([
      { pointer: '/properties/entityUpdated/anyOf/0/properties/entityType', suggestions: ['user'] },
    ])
  })

  it('only notes a user that was not seen', () => {
    expect(about(updates({ sub: { const: 'x' } }), 'id-unseen', { seen: { sub: [] } })).toMatchObject([
      { level: 'note' },
    ])
  })
})

describe('attributes', () => {
  const known = { attributes: ATTRIBUTES }

  it.each([
    ['emial', 'email'],
    ['GivenName', 'givenName'],
    ['city', 'primaryAddress.city'],
    ['primaryAddress.zpi', 'primaryAddress.zip'],
  ])('names one that the entity type does not have: %s, with the nearest: %s', (typo, meant) => {
    expect(about(changed(typo), 'attribute-unknown', known)).toMatchObject([
      {
        source: 'API 4.4',
        message: `The entity type has no attribute “${typo}”, and the API does not check it. Did you mean “${meant}”?`,
        suggestions: [meant],
      },
    ])
  })

  it('offers nothing when nothing is near', () => {
    expect(about(changed('loyaltyTier'), 'attribute-unknown', known)).toMatchObject([{ suggestions: [] }])
  })

  it('says that a parent does not cover its children, until one is named', () => {
    expect(shortly(about(changed('primaryAddress'), 'attribute-parent', known))).toEqual([
      [
        'risk',
        'API 4.3',
        '/properties/entityUpdated/properties/attributes',
        '“primaryAddress” does not cover what is below it: a change of “primaryAddress.city” or “primaryAddress.zip” does not match',
        ['primaryAddress.city', 'primaryAddress.zip'],
      ],
    ])
    expect(warningsOf(changed('primaryAddress', 'primaryAddress.city'), UPDATES, known)).toEqual([])
  })

  it.each([
    ['clients', 'clients.clientId'],
    ['clients.clientId', 'clients'],
  ])('offers both forms of a plural: %s, and %s', (named, other) => {
    expect(about(changed(named), 'attribute-plural', known)).toMatchObject([{ source: 'API 15', suggestions: [other] }])
    expect(warningsOf(changed(named, other), UPDATES, known)).toEqual([])
  })

  it('compares with stored events where the entity type is not known', () => {
    const seen = { seen: { attributes: ['email', 'primaryAddress.city'] } }
    expect(about(changed('emial', 'email'), 'attribute-unseen', seen)).toMatchObject([
      { level: 'note', suggestions: ['email'] },
    ])
    expect(about(changed('primaryAddress'), 'attribute-parent', seen)).toMatchObject([
      { suggestions: ['primaryAddress.city'] },
    ])
    expect(warningsOf(changed('emial'), UPDATES)).toEqual([])
  })

  it('says that only updates list changed attributes', () => {
    const filter = { properties: { entityCreated: changedCreations() } }
    expect(about(filter, 'attributes-unused', known, ['entityCreated'])).toMatchObject([
      { source: 'API 4.1', message: 'Only updates list changed attributes: this condition does nothing for creations' },
    ])
  })
})

describe('keywords', () => {
  it('names one that is none', () => {
    expect(shortly(about(exampleFilter('invalid-keyword'), 'keyword-unknown'))).toEqual([
      ['refused', 'API 4.4', '/x', '“x” is not a keyword of JSON Schema: the API refuses the filter', []],
    ])
  })

  it('names each one outside the documented subset once, where it comes first', () => {
    const filter = { properties: { entityUpdated: { type: 'object', anyOf: [{ type: 'object' }] } } }
    expect(about(filter, 'keyword-undocumented').map(({ pointer }) => pointer)).toEqual([
      '/properties/entityUpdated/type',
      '/properties/entityUpdated/anyOf',
    ])
  })

  it('does not take the name of an event type or a claim for a keyword', () => {
    expect(about({ properties: { x: { properties: { y: {} } } } }, 'keyword-unknown')).toEqual([])
  })

  it.each<[string, Json, Warning['code'], Warning['level']]>([
    ['a schema that is none', { properties: { entityUpdated: { enum: 'x' } } }, 'schema-invalid', 'refused'],
    ['another draft', { $schema: 'https://json-schema.org/draft/2020-12/schema' }, 'schema-draft', 'risk'],
    ['format', updates({ sub: { format: 'uuid' } }), 'format-unsure', 'note'],
  ])('notices %s', (_, filter, code, level) => {
    expect(about(filter as JsonObject, code)).toMatchObject([{ level }])
  })
})

function changedCreations(): JsonObject {
  return { properties: { attributes: { contains: { const: 'email' } } } }
}
