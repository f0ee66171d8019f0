import { describe, expect, it } from 'vitest'
import { ACCEPTED, exampleFilter } from '../testing/filter-examples.ts'
import { fromSchema, readType } from './from-schema.ts'
import type { Json, JsonObject } from './json.ts'
import type { Conditions, TypeRule } from './rules.ts'

const when = (conditions: Conditions): TypeRule => ({ kind: 'when', conditions })

it('reads no filter as no rules', () => {
  expect(fromSchema(null)).toEqual({ kind: 'rules', types: {}, others: 'pass', original: null })
})

it.each(ACCEPTED)('reads the documented filter %s without advanced parts', (name) => {
  const read = fromSchema(exampleFilter(name))
  expect(read.kind).toBe('rules')
  expect(JSON.stringify(read)).not.toContain('"advanced"')
})

it('reads each event type of the documented example with several', () => {
  expect(fromSchema(exampleFilter('multiple-events'))).toMatchObject({
    others: 'pass',
    types: {
      entityCreated: when({ captureApplicationId: ['zzyn9gy9r8xdy5zkru4y54syk6'] }),
      entityUpdated: when({
        captureApplicationId: ['zzyn9gy9r8xdy5zkru4y54syk6'],
        attributes: ['email', 'mobileNumber'],
      }),
    },
  })
})

it('reads additionalProperties: false as dropping what is not named', () => {
  expect(fromSchema(exampleFilter('strict'))).toMatchObject({ others: 'drop' })
})

describe('other spellings of one rule', () => {
  const isUser = when({ entityType: ['user'] })
  const email = when({ attributes: ['email'] })
  it.each<[string, Json, TypeRule]>([
    ['const', { properties: { entityType: { const: 'user' } } }, isUser],
    ['enum of one', { properties: { entityType: { enum: ['user'] } } }, isUser],
    ['with type', { type: 'object', properties: { entityType: { type: 'string', const: 'user' } } }, isUser],
    ['with a list of types', { properties: { entityType: { type: ['string', 'null'], const: 'user' } } }, isUser],
    ['with remarks', { title: 'Users', properties: { entityType: { const: 'user', $comment: 'only' } } }, isUser],
    ['keys in another order', { properties: { entityType: { const: 'user' } }, type: 'object' }, isUser],
    [
      'additionalProperties: true',
      { additionalProperties: true, properties: { entityType: { const: 'user' } } },
      isUser,
    ],
    ['a claim that is not tested', { properties: { entityType: { const: 'user' }, sub: { type: 'string' } } }, isUser],
    ['a value given twice', { properties: { entityType: { enum: ['user', 'user'] } } }, isUser],
    ['contains with const', { properties: { attributes: { contains: { const: 'email' } } } }, email],
    ['contains with enum', { properties: { attributes: { type: 'array', contains: { enum: ['email'] } } } }, email],
    ['no condition at all', {}, { kind: 'pass' }],
    ['empty properties', { properties: {} }, { kind: 'pass' }],
    ['true', true, { kind: 'pass' }],
    ['false', false, { kind: 'drop' }],
    ['a constant that no event equals', { const: false }, { kind: 'drop' }],
  ])('%s', (_, schema, rule) => expect(readType(schema)).toEqual(rule))
})

it.each<[string, Json]>([
  ['required', { required: ['attributes'] }],
  ['a closed list of claims', { properties: {}, additionalProperties: false }],
  ['a claim nobody tests', { properties: { unheardOf: { const: 'x' } } }],
  ['a pattern', { properties: { sub: { pattern: '^6b' } } }],
  ['const and enum together', { properties: { sub: { const: 'a', enum: ['a', 'b'] } } }],
  ['an empty enum', { properties: { sub: { enum: [] } } }],
  ['values that are not strings', { properties: { sub: { enum: ['a', null] } } }],
  ['contains without a value', { properties: { attributes: { contains: {} } } }],
  ['attributes with more than contains', { properties: { attributes: { contains: { const: 'email' }, maxItems: 1 } } }],
  ['a constant that is an object', { const: {} }],
  ['another type', { type: 'array' }],
  ['no schema', 'entityType'],
])('keeps %s as advanced JSON of the event type', (_, schema) => {
  expect(readType(schema)).toEqual({ kind: 'advanced', schema })
})

it.each<[string, JsonObject]>([
  ['an unknown keyword', exampleFilter('invalid-keyword')],
  ['required at the top', { required: ['entityUpdated'] }],
  ['a schema for what is not named', { additionalProperties: { properties: { entityType: { const: 'user' } } } }],
  ['properties that are no object', { properties: ['entityUpdated'] }],
  ['another type', { type: 'array', properties: {} }],
  ['a reference', { properties: { entityCreated: { $ref: '#/properties/entityUpdated' }, entityUpdated: {} } }],
])('keeps the whole filter as advanced JSON: %s', (_, schema) => {
  expect(fromSchema(schema)).toEqual({ kind: 'advanced', schema })
})

it('keeps an advanced event type beside one that rules can say', () => {
  const filter = { properties: { entityCreated: { required: ['sub'] }, entityUpdated: { const: false } } }
  expect(fromSchema(filter)).toMatchObject({
    types: { entityCreated: { kind: 'advanced', schema: { required: ['sub'] } }, entityUpdated: { kind: 'drop' } },
  })
})
