import type { EVENT_STATES, UpstreamEvent } from '../../contract/upstream/event.ts'

/** An event as the API gives it, in a list or by itself. */
export type StoredEvent = Pick<UpstreamEvent, 'id' | 'state' | 'createdAt' | 'updatedAt'> & {
  attempts?: number | null | undefined
  request?: { payload?: unknown } | null | undefined
  response?: { statusCode?: number | null | undefined; error?: string | null | undefined } | null | undefined
}

/** Words that an API may use for the documented states; only those that can mean nothing else. */
const OTHER_NAMES = new Map(
  Object.entries({
    success: ['succeeded', 'successful', 'delivered'],
    failure: ['failed', 'fail', 'error'],
    'awaiting-retry': ['retry', 'retrying', 'pending-retry', 'waiting-retry'],
    'awaiting-executing': ['awaiting-scheduling', 'awaiting-execution', 'pending', 'queued', 'scheduled'],
    executing: ['in-progress', 'processing', 'running', 'delivering', 'sending'],
  } satisfies Record<(typeof EVENT_STATES)[number], string[]>).flatMap(([state, names]) =>
    names.map((name) => [name, state] as const),
  ),
)

/** A state in one spelling: lower case, hyphens, other words replaced (API 6.1). Unknown ones come through. */
export function normaliseState(state: string): string {
  const name = state
    .trim()
    .replaceAll(/([a-z])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replaceAll(/[_\s]+/g, '-')
  return OTHER_NAMES.get(name) ?? name
}
