import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as arbitrary from '../testing/filter-arbitraries.ts'
import { ACCEPTED, exampleFilter } from '../testing/filter-examples.ts'
import { fromSchema } from './from-schema.ts'
import type { JsonObject } from './json.ts'
import { NO_RULES, type PlainRules, sameRules, type TypeRule } from './rules.ts'
import { toSchema } from './to-schema.ts'

const plain = (filter: JsonObject | null): PlainRules => {
  const read = fromSchema(filter)
  if (read.kind !== 'rules') throw new Error('the filter is advanced as a whole')
  return read
}
const withType = (filter: JsonObject | null, type: string, rule: TypeRule): PlainRules => {
  const read = plain(filter)
  return { ...read, types: { ...read.types, [type]: rule } }
}
const asWritten = (rules: PlainRules) => JSON.stringify(toSchema(rules))

it('writes no rules as no filter', () => expect(toSchema(NO_RULES)).toBeNull())

it('writes the documented example from rules', () => {
  const rules = withType(null, 'entityUpdated', {
    kind: 'when',
    conditions: {
      attributes: ['givenName', 'familyName', 'primaryAddress.city'],
      entityType: ['user'],
      captureApplicationId: ['aabc1de2f3ghi4jklm5n67opq8'],
    },
  })
  expect(toSchema(rules)).toEqual(exampleFilter('application-type-attributes'))
})

it('writes "drop the others" beside the named types, and no type that would be dropped anyway', () => {
  expect(toSchema({ ...withType(null, 'entityUpdated', { kind: 'drop' }), others: 'drop' })).toEqual({
    $schema: 'http://json-schema.org/draft-07/schema',
    properties: {},
    additionalProperties: false,
  })
})

it('writes a dropped type with a documented keyword, for no schema may be just false', () => {
  expect(toSchema(withType(null, 'entityDeleted', { kind: 'drop' }))).toMatchObject({
    properties: { entityDeleted: { const: false } },
  })
})

it('takes a list without values for no condition', () => {
  expect(toSchema(withType(null, 'entityUpdated', { kind: 'when', conditions: { attributes: [] } }))).toBeNull()
})

describe('an untouched filter goes back as it was, byte for byte', () => {
  it.each([...ACCEPTED, 'invalid-keyword'])('%s', (name) => {
    const filter = exampleFilter(name)
    expect(JSON.stringify(toSchema(fromSchema(filter)))).toBe(JSON.stringify(filter))
  })

  it('whatever people wrote', () => {
    fc.assert(
      fc.property(fc.oneof(arbitrary.filter, fc.object({ withBigInt: false }).map(asJson)), (filter) => {
        expect(JSON.stringify(toSchema(fromSchema(filter)))).toBe(JSON.stringify(filter))
      }),
      { numRuns: 3_000 },
    )
  })

  it('even when a change is taken back, or only the order of values changed', () => {
    const filter = { properties: { entityUpdated: { properties: { attributes: { contains: { enum: ['b', 'a'] } } } } } }
    expect(toSchema(withType(filter, 'entityUpdated', { kind: 'when', conditions: { attributes: ['a', 'b'] } }))).toBe(
      filter,
    )
    expect(toSchema(withType(filter, 'entityCreated', { kind: 'pass' }))).toBe(filter)
  })
})

describe('a change leaves the rest word for word', () => {
  const filter: JsonObject = {
    type: 'object',
    properties: {
      entityUpdated: {
        description: 'by hand',
        properties: { entityType: { enum: ['user'] }, attributes: { contains: { const: 'email' } } },
      },
      entityCreated: { required: ['sub'] },
    },
    $schema: 'http://json-schema.org/draft-07/schema#',
  }

  it('in another event type', () => {
    expect(asWritten(withType(filter, 'entityDeleted', { kind: 'drop' }))).toBe(
      JSON.stringify({
        ...filter,
        properties: { ...(filter.properties as JsonObject), entityDeleted: { const: false } },
      }),
    )
  })

  it('in another claim of the same event type', () => {
    const conditions = { entityType: ['user'], attributes: ['email', 'password'] }
    expect(asWritten(withType(filter, 'entityUpdated', { kind: 'when', conditions }))).toBe(
      JSON.stringify(filter).replace('{"const":"email"}', '{"enum":["email","password"]}'),
    )
  })

  it('in what happens to the others', () => {
    expect(asWritten({ ...plain(filter), others: 'drop' })).toBe(
      JSON.stringify({ ...filter, additionalProperties: false }),
    )
    expect(toSchema({ ...plain({ ...filter, additionalProperties: false }), others: 'pass' })).toEqual(filter)
  })

  it('when a type is no longer named', () => {
    const { entityUpdated: _, ...types } = plain(filter).types
    expect(toSchema({ ...plain(filter), types })).toEqual({
      ...filter,
      properties: { entityCreated: { required: ['sub'] } },
    })
  })
})

it('writes what reads back as the same rules, from nothing and onto any filter', () => {
  fc.assert(
    fc.property(arbitrary.rules, fc.option(arbitrary.filter), (rules, filter) => {
      const before = fromSchema(filter)
      const edited: PlainRules = { ...rules, original: before.kind === 'rules' ? before.original : null }
      expect(sameRules(plain(toSchema(edited)), edited)).toBe(true)
    }),
    { numRuns: 3_000 },
  )
})

const asJson = (value: unknown): JsonObject => JSON.parse(JSON.stringify(value))
