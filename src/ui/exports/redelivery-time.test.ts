import { expect, it } from 'vitest'
import { redeliveryTime } from './redelivery-time.ts'

it('is one interval for each event', () => {
  expect(redeliveryTime(400, 60)).toEqual({ words: '6 h 40 min', tooLong: false })
  expect(redeliveryTime(400, 1)).toEqual({ words: '6 min 40 s', tooLong: false })
})

it('is too long when the last would be forgotten before its turn', () => {
  expect(redeliveryTime(10_080, 60).tooLong).toBe(false)
  expect(redeliveryTime(10_081, 60).tooLong).toBe(true)
})
