import { expect, it } from 'vitest'
import { type ExportFacts, exportOutlook } from './outlook.ts'

const NOW = Date.parse('2026-11-22T12:00:00Z')
const ago = (hours: number) => new Date(NOW - hours * 3_600_000).toISOString()
const FRESH = {
  asOf: ago(0),
  complete: true,
  read: 9,
  total: 9,
  syncing: false,
  problem: null,
  unreadable: 0,
  unknownStates: [],
}
const sight = (differs: Partial<ExportFacts> = {}): ExportFacts => ({
  jobs: [],
  summary: { exportable: 5, updatedAt: ago(2) },
  stats: { failed: 5, lastFailedAt: ago(3), freshness: FRESH },
  now: NOW,
  ...differs,
})
const noneLeft = { exportable: 0, updatedAt: ago(2) }
const ready = { state: 'ready', updatedAt: ago(30) } as const

it('nothing speaks against it', () => {
  expect(exportOutlook(sight())).toEqual({ blocked: null, caution: null })
  expect(exportOutlook(sight({ jobs: [ready], summary: null }))).toEqual({ blocked: null, caution: null })
})

it.each([
  ['one is running', { jobs: [{ state: 'processing', updatedAt: ago(0) }] }, 'is running'],
  ['nothing failed', { stats: { failed: 0, lastFailedAt: null, freshness: FRESH } }, 'No failed event'],
  ['all was exported', { jobs: [ready], summary: noneLeft }, 'exported already'],
] as const)('blocked: %s', (_, differs, words) => {
  expect(exportOutlook(sight(differs))).toEqual({ blocked: expect.stringContaining(words), caution: null })
})

it.each([
  ['one was completed today', { jobs: [{ state: 'ready', updatedAt: ago(23) }] }, 'within the last 24 hours'],
  ['nothing was exportable, and no export is known', { summary: noneLeft }, 'may be empty'],
  [
    'nothing was exportable, and one was cancelled since',
    { jobs: [ready, { state: 'cancelled', updatedAt: ago(1) }], summary: noneLeft },
    'may be empty',
  ],
  [
    'nothing was exportable, and something failed since',
    { jobs: [ready], summary: noneLeft, stats: { failed: 5, lastFailedAt: ago(1), freshness: FRESH } },
    'may be empty',
  ],
  [
    'nothing was exportable, and the event store was not read to its end',
    {
      jobs: [ready],
      summary: noneLeft,
      stats: { failed: 5, lastFailedAt: ago(3), freshness: { ...FRESH, complete: false } },
    },
    'may be empty',
  ],
] as const)('caution: %s', (_, differs, words) => {
  expect(exportOutlook(sight(differs))).toEqual({ blocked: null, caution: expect.stringContaining(words) })
})

it('says nothing of a store that was read long ago', () => {
  const freshness = { ...FRESH, asOf: ago(1) }
  expect(exportOutlook(sight({ stats: { failed: 0, lastFailedAt: null, freshness } }))).toEqual({
    blocked: null,
    caution: null,
  })
})
