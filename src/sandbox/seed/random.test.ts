import { expect, it } from 'vitest'
import { createRandom } from './random.ts'

const many = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make)

it('gives the same for the same seed and other things for others', () => {
  const of = (seed: string | number) => {
    const random = createRandom(seed)
    return many(5, () => random.next())
  }
  expect(of(1)).toEqual(of('1'))
  expect(of(1)).not.toEqual(of(2))
})

it('has branches that do not depend on what was taken before', () => {
  const [fresh, used] = [createRandom(7), createRandom(7)]
  many(9, () => used.next())
  expect(used.branch('users').uuid()).toBe(fresh.branch('users').uuid())
})

it('makes UUIDs of version 4, each once', () => {
  const random = createRandom(1)
  const ids = many(5000, () => random.uuid())
  expect(new Set(ids).size).toBe(5000)
  expect(ids.filter((id) => !/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id))).toEqual(
    [],
  )
})

it('takes by weight, and at least one of several', () => {
  const random = createRandom(3)
  const taken = many(
    2000,
    () =>
      random.weighted([
        { name: 'often', weight: 9 },
        { name: 'rarely', weight: 1 },
      ]).name,
  )
  const often = taken.filter((name) => name === 'often').length
  expect(often).toBeGreaterThan(1700)
  expect(often).toBeLessThan(1900)
  const lengths = many(500, () => random.some(['a', 'b', 'c']).length)
  expect(new Set(lengths)).toEqual(new Set([1, 2, 3]))
})
