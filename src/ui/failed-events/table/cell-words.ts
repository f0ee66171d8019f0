import type { EventItem } from '../../../contract/event.ts'

/** What stands under the listener's answer: its kind, or the error as the API tells it. */
export function answerDetail({ cause, listenerError }: Pick<EventItem, 'cause' | 'listenerError'>): string | undefined {
  return (cause && KINDS[cause]) || listenerError?.slice(0, 200) || undefined
}

const KINDS: Partial<Record<NonNullable<EventItem['cause']>, string>> = {
  redirect: 'never followed',
  'client-error': 'client error',
  'server-error': 'server error',
}
