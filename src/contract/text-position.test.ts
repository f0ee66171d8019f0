import { expect, it } from 'vitest'
import { positionAt } from './text-position.ts'

it.each([
  ['', 0, 1, 1],
  ['one\ntwo', 2, 1, 3],
  ['one\ntwo', 3, 1, 4],
  ['one\ntwo', 4, 2, 1],
  ['one\ntwo', 7, 2, 4],
])('finds in %j the offset %i at line %i, column %i', (text, offset, line, column) => {
  expect(positionAt(text, offset)).toEqual({ line, column })
})
