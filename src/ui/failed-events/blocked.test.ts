import { expect, it } from 'vitest'
import type { EventSelection } from '../../contract/failed-event.ts'
import { blocked } from './blocked.ts'

const all: EventSelection = {
  by: 'match',
  match: { state: 'failure' },
  asOf: '2026-01-01T10:00:00Z',
  except: [],
  count: 9000,
}
const asking = { role: 'operator', environment: { directReplay: true }, selection: all } as const

it('lets an operator redeliver and replay what has failed', () => {
  expect(blocked('redelivery', asking)).toBeUndefined()
  expect(blocked('replay', asking)).toBeUndefined()
})

it('says who may, where it is allowed, and what has to wait', () => {
  expect(blocked('redelivery', { ...asking, role: 'viewer' })).toMatch('Needs the role operator')
  expect(blocked('replay', { ...asking, environment: { directReplay: false } })).toMatch('not allowed')
  expect(blocked('redelivery', { ...asking, environment: { directReplay: false } })).toBeUndefined()
  expect(blocked('redelivery', { ...asking, selection: undefined })).toMatch('Still being retried')
  const events = Array.from({ length: 5001 }, () => ({ subscriptionId: 'a', id: 'b' }))
  expect(blocked('redelivery', { ...asking, selection: { by: 'events', events } })).toMatch('5,000')
  const most: EventSelection = { ...all, except: events.slice(1) }
  expect(blocked('redelivery', { ...asking, selection: most })).toBeUndefined()
  expect(blocked('replay', { ...asking, selection: { ...most, except: events } })).toMatch('5,000 can be taken out')
})
