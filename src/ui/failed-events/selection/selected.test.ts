import { expect, it } from 'vitest'
import { EventSelection, type FailedItem } from '../../../contract/failed-event.ts'
import { allOf, countOf, has, NOTHING, outOf, picked, redeliverable, sizeOf } from './selected.ts'

const SUBSCRIPTION = '3f2c8b1e-7a44-4b0f-9d3a-2b1c0d9e8f70'
const item = (number: number, state = 'failure') =>
  ({ subscriptionId: SUBSCRIPTION, id: `00000000-0000-4000-8000-00000000000${number}`, state }) as FailedItem
const loaded = [1, 2, 3].map((number) => item(number))
const frozen = { match: { state: 'failure' }, asOf: '2026-01-01T10:00:00Z', count: 4212 } as const
const all = allOf(frozen)
const nameOf = (number: number) => ({ subscriptionId: SUBSCRIPTION, id: item(number).id })

it('selects rows and takes them out again', () => {
  const two = picked(NOTHING, loaded.slice(0, 2), true)
  expect([countOf(two), has(two, item(1)), has(two, item(3))]).toEqual([2, true, false])
  expect(countOf(picked(two, [item(1)], false))).toBe(1)
})

it('holds every row when all that match are selected, except those that are taken out', () => {
  expect([countOf(all), outOf(all), has(all, item(9))]).toEqual([4212, 0, true])
  const left = picked(all, [item(2), item(3)], false)
  expect([countOf(left), outOf(left), has(left, item(2)), has(left, item(9))]).toEqual([4210, 2, false, true])
  expect(picked(left, [item(3)], false)).toEqual(left)
  const put = picked(left, [item(1), item(2)], true)
  expect([countOf(put), has(put, item(2)), has(put, item(3))]).toEqual([4211, true, false])
  expect(picked(put, loaded, true)).toEqual(all)
})

it('holds nothing when all that match were taken out', () => {
  const three = allOf({ ...frozen, count: 3 })
  expect(picked(picked(three, [item(1)], false), loaded, false)).toBe(NOTHING)
})

it('plans only what the API has given up on', () => {
  const mixed = picked(NOTHING, [item(1), item(2, 'awaiting-retry')], true)
  const selection = redeliverable(mixed)
  expect(EventSelection.parse(selection)).toEqual({
    by: 'events',
    events: [nameOf(1)],
  })
  expect(sizeOf(selection)).toBe(1)
  expect(EventSelection.parse(redeliverable(all))).toEqual({ by: 'match', ...frozen, except: [] })
  const left = redeliverable(picked(all, loaded, false))
  expect(EventSelection.parse(left)).toEqual({ by: 'match', ...frozen, except: [1, 2, 3].map(nameOf), count: 4209 })
  expect(sizeOf(left)).toBe(4209)
  expect(redeliverable(allOf({ ...frozen, match: { state: 'awaiting-retry' } }))).toBeUndefined()
  expect([redeliverable(NOTHING), sizeOf(undefined)]).toEqual([undefined, 0])
})
