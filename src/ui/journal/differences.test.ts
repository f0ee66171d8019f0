import { expect, it } from 'vitest'
import { differences } from './differences.ts'

it('finds nothing where nothing differs', () => {
  expect(differences({ a: { b: [1, 2] } }, { a: { b: [1, 2] } })).toEqual([])
})

it('tells the innermost value that differs', () => {
  expect(
    differences({ enabled: true, filter: { type: 'object' } }, { enabled: false, filter: { type: 'array' } }),
  ).toEqual([
    { path: 'enabled', before: true, after: false },
    { path: 'filter.type', before: 'object', after: 'array' },
  ])
})

it('takes a list for one value', () => {
  expect(differences({ events: ['a'] }, { events: ['a', 'b'] })).toEqual([
    { path: 'events', before: ['a'], after: ['a', 'b'] },
  ])
})

it('tells what came and what went', () => {
  expect(differences({ old: 1 }, { fresh: 2 })).toEqual([
    { path: 'old', before: 1, after: undefined },
    { path: 'fresh', before: undefined, after: 2 },
  ])
})

it('tells the whole when one side is missing', () => {
  expect(differences(null, { a: 1 })).toEqual([{ path: '', before: null, after: { a: 1 } }])
})
