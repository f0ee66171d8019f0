import { expect, it, vi } from 'vitest'
import { singleFlight } from './single-flight.ts'

it('runs the work once for all who wait for it, and gives each its result', async () => {
  const { promise, resolve } = Promise.withResolvers<string>()
  const work = vi.fn(() => promise)
  const run = singleFlight(work)
  const both = Promise.all([run(), run()])
  resolve('done')
  expect(await both).toEqual(['done', 'done'])
  expect(work).toHaveBeenCalledTimes(1)
})

it('runs the work again when it has ended', async () => {
  let count = 0
  const run = singleFlight(async () => ++count)
  expect([await run(), await run()]).toEqual([1, 2])
})

it('gives a failure to all who wait for it, and does not remember it', async () => {
  const work = vi.fn<() => Promise<string>>().mockRejectedValueOnce(new Error('lost')).mockResolvedValueOnce('done')
  const run = singleFlight(work)
  const results = await Promise.allSettled([run(), run()])
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  expect(await run()).toBe('done')
  expect(work).toHaveBeenCalledTimes(2)
})
