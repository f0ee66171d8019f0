import type { EventItem } from '../../contract/event.ts'
import { eventTypeWord } from '../components/event-type.ts'

/** `User updated`; what could not be read says so. */
export function eventTitle({ type, entityType }: Pick<EventItem, 'type' | 'entityType'>): string {
  if (type === null) return 'Unreadable token'
  const words = `${entityType ?? 'entity'} ${eventTypeWord(type)}`
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** What stands under the listener's answer: its kind, or the error as the API tells it. */
export function answerDetail({ cause, listenerError }: Pick<EventItem, 'cause' | 'listenerError'>): string | undefined {
  return (cause && KINDS[cause]) || listenerError?.slice(0, 200) || undefined
}

const KINDS: Partial<Record<NonNullable<EventItem['cause']>, string>> = {
  redirect: 'never followed',
  'client-error': 'client error',
  'server-error': 'server error',
}
