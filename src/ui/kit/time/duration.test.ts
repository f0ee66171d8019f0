import { expect, it } from 'vitest'
import { clockWords, durationWords, paceWords } from './duration.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

it.each([
  [-5, '0 s'],
  [400, '1 s'],
  [40_000, '40 s'],
  [MINUTE, '1 min'],
  [200_000, '3 min 20 s'],
  [12 * MINUTE, '12 min'],
  [400 * MINUTE, '6 h 40 min'],
  [24 * HOUR, '24 h'],
  [51 * HOUR, '2 d 3 h'],
  [72 * HOUR, '3 d'],
])('tells %i ms as %s', (span, words) => expect(durationWords(span)).toBe(words))

const now = Date.parse('2026-11-22T14:59:30Z')

it.each([
  ['2026-11-22T21:40:12Z', 'today 21:40 UTC'],
  ['2026-11-22T15:01:12Z', 'today 15:01:12 UTC'],
  ['2026-11-23T03:10:00Z', 'tomorrow 03:10 UTC'],
  ['2026-11-21T03:10:00Z', 'yesterday 03:10 UTC'],
  ['2026-11-25T03:10:00Z', 'Wed 25 Nov 03:10 UTC'],
])('tells %s as %s', (at, words) => expect(clockWords(Date.parse(at), now, 'utc')).toBe(words))

it('leaves out today where the sentence says it', () => {
  expect(clockWords(Date.parse('2026-11-22T21:40:12Z'), now, 'utc', { today: false })).toBe('21:40 UTC')
})

it.each([
  [60, 'one a minute'],
  [120, 'one every 2 min'],
  [30, 'one every 30 s'],
  [1, 'one a second'],
  [0.2, '5 a second'],
])('tells an interval of %d s as %s', (interval, words) => expect(paceWords(interval)).toBe(words))
