import { expect, it } from 'vitest'
import { manualClock } from '../../testing/manual-clock.ts'
import { createSchedule } from './schedule.ts'

const prepare = (timeScale = 1) => {
  const clock = manualClock(0)
  const schedule = createSchedule(clock, timeScale)
  const done: string[] = []
  const note = (name: string) => () => void done.push(`${name}@${clock.now()}`)
  return { clock, schedule, done, note }
}

it('does things in the order they fall due, equals in the order they came', async () => {
  const { clock, schedule, done, note } = prepare()
  schedule.after(300, note('c'))
  schedule.after(100, note('a'))
  schedule.after(200, note('b1'))
  schedule.after(200, note('b2'))
  await clock.advance(250)
  expect(done).toEqual(['a@100', 'b1@200', 'b2@200'])
  await clock.advance(50)
  expect(done.at(-1)).toBe('c@300')
})

it('shortens waits, not times', async () => {
  const { clock, schedule, done, note } = prepare(10)
  schedule.after(1000, note('wait'))
  schedule.at(500, note('time'))
  await clock.advance(1000)
  expect(done).toEqual(['wait@100', 'time@500'])
})

it('forgets what was called off', async () => {
  const { clock, schedule, done, note } = prepare()
  schedule.after(10, note('called off'))()
  schedule.after(20, note('kept'))
  await clock.advance(20)
  expect(done).toEqual(['kept@20'])
  schedule.after(10, note('cleared'))
  schedule.clear()
  schedule.after(5, note('later'))
  await clock.advance(100)
  expect(done).toEqual(['kept@20', 'later@25'])
})

it('keeps its order with ten thousand things waiting', async () => {
  const { clock, schedule } = prepare()
  const times: number[] = []
  for (let i = 0; i < 10_000; i++) schedule.after((i * 7919) % 9973, () => void times.push(clock.now()))
  await clock.advance(10_000)
  expect(times).toHaveLength(10_000)
  expect(times).toEqual(times.toSorted((a, b) => a - b))
})
