import { expect, it } from 'vitest'
import { ITEM_STATES, type ItemCounts, type ItemState, type RunDetail, type RunLane } from '../../contract/run.ts'
import { milestones } from './milestones.ts'

const counts = (some: Partial<Record<ItemState, number>>): ItemCounts => ({
  ...(Object.fromEntries(ITEM_STATES.map((state) => [state, 0])) as ItemCounts),
  ...some,
})

type Seen = Pick<RunDetail, 'state' | 'stateReason' | 'counts' | 'total' | 'lanes'>
const seen = (differs: Partial<Seen> = {}): Seen => ({
  state: 'running',
  stateReason: null,
  counts: counts({ delivered: 11, waiting: 89 }),
  total: 100,
  lanes: [],
  ...differs,
})

const lane = (waits: RunLane['waits']): RunLane => ({
  subscriptionId: 'ea33ec5e-0000-4000-8000-0000000038fc',
  title: 'CRM sync',
  paused: false,
  counts: counts({ waiting: 89 }),
  nextAt: null,
  endsAt: null,
  waits,
})

it('says nothing of each event', () => {
  expect(milestones(seen(), seen({ counts: counts({ delivered: 18, waiting: 82 }) }))).toBeUndefined()
})

it('says every tenth part, and what was lost by then', () => {
  expect(milestones(seen(), seen({ counts: counts({ delivered: 18, failed: 2, waiting: 80 }) }))).toBe(
    '20 of 100 events ended, 2 not delivered',
  )
})

it('says another state, and why', () => {
  const stopped = seen({ state: 'stopped', stateReason: '5 failures in a row.' })
  expect(milestones(seen(), stopped)).toBe('Stopped: 5 failures in a row. 11 of 100 events ended')
})

it('says once that a subscription waits', () => {
  const off = seen({ lanes: [lane({ why: 'off', words: 'It is off.', until: null })] })
  expect(milestones(seen({ lanes: [lane(null)] }), off)).toBe('CRM sync waits: It is off')
  expect(milestones(off, off)).toBeUndefined()
})

it('says nothing of a minute that a subscription waits for', () => {
  const limit = seen({ lanes: [lane({ why: 'limit', words: 'One a minute.', until: null })] })
  expect(milestones(seen({ lanes: [lane(null)] }), limit)).toBeUndefined()
})
