import { expect, it } from 'vitest'
import { absoluteTime, relativeTime, spanInWords } from './time-words.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

it.each([
  [0, 'now'],
  [59_999, 'now'],
  [MINUTE, '1 min'],
  [59 * MINUTE, '59 min'],
  [HOUR, '1 h'],
  [47 * HOUR, '47 h'],
  [2 * DAY, '2 d'],
  [7 * DAY - 1, '6 d'],
  [59 * DAY, '59 d'],
  [158 * DAY, '5 mo'],
  [731 * DAY, '2 y'],
])('tells %i ms as %s, never rounded up', (span, words) => {
  expect(spanInWords(span)).toBe(words)
  expect(spanInWords(-span)).toBe(words)
})

it('looks back and ahead', () => {
  const now = Date.parse('2026-11-21T12:00:00Z')
  expect(relativeTime(now - 3 * HOUR, now)).toBe('3 h ago')
  expect(relativeTime(now + 5 * DAY, now)).toBe('in 5 d')
  expect(relativeTime(now - 1_000, now)).toBe('now')
})

it('names the zone unless told not to', () => {
  const at = Date.parse('2026-11-21T14:03:27.999Z')
  expect(absoluteTime(at, 'utc')).toBe('2026-11-21 14:03:27 UTC')
  expect(absoluteTime(at, 'utc', { zoned: false })).toBe('2026-11-21 14:03:27')
  expect(absoluteTime(Date.parse('2026-11-21T00:00:00Z'), 'utc')).toBe('2026-11-21 00:00:00 UTC')
})
