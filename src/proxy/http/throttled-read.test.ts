import { expect, it } from 'vitest'
import { throttledRead } from './throttled-read.ts'

/** A reader on a clock of its own: each reading takes so long (ms) and gives its number. */
const reader = (took: number) => {
  const clock = { now: 0 }
  const ask = throttledRead<number>(() => clock.now)
  let readings = 0
  const read = async () => {
    readings += 1
    clock.now += took
    return readings
  }
  return { clock, ask: (key = 'a') => ask(key, read) }
}

it('reads what is quick each time', async () => {
  const { ask } = reader(50)
  expect([await ask(), await ask()]).toEqual([1, 2])
})

it('keeps what is slow for twenty times as long as it took, each by its key', async () => {
  const { ask, clock } = reader(100)
  expect([await ask(), await ask(), await ask('b')]).toEqual([1, 1, 2])
  clock.now = 2_099
  expect(await ask()).toBe(1)
  clock.now = 2_100
  expect(await ask()).toBe(3)
})

it('reads once for all who ask meanwhile', async () => {
  const { ask } = reader(10)
  expect(await Promise.all([ask(), ask(), ask()])).toEqual([1, 1, 1])
})

it('keeps no failure for long', async () => {
  const ask = throttledRead<number>(() => 0)
  await expect(ask('a', () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  expect(await ask('a', async () => 7)).toBe(7)
})
