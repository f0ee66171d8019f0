import { describe, expect, it } from 'vitest'
import type { StoredClaim } from '../../../contract/draft.ts'
import { createJudge, type Judgement, type JudgeRequest } from './judging.ts'

const UPDATES_OF_SHOP = { properties: { entityUpdated: { properties: { captureApplicationId: { const: 'shop' } } } } }
const ALL = ['entityCreated', 'entityUpdated', 'entityDeleted']

const event = (type: string, application: string, at = 0): StoredClaim => ({
  id: `00000000-0000-0000-0000-${String(at).padStart(12, '0')}`,
  subscriptionId: '11111111-1111-1111-1111-111111111111',
  recordedAt: '2026-11-20T10:00:00Z',
  claim: { [type]: { sub: 'u1', captureApplicationId: application } },
})

const events = [
  event('entityCreated', 'crm', 1),
  event('entityUpdated', 'shop', 2),
  event('entityUpdated', 'crm', 3),
  event('entityDeleted', 'shop', 4),
  event('test', '', 5),
]

const judged = (request: Partial<JudgeRequest>): Judgement => {
  const reply = createJudge(events)({
    draft: { filter: null, events: ALL },
    inForce: null,
    names: {},
    rows: 10,
    ...request,
  })
  if (reply.kind !== 'judged') throw new Error(reply.message)
  return reply.judgement
}

describe('judging', () => {
  it('counts what passes, per event type, without test notifications', () => {
    const { total, passing, types } = judged({ draft: { filter: UPDATES_OF_SHOP, events: ALL } })
    expect({ total, passing }).toEqual({ total: 4, passing: 3 })
    expect(types).toEqual([
      { type: 'entityCreated', passing: 1, total: 1 },
      { type: 'entityUpdated', passing: 1, total: 2 },
      { type: 'entityDeleted', passing: 1, total: 1 },
    ])
  })

  it('says why', () => {
    const { lists } = judged({
      draft: { filter: UPDATES_OF_SHOP, events: ALL },
      names: { applications: { shop: 'Web shop', crm: 'CRM' } },
    })
    expect(lists.drops.rows.map(({ reason }) => reason)).toEqual(['application is CRM, the filter wants Web shop'])
  })

  it('tells the difference to what is in force', () => {
    const { lists } = judged({
      draft: { filter: UPDATES_OF_SHOP, events: ALL },
      inForce: { filter: null, events: ['entityUpdated', 'entityCreated'] },
    })
    expect(lists.stops).toMatchObject({ total: 1, rows: [{ type: 'entityUpdated' }] })
    expect(lists.starts).toMatchObject({ total: 1, rows: [{ type: 'entityDeleted' }] })
  })

  it('tells as many rows as are asked for, and counts all', () => {
    const { lists } = judged({ rows: 2 })
    expect(lists.passes.total).toBe(4)
    expect(lists.passes.rows).toHaveLength(2)
  })

  it('says that a filter cannot be tried', () => {
    const reply = createJudge(events)({
      draft: { filter: { properties: 3 }, events: ALL },
      inForce: null,
      names: {},
      rows: 1,
    })
    expect(reply).toMatchObject({ kind: 'unusable' })
  })
})
