import { expect, it, vi } from 'vitest'
import { createLog } from '../config/log.ts'
import type { Freshness } from '../contract/freshness.ts'
import { createRenewal } from './renewal.ts'

const FRESH: Freshness = {
  asOf: null,
  complete: true,
  read: 0,
  total: 0,
  syncing: false,
  problem: null,
  unreadable: 0,
  unknownStates: [],
}
const log = createLog('silent')

/** A reader of event stores whose readings end when the test says so. */
const reader = () => {
  const looks: { id: string; end: PromiseWithResolvers<Freshness> }[] = []
  const look = (_: string, id: string) => {
    const end = Promise.withResolvers<Freshness>()
    looks.push({ id, end })
    return end.promise
  }
  return { looks, look, ids: () => looks.map(({ id }) => id) }
}

it('reads two at once, each once, and goes on after one that failed', async () => {
  const { looks, look, ids } = reader()
  const renewal = createRenewal({ look }, 60_000, log)
  renewal.ask('prod', ['a', 'b', 'c', 'd'])
  renewal.ask('prod', ['c'])
  expect(ids()).toEqual(['a', 'b'])
  looks[0]?.end.reject(new Error('no'))
  await vi.waitFor(() => expect(ids()).toEqual(['a', 'b', 'c']))
  looks[1]?.end.resolve(FRESH)
  await vi.waitFor(() => expect(ids()).toEqual(['a', 'b', 'c', 'd']))
})

it('forgets those who asked long ago', () => {
  const { look, looks, ids } = reader()
  const renewal = createRenewal({ look }, 60_000, log)
  renewal.ask('prod', ['a', 'b'])
  renewal.ask(
    'prod',
    Array.from({ length: 500 }, (_, index) => `old-${index}`),
  )
  expect(ids()).toEqual(['a', 'b'])
  looks[0]?.end.resolve(FRESH)
  return vi.waitFor(() => expect(ids().at(-1)).toBe('old-300'))
})

it('begins nothing after it was stopped, and waits for what it began', async () => {
  const { looks, look, ids } = reader()
  const renewal = createRenewal({ look }, 60_000, log)
  renewal.ask('prod', ['a', 'b', 'c'])
  const stopped = renewal.stop()
  renewal.ask('prod', ['d'])
  for (const { end } of looks) end.resolve(FRESH)
  await stopped
  expect(ids()).toEqual(['a', 'b'])
})
