import { expect, it } from 'vitest'
import { shortenMiddle } from './shorten.ts'

it('keeps both ends of a long identifier', () => {
  expect(shortenMiddle('8f14e45f-ceea-467f-a8b1-0000000000c2')).toBe('8f14e45f…00c2')
})

it('leaves alone what would not get shorter', () => {
  expect(shortenMiddle('req_01234567')).toBe('req_01234567')
  expect(shortenMiddle('1234567890123')).toBe('1234567890123')
})
