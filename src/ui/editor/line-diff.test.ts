import fc from 'fast-check'
import { expect, it } from 'vitest'
import { lineDiff } from './line-diff.ts'

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
