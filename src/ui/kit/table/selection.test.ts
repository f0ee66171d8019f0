import { expect, it } from 'vitest'
import { pageState, rangeOf } from './selection.ts'

const IDS = ['a', 'b', 'c', 'd']

it('reaches from one to another, in either direction', () => {
  expect(rangeOf(IDS, 'b', 'd')).toEqual(['b', 'c', 'd'])
  expect(rangeOf(IDS, 'd', 'b')).toEqual(['b', 'c', 'd'])
  expect(rangeOf(IDS, 'b', 'b')).toEqual(['b'])
})

it('is one alone when the other is on another page, or there is none', () => {
  expect(rangeOf(IDS, 'elsewhere', 'c')).toEqual(['c'])
  expect(rangeOf(IDS, undefined, 'c')).toEqual(['c'])
})

it('knows a page of which all, some or none are selected', () => {
  const of = (...selected: string[]) => pageState(IDS, (id) => selected.includes(id))
  expect([of(), of('b', 'z'), of(...IDS)]).toEqual(['none', 'some', 'all'])
  expect(pageState([], () => true)).toBe('none')
})
