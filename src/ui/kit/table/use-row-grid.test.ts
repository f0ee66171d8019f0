import { expect, it } from 'vitest'
import { nextRow } from './use-row-grid.ts'

it('leads every key to its row, never past the ends', () => {
  const from = (at: number) =>
    ['ArrowDown', 'ArrowUp', 'PageDown', 'PageUp', 'Home', 'End'].map((key) => nextRow(key, at, 100, 20))
  expect(from(50)).toEqual([51, 49, 70, 30, 0, 99])
  expect(from(0)).toEqual([1, 0, 20, 0, 0, 99])
  expect(from(99)).toEqual([99, 98, 99, 79, 0, 99])
  expect(nextRow('Enter', 5, 100, 20)).toBeUndefined()
})
