import type { EventItem } from '../../contract/event.ts'
import { capital } from '../kit/text/count-words.ts'

/** Words for the documented event types, which are changes of a user account (API 3). */
const WORDS = new Map([
  ['entityCreated', 'created'],
  ['entityUpdated', 'updated'],
  ['entityDeleted', 'deleted'],
])

/** Returns an event type in one word; one that is not documented is shown as it came. */
export function eventTypeWord(type: string): string {
  return WORDS.get(type) ?? type
}

/** Returns the word as it stands alone: `Updated`; a token that is not read yet, or cannot be, says so. */
export function eventTypeName(type: string | null, unread = false): string {
  if (type === null) return unread ? 'Not read yet' : 'Unreadable'
  return capital(eventTypeWord(type))
}

/** Returns the title of an event: `User updated`; a token that is not read yet, or cannot be, says so. */
export function eventTitle({ type, entityType, unread }: Pick<EventItem, 'type' | 'entityType' | 'unread'>): string {
  if (type === null && unread) return 'Not read yet'
  return type === null ? 'Unreadable token' : capital(`${entityType ?? 'entity'} ${eventTypeWord(type)}`)
}
