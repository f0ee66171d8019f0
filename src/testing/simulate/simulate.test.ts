import { describe, expect, it } from 'vitest'
import { MINUTE, SECOND } from '../../contract/durations.ts'
import { simulate } from './simulate.ts'

const seedsFrom = (from: number, count: number) => Array.from({ length: count }, (_, place) => from + place)
const brokenOf = async (seeds: number[], certainAfter: number) => {
  const broken = []
  for (const seed of seeds) {
    const result = await simulate(seed, certainAfter)
    if (result.broken.length > 0)
      broken.push({ again: `npm run test:simulate -- --seed ${seed}`, promises: result.broken })
  }
  return broken
}

describe('whatever the API and the network do', () => {
  it.each(seedsFrom(0, 10).map((tens) => tens * 30))(
    'no event is sent twice, lost or stuck, in 30 seeds from %d',
    async (from) => {
      expect(await brokenOf(seedsFrom(from, 30), 10 * MINUTE)).toEqual([])
    },
  )
})

describe('the simulation', () => {
  it('finds what a shorter wait does: a call of an event that just shows an old state is repeated', async () => {
    const broken = await brokenOf([TWICE], 15 * SECOND)
    expect(JSON.stringify(broken)).toContain('was taken 2 times')
  })

  it('replays a seed alike', async () => {
    expect(await simulate(TWICE, 15 * SECOND)).toEqual(await simulate(TWICE, 15 * SECOND))
  })
})

/** A seed in which a shorter wait sends an event twice. */
const TWICE = 296
