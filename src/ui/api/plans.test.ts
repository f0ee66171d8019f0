import { expect, it } from 'vitest'
import { planState, readPlanState } from './plans.ts'

it('brings a selection through the history, and nothing that is not one', () => {
  const selection = {
    by: 'match',
    match: { state: 'failure', status: 503 },
    asOf: '2026-01-01T10:00:00Z',
    count: 4212,
  } as const
  const newRun = { selection, way: 'redelivery', name: 'Listener 503' } as const
  expect(readPlanState(structuredClone(planState(newRun)))).toEqual(newRun)
  expect(readPlanState(null)).toBeUndefined()
  expect(readPlanState({ newRun: { ...newRun, way: 'sideways' } })).toBeUndefined()
})
