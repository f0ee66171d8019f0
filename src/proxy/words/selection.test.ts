import { describe, expect, it } from 'vitest'
import { EventSelection } from '../../contract/failed-event.ts'
import { exceptWords, nothingLeftWords, selectionWords } from './selection.ts'

const ID = '00000000-0000-4000-8000-00000000000a'
const words = (selection: unknown) => selectionWords(EventSelection.parse(selection))
const NONE = { superseded: 0, queued: 0, succeeded: 0, notFailed: 0, expired: 0, unseen: 0 }

describe('a selection in words', () => {
  it('of rows says how many', () => {
    const events = [{ subscriptionId: ID, id: ID }]
    expect(words({ by: 'events', events })).toBe('1 event, selected one by one')
  })

  it('of all that match says what they matched, and as of when', () => {
    const match = { status: 503, expiresWithin: 24, subscription: ID }
    expect(words({ by: 'match', match, asOf: '2026-11-20T12:00:00Z', count: 4212 })).toBe(
      `4,212 events that matched status 503, hours to expiry at most 24, state failure, subscription ${ID}, known by 2026-11-20T12:00:00Z`,
    )
  })

  it('of all that match except some says how many stayed out', () => {
    const selection = { by: 'match', match: {}, asOf: '2026-11-20T12:00:00Z', count: 4209 }
    const event = (last: number) => ({ subscriptionId: ID, id: ID.slice(0, -1) + last })
    expect(words({ ...selection, except: [1, 2, 3].map(event) })).toBe(
      '4,209 events: all that matched state failure, known by 2026-11-20T12:00:00Z, except 3 events',
    )
    expect(words({ ...selection, except: [event(1)] })).toMatch(/, except 1 event$/)
  })
})

it('names what was taken out, a hundred at most', () => {
  const named = (except: object[]) =>
    exceptWords(EventSelection.parse({ by: 'match', match: {}, asOf: '2026-11-20T12:00:00Z', except, count: 1 }))
  const event = { subscriptionId: ID, id: ID }
  expect(named([event])).toEqual([`event ${ID} of subscription ${ID}`])
  const many = named(Array.from({ length: 5000 }, () => event))
  expect([many?.length, many?.at(-1)]).toEqual([101, 'and 4,900 events more'])
  expect([named([]), exceptWords({ by: 'events', events: [event] })]).toEqual([undefined, undefined])
})

it('says why nothing is left', () => {
  expect(nothingLeftWords({ ...NONE, queued: 1200, unseen: 2 })).toBe(
    'None of these events is to be sent: 1,200 events already in the queue of another run; 2 events no longer found: expired, or of a subscription that is gone',
  )
  expect(nothingLeftWords(NONE)).toBe('None of these events is to be sent')
})
