import { expect, inject, it } from 'vitest'
import { openStore } from '../../store/store.ts'
import { createDatabase } from '../../testing/postgres.ts'
import { createLimit } from './rate.ts'

const RATE = { name: 'write', points: 2, seconds: 60 }
const server = inject('postgres')

it('counts per key and says how long to wait', async () => {
  const limit = createLimit(RATE)
  expect([await limit('a'), await limit('a'), await limit('b')]).toEqual([undefined, undefined, undefined])
  const wait = await limit('a')
  expect(wait).toBeGreaterThan(0)
  expect(wait).toBeLessThanOrEqual(60)
})

it('counts for itself while the store cannot be reached', async () => {
  const limit = createLimit(RATE, { add: () => Promise.reject(new Error('away')) })
  expect([await limit('a'), await limit('a')]).toEqual([undefined, undefined])
  expect(await limit('a')).toBeGreaterThan(0)
})

it.skipIf(server === null)('counts over all processes on one database', async () => {
  const setting = { postgres: await createDatabase(server ?? '') }
  const [one, other] = [await openStore(setting), await openStore(setting)]
  const [here, there] = [createLimit(RATE, one.counts), createLimit(RATE, other.counts)]
  const another = createLimit({ ...RATE, name: 'sign-in' }, other.counts)
  expect([await here('a'), await there('a'), await there('b'), await another('a')]).toEqual(Array(4).fill(undefined))
  for (const limit of [here, there]) {
    const wait = await limit('a')
    expect(wait).toBeGreaterThan(0)
    expect(wait).toBeLessThanOrEqual(60)
  }
  for (const store of [one, other]) await store.close()
})
