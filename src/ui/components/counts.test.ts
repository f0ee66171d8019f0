import { describe, expect, it } from 'vitest'
import type { Freshness } from '../../contract/freshness.ts'
import { counted } from '../kit/text/count-words.ts'
import { countText, freshnessOf } from './counts.ts'

const fresh = (change: Partial<Freshness> = {}): Freshness => ({
  asOf: '2026-11-21T10:00:00Z',
  complete: true,
  read: 400,
  total: 400,
  syncing: false,
  problem: null,
  unreadable: 0,
  unknownStates: [],
  ...change,
})

it('puts the noun to the number', () => {
  expect([counted(0, 'event'), counted(1, 'event'), counted(2000, 'event')]).toEqual([
    '0 events',
    '1 event',
    '2,000 events',
  ])
})

describe('a count from the event index', () => {
  it('is given as it is when everything was read', () => {
    expect(countText(1234, fresh())).toEqual({ text: '1,234', caveat: undefined })
  })

  it('is a lower bound while events are in a state that the console does not know', () => {
    const unknownStates = [
      { state: 'paused', count: 4 },
      { state: 'weird', count: 2 },
    ]
    expect(countText(0, fresh({ unknownStates }))).toEqual({
      text: '0+',
      caveat: 'At least 0: 6 events are in a state this console does not know: paused (4), weird (2)',
    })
  })

  it('is a lower bound when a part was read', () => {
    expect(countText(34, fresh({ complete: false, read: 120 }))).toEqual({
      text: '34+',
      caveat: 'At least 34: 120 of 400 events read so far',
    })
  })

  it('says how much was read when nobody knows how much there is', () => {
    expect(countText(0, fresh({ complete: false, read: 1200, total: null }))).toEqual({
      text: '0+',
      caveat: 'At least 0: 1,200 events read so far',
    })
  })

  it('is no number at all when nothing was read', () => {
    expect(countText(0, fresh({ asOf: null, complete: false, read: 0 })).text).toBe('–')
  })
})

it('is as fresh as its oldest part', () => {
  expect(
    freshnessOf([
      fresh(),
      fresh({ asOf: '2026-11-21T09:59:59.5Z', complete: false }),
      fresh({ asOf: null, complete: false, problem: 'Too slow' }),
    ]),
  ).toEqual({ asOf: '2026-11-21T09:59:59.5Z', unread: 1, partial: 1, unknown: 0, failed: 1 })
})
