import type { EventDetail, EventPage } from '../../contract/event.ts'
import { serverNow } from '../kit/time/server-clock.ts'

const ENDED = new Set(['success', 'failure'])

/** Nothing more happens to it by itself (API 6.1). */
function hasEnded(state: string): boolean {
  return ENDED.has(state)
}

/**
 * Returns the interval at which a page of events is read again, in ms: short while more is read or something is under
 * way.
 */
export function pollEvery(page: EventPage | undefined): number {
  if (page?.freshness.syncing) return 1_500
  return page?.items.some(({ state }) => !hasEnded(state)) ? 10_000 : 30_000
}

/** Nearer than this its turn is worth a look every second or two, in ms. */
const SOON = 60_000

/** It is in a run that has yet to send it, or that follows what it sent. */
export function isQueued({ queued }: EventDetail): boolean {
  return queued !== null
}

/** Something happens to it yet: by Identity Cloud, or by a run. */
export function isUnderWay(detail: EventDetail): boolean {
  return !hasEnded(detail.event.state) || isQueued(detail)
}

/**
 * Returns the interval at which a followed event is read again, in ms: a scheduled one goes out at once, a retry can
 * take hours, and so can its turn in a run.
 */
export function followEvery(detail: EventDetail | undefined): number | false {
  if (!detail || !isUnderWay(detail)) return false
  const { event, queued } = detail
  if (event.state === 'awaiting-retry') return 5_000
  if (queued?.state !== 'waiting' && queued?.state !== 'held') return 1_000
  const soon = queued.goesOutAt !== null && Date.parse(queued.goesOutAt) - serverNow() < SOON
  return soon ? 2_000 : 10_000
}
