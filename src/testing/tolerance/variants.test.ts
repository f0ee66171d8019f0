import { expect, it } from 'vitest'
import { VARIANTS } from '../../sandbox/variants/table.ts'
import type { JourneyName } from './journeys.ts'
import { startTour } from './tour.ts'
import { callsTwice, forEach, travel } from './travel.ts'

/** The journeys that a variant of the sandbox makes impossible, in their order; on all others every journey is done. */
const IMPOSSIBLE: Record<string, JourneyName[]> = {
  'unknown-states': ['failed events', 'redeliver', 'run', 'journal'],
  'lost-answers': ['switch', 'edit', 'create', 'export', 'test', 'journal', 'refusal'],
  'no-redelivery': ['redeliver', 'run', 'journal'],
  'no-redelivery-405': ['redeliver', 'run', 'journal'],
  'no-history': ['event'],
  'no-test': ['test', 'journal'],
  'no-exports': ['export'],
  'exports-expired': ['export'],
  'download-elsewhere': ['export', 'journal'],
}

it('does its job on every variant of the sandbox, as far as the API lets it', async () => {
  const notDone: Record<string, JourneyName[]> = {}
  await forEach(Object.entries(VARIANTS), async ([name, variant]) => {
    // In one process nobody unpacks: that is done on a connection (`src/upstream/transport/`).
    if (name.startsWith('packed-')) return
    const tour = await startTour(variant)
    const unmet = await travel(tour)
    if (unmet.length > 0) notDone[name] = unmet.map(([journey]) => journey)
    expect([name, callsTwice(tour)]).toEqual([name, []])
    await tour.close()
  })
  expect(notDone).toEqual(IMPOSSIBLE)
})
