import { expect, it } from 'vitest'
import { EventSelection, type FailedItem } from '../../contract/failed-event.ts'
import { countOf, has, NOTHING, picked, redeliverable, type Selected, sizeOf } from './selected.ts'

const SUBSCRIPTION = '3f2c8b1e-7a44-4b0f-9d3a-2b1c0d9e8f70'
const item = (number: number, state = 'failure') =>
  ({ subscriptionId: SUBSCRIPTION, id: `00000000-0000-4000-8000-00000000000${number}`, state }) as FailedItem
const loaded = [1, 2, 3].map((number) => item(number))
const all: Selected = { by: 'match', match: { state: 'failure' }, asOf: '2026-01-01T10:00:00Z', count: 4212 }

it('selects rows and takes them out again', () => {
  const two = picked(NOTHING, loaded.slice(0, 2), true, loaded)
  expect([countOf(two), has(two, item(1)), has(two, item(3))]).toEqual([2, true, false])
  expect(countOf(picked(two, [item(1)], false, loaded))).toBe(1)
})

it('holds every row when all that match are selected; one taken out leaves what is loaded', () => {
  expect([countOf(all), has(all, item(9))]).toEqual([4212, true])
  expect(picked(all, [item(1)], true, loaded)).toBe(all)
  const left = picked(all, [item(2)], false, loaded)
  expect([left.by, countOf(left), has(left, item(2))]).toEqual(['rows', 2, false])
})

it('plans only what the API has given up on', () => {
  const mixed = picked(NOTHING, [item(1), item(2, 'awaiting-retry')], true, loaded)
  const selection = redeliverable(mixed)
  expect(EventSelection.parse(selection)).toEqual({
    by: 'events',
    events: [{ subscriptionId: SUBSCRIPTION, id: item(1).id }],
  })
  expect(sizeOf(selection)).toBe(1)
  expect(EventSelection.parse(redeliverable(all))).toEqual(all)
  expect(redeliverable({ ...all, match: { state: 'awaiting-retry' } })).toBeUndefined()
  expect([redeliverable(NOTHING), sizeOf(undefined)]).toEqual([undefined, 0])
})
