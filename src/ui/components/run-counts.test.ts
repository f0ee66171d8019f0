import { expect, it } from 'vitest'
import { ITEM_STATES, type ItemCounts, type ItemState } from '../../contract/run.ts'
import { endedCount, endNotice, resultWords } from './run-counts.ts'

const counts = (some: Partial<Record<ItemState, number>>): ItemCounts => ({
  ...(Object.fromEntries(ITEM_STATES.map((state) => [state, 0])) as ItemCounts),
  ...some,
})

it('never calls scheduled delivered', () => {
  expect(resultWords(counts({ scheduled: 12 }))).toBe('none has ended yet')
  expect(resultWords(counts({ held: 12 }))).toBe('nothing was sent')
  expect(endedCount(counts({ scheduled: 12, delivered: 3, failed: 1, held: 7 }))).toBe(4)
})

it.each([
  ['done', { delivered: 400 }, 'success', '400 delivered.'],
  ['done', { delivered: 388, failed: 12 }, 'failure', '388 delivered, 12 failed again.'],
  ['stopped', { failed: 5, held: 10 }, 'failure', '5 failed again. 10 events held back.'],
  ['cancelled', { delivered: 1, cancelled: 3 }, 'waiting', '1 delivered, 3 not sent.'],
] as const)('announces the end of a run that is %s', (state, some, tone, text) => {
  expect(endNotice({ name: 'After the outage', state, stateReason: null, counts: counts(some) })).toMatchObject({
    tone,
    text,
  })
})
