import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createSchedule } from '../delivery/schedule.ts'
import { systemClock } from './clock.ts'
import { createStamps, rfc3339 } from './time.ts'

beforeEach(() => void vi.useFakeTimers({ now: 0 }))
afterEach(() => void vi.useRealTimers())

it('runs on the timers of the machine, and can be called off', () => {
  const done: number[] = []
  const clock = systemClock()
  clock.after(50, () => done.push(clock.now()))
  clock.after(60, () => done.push(clock.now()))()
  vi.advanceTimersByTime(100)
  expect(done).toEqual([50])
})

it('carries a schedule past the longest wait a timer can have', () => {
  const clock = systemClock()
  const done: number[] = []
  createSchedule(clock, 1).after(30 * 86_400_000, () => done.push(clock.now()))
  vi.advanceTimersByTime(31 * 86_400_000)
  expect(done).toEqual([30 * 86_400_000])
})

it('gives each time stamp once, with microseconds', () => {
  const stamp = createStamps(() => 1_580_144_030_739)
  expect([stamp(), stamp()].map(rfc3339)).toEqual(['2020-01-27T16:53:50.739000Z', '2020-01-27T16:53:50.739001Z'])
})
