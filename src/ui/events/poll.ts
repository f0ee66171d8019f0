import type { EventDetail, EventPage } from '../../contract/event.ts'

const ENDED = new Set(['success', 'failure'])

/** Nothing more happens to it by itself (API 6.1). */
export const hasEnded = (state: string): boolean => ENDED.has(state)

/** How often to look at a page of events again, in ms: often while more is read or something is under way. */
export const pollEvery = (page: EventPage | undefined): number => {
  if (page?.freshness.syncing) return 1_500
  return page?.items.some(({ state }) => !hasEnded(state)) ? 10_000 : 30_000
}

/** How often to look at an event that is being followed, in ms: a scheduled one goes out at once, a retry can take hours. */
export const followEvery = (detail: EventDetail | undefined): number | false => {
  if (!detail || hasEnded(detail.event.state)) return false
  return detail.event.state === 'awaiting-retry' ? 5_000 : 1_000
}
