import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as arbitrary from '../testing/filter-arbitraries.ts'
import { exampleFilter } from '../testing/filter-examples.ts'
import type { Json, JsonObject } from './json.ts'
import { afterChange, filterChange, mergeDiff, mergePatch } from './merge-patch.ts'

describe('RFC 7396, appendix A', () => {
  it.each<[Json, Json, Json]>([
    [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
    [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
    [{ a: 'b' }, { a: null }, {}],
    [{ a: 'b', b: 'c' }, { a: null }, { b: 'c' }],
    [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
    [{ a: 'c' }, { a: ['b'] }, { a: ['b'] }],
    [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
    [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
    [
      ['a', 'b'],
      ['c', 'd'],
      ['c', 'd'],
    ],
    [{ a: 'b' }, ['c'], ['c']],
    [{ a: 'foo' }, null, null],
    [{ a: 'foo' }, 'bar', 'bar'],
    [{ e: null }, { a: 1 }, { e: null, a: 1 }],
    [[1, 2], { a: 'b', c: null }, { a: 'b' }],
    [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
  ])('%j with %j is %j', (target, patch, result) => expect(mergePatch(target, patch)).toEqual(result))
})

it('nulls the members that go, and sends nothing that stays', () => {
  expect(filterChange(exampleFilter('multiple-events'), exampleFilter('attributes'))).toEqual({
    kind: 'patch',
    patch: {
      properties: {
        entityCreated: null,
        entityUpdated: {
          properties: { captureApplicationId: null, attributes: { contains: { enum: ['email', 'password'] } } },
        },
      },
    },
  })
})

it('removes a filter with null, sets one where there was none, and leaves an equal one alone', () => {
  const filter = exampleFilter('strict')
  expect(filterChange(filter, null)).toEqual({ kind: 'patch', patch: null })
  expect(filterChange(null, filter)).toEqual({ kind: 'patch', patch: filter })
  expect(filterChange(null, {})).toEqual({ kind: 'patch', patch: {} })
  expect(filterChange(filter, Object.fromEntries(Object.entries(filter).reverse()))).toEqual({ kind: 'unchanged' })
})

it('yields exactly the intended filter, from any other one', () => {
  fc.assert(
    fc.property(fc.option(arbitrary.filter), arbitrary.filter, (current, intended) => {
      const change = filterChange(current, intended)
      expect(change.kind).not.toBe('impossible')
      const result = change.kind === 'patch' ? mergePatch(current ?? undefined, change.patch) : current
      expect(result).toEqual(intended)
    }),
    { numRuns: 5_000 },
  )
})

const json = fc
  .oneof(
    fc.jsonValue({ maxDepth: 3 }),
    fc.dictionary(fc.constantFrom('a', 'b', '__proto__'), fc.jsonValue({ maxDepth: 2 })),
  )
  .map((value) => JSON.parse(JSON.stringify(value)) as Json)

it('claims a patch only where it works, and "impossible" only where a null is in the way', () => {
  const asFilter = json.map((value): JsonObject => ({ value }))
  fc.assert(
    fc.property(fc.option(asFilter), asFilter, (current, intended) => {
      const change = filterChange(current, intended)
      if (change.kind === 'patch')
        expect(JSON.stringify(sorted(mergePatch(current ?? undefined, change.patch)))).toBe(
          JSON.stringify(sorted(intended)),
        )
      if (change.kind === 'impossible') expect(change.pointers.length).toBeGreaterThan(0)
    }),
    { numRuns: 5_000 },
  )
})

it('says where a null cannot be written, and does not mind those in lists or already there', () => {
  const withNull: JsonObject = { properties: { entityUpdated: { properties: { sub: { const: null } } } } }
  expect(filterChange(null, withNull)).toMatchObject({
    kind: 'impossible',
    pointers: ['/properties/entityUpdated/properties/sub/const'],
  })
  expect(filterChange(withNull, { ...withNull, additionalProperties: false })).toEqual({
    kind: 'patch',
    patch: { additionalProperties: false },
  })
  expect(filterChange(null, { properties: { entityUpdated: { enum: [null] } } })).toMatchObject({ kind: 'patch' })
})

it('sends nothing for a value that did not change', () => expect(mergeDiff({ a: [1] }, { a: [1] })).toBeUndefined())

describe('after a change', () => {
  const intended = exampleFilter('attributes')
  it('is done when the API returns the intended filter, in whatever order', () => {
    expect(afterChange(Object.fromEntries(Object.entries(intended).reverse()), intended)).toEqual({ kind: 'done' })
    expect(afterChange(undefined, null)).toEqual({ kind: 'done' })
  })

  it('offers to remove and set when branches were kept, and says that all is sent in between', () => {
    const kept = { ...intended, additionalProperties: false }
    expect(afterChange(kept, intended)).toEqual({
      kind: 'two-steps',
      steps: [null, intended],
      warning: expect.stringContaining('between these two calls the subscription has no filter'),
    })
    expect(afterChange(kept, intended, true)).toMatchObject({ kind: 'differs' })
    expect(afterChange(kept, null)).toMatchObject({ kind: 'differs' })
  })
})

/** Returns a value with its members in one order, `__proto__` included. */
const sorted = (value: Json): Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.entries(value)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, inner]): Json => [name, sorted(inner)])
    : value
