import { expect, it } from 'vitest'
import { planState, readPlanState } from './plans.ts'

const ID = '00000000-0000-4000-8000-00000000000a'

it('brings a selection through the history, and nothing that is not one', () => {
  const most = {
    by: 'match',
    match: { state: 'failure', status: 503 },
    asOf: '2026-01-01T10:00:00Z',
    count: 4211,
  } as const
  const selection = { ...most, except: [{ subscriptionId: ID, id: ID }] }
  const newRun = { selection, way: 'redelivery', name: 'Listener 503' } as const
  expect(readPlanState(structuredClone(planState(newRun)))).toEqual(newRun)
  expect(readPlanState({ newRun: { ...newRun, selection: most } })?.selection).toEqual({ ...most, except: [] })
  expect(readPlanState(null)).toBeUndefined()
  expect(readPlanState({ newRun: { ...newRun, way: 'sideways' } })).toBeUndefined()
})
