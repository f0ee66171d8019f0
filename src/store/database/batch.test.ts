import { expect, it } from 'vitest'
import { inBatches } from './batch.ts'

it('does at once what is asked for in the same moment, and then what was asked for meanwhile', async () => {
  const groups: number[][] = []
  const meanwhile: Promise<number>[] = []
  const double = inBatches(3, async (asked: number[]) => {
    if (groups.push(asked) === 1) meanwhile.push(double(5))
    return asked.map((each) => each * 2)
  })
  expect(await Promise.all([1, 2, 3, 4].map(double))).toEqual([2, 4, 6, 8])
  expect(await Promise.all(meanwhile)).toEqual([10])
  expect(groups).toEqual([
    [1, 2, 3],
    [4, 5],
  ])
})

it('tells all of a group when it failed, and goes on', async () => {
  const root = inBatches(2, async (asked: number[]) => {
    if (asked.some((each) => each < 0)) throw new Error('not of these')
    return asked.map(Math.sqrt)
  })
  const ends = await Promise.allSettled([1, -1, 4].map(root))
  expect(ends.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled'])
  expect(await root(9)).toBe(3)
})
