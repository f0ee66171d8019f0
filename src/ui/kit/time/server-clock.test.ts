import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { askTime, onTimeMoved, serverNow } from './server-clock.ts'

const HERE = Date.parse('2026-11-27T12:00:00Z')
const HOUR = 3_600_000

beforeEach(() => vi.useFakeTimers({ toFake: ['Date'], now: HERE }))
afterEach(() => {
  askTime()(Date.now())
  vi.useRealTimers()
})

const pass = (milliseconds: number) => vi.setSystemTime(Date.now() + milliseconds)
const exchange = (told: number, took: number) => {
  const answered = askTime()
  pass(took)
  answered(told)
}

it('leaves a clock alone that agrees with the answer, however slow that was', () => {
  exchange(HERE + 100, 3000)
  expect(serverNow()).toBe(Date.now())
  exchange(Date.now() + 2900, 3000)
  expect(serverNow()).toBe(Date.now())
})

it('follows the server where the browser’s clock is set wrong, and says so', () => {
  const moved = vi.fn()
  const stop = onTimeMoved(moved)
  exchange(HERE + HOUR, 200)
  expect(Math.abs(serverNow() - (HERE + HOUR))).toBeLessThanOrEqual(200)
  expect(moved).toHaveBeenCalledTimes(1)
  pass(60_000)
  exchange(HERE + HOUR + 60_200, 0)
  expect(serverNow()).toBe(HERE + HOUR + 60_200)
  expect(moved).toHaveBeenCalledTimes(1)
  stop()
})

it('follows a clock that is set right meanwhile', () => {
  exchange(HERE + HOUR, 0)
  pass(HOUR)
  exchange(Date.now(), 50)
  expect(Math.abs(serverNow() - Date.now())).toBeLessThanOrEqual(50)
})

it('minds no answer that tells no time, nor one over which the clock was set back', () => {
  const answered = askTime()
  answered(Number.NaN)
  const other = askTime()
  pass(-HOUR)
  other(HERE)
  expect(serverNow()).toBe(Date.now())
})
