import { expect, it } from 'vitest'
import type { Occurrence, TrailItem } from '../../contract/user-trail.ts'
import { failedIn, occurrenceName, toldWords, untoldWords } from './trail-words.ts'

const NOW = Date.UTC(2026, 10, 21, 12)
const anItem = (title: string, state: string, changes: Partial<TrailItem> = {}): TrailItem => ({
  ...{ id: `event ${title}`, subscriptionId: `subscription ${title}`, state, attempts: 1, unread: false },
  ...{ createdAt: '2026-11-20T07:37:00Z', updatedAt: '2026-11-20T07:38:00Z', expiresAt: '2026-11-27T07:37:00Z' },
  ...{ type: 'entityDeleted', eventId: 'claim', entityType: 'user', attributes: [], user: 'u', application: null },
  ...{ client: null, occurredAt: null, listenerStatus: null, listenerError: null, cause: null },
  subscription: { title, enabled: true },
  ...changes,
})
const none = { count: 0, items: [] }
const anOccurrence = (items: TrailItem[], changes: Partial<Occurrence> = {}): Occurrence => ({
  ...{ eventId: 'claim', type: 'entityDeleted', at: '2026-11-20T07:37:00Z', items },
  ...{ filtered: none, absent: none, unclear: none, notSubscribed: 22 },
  ...changes,
})

it('says how many were told, of all that take such events', () => {
  const delivered = Array.from({ length: 12 }, (_, place) => anItem(`Listener ${place}`, 'success'))
  const wishes = anItem('Wish lists', 'failure', { expiresAt: '2026-11-21T13:00:00Z' })
  const deletion = anOccurrence([...delivered, wishes], { filtered: { count: 1, items: [] } })
  expect([occurrenceName(deletion.type), toldWords(deletion)]).toEqual([
    'Deletion',
    'told to 12 of 14 subscriptions that take deletions',
  ])
  expect(untoldWords(deletion, NOW)).toEqual(['1 failed (Wish lists; expires in 1 h)', '1 filter drops it'])
  expect(failedIn([deletion])).toEqual([{ subscriptionId: 'subscription Wish lists', id: 'event Wish lists' }])
})

it('claims nothing of what is on the way, not stored, or in a state that nobody knows', () => {
  const deletion = anOccurrence(
    [anItem('Waiting', 'awaiting-retry'), anItem('Odd', 'on-hold'), anItem('Told', 'success')],
    { absent: { count: 2, items: [] }, unclear: { count: 1, items: [] } },
  )
  expect(toldWords(deletion)).toBe('told to 1 of 6 subscriptions that take deletions')
  expect(untoldWords(deletion, NOW)).toEqual([
    '1 on the way (Waiting)',
    '1 in a state that is not known',
    '2 have nothing stored of it',
    '1 only a custom filter can tell',
  ])
  expect(failedIn([deletion])).toEqual([])
  expect(untoldWords(anOccurrence([anItem('Told', 'success')]), NOW)).toEqual([])
})
