import fc from 'fast-check'
import { expect, it } from 'vitest'
import { lineDiff, withoutAlike } from './line-diff.ts'

it('puts what was replaced beside what replaced it', () => {
  expect(lineDiff('a\nb\nc', 'a\nx\nc\nd')).toEqual([
    { left: 'a', right: 'a', same: true },
    { left: 'b', right: 'x', same: false },
    { left: 'c', right: 'c', same: true },
    { left: null, right: 'd', same: false },
  ])
})

it('has every line of both, in order', () => {
  const text = fc.array(fc.constantFrom('a', 'b', 'c', '')).map((lines) => lines.join('\n'))
  fc.assert(
    fc.property(text, text, (before, after) => {
      const lines = lineDiff(before, after)
      const side = (name: 'left' | 'right') => lines.flatMap((line) => line[name] ?? []).join('\n')
      expect([side('left'), side('right')]).toEqual([before, after])
      expect(lines.every(({ left, right, same }) => same === (left === right))).toBe(true)
    }),
  )
})

it('compares by number what differs in thousands of lines', () => {
  const text = (mark: string) => Array.from({ length: 3_000 }, (_, at) => `${mark}${at}`).join('\n')
  const lines = lineDiff(text('a'), text('b'))
  expect([lines.length, lines[0]]).toEqual([3_000, { left: 'a0', right: 'b0', same: false }])
})

it('leaves out what is alike and far from a difference', () => {
  const text = (middle: string) => ['a', 'b', 'c', 'd', 'e', middle, 'g', 'h', 'i'].join('\n')
  expect(withoutAlike(lineDiff(text('f'), text('x')), 1)).toEqual([
    { skipped: 4 },
    { left: 'e', right: 'e', same: true },
    { left: 'f', right: 'x', same: false },
    { left: 'g', right: 'g', same: true },
    { skipped: 2 },
  ])
})
