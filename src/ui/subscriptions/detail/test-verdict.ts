import type { EventItem, EventPage } from '../../../contract/event.ts'

/** Clocks differ: an event may bear a time this much before the console sent the test, in ms. */
const SKEW = 60_000
/** The event store was read so long after sending, in ms: what it does not show by then it does not store. */
const SETTLED = 10_000
/** The longest wait, in ms. */
export const PATIENCE = 60_000

interface Sent {
  /** The time at which the API took the test, by the console's clock. */
  sentAt: string
  /** The test events that were there before. */
  known: ReadonlySet<string>
  /** The time a person has been waiting, in ms. */
  waited: number
}

/** The verdict on a test notification: still looked for, seen with the listener's answer, or not to be known. */
export interface Verdict {
  is: 'watching' | 'answered' | 'unknown'
  event: EventItem | undefined
}

const isTried = (state: string): boolean => state !== 'executing' && state !== 'awaiting-executing'

/** Looks for a test among the stored events; whether they are stored at all is not documented (API 8). */
export function verdictOf(page: EventPage | undefined, { sentAt, known, waited }: Sent): Verdict {
  const sent = Date.parse(sentAt)
  const event = page?.items.find(
    ({ id, type, createdAt }) => type === 'test' && !known.has(id) && Date.parse(createdAt) >= sent - SKEW,
  )
  if (event && event.attempts !== 0 && isTried(event.state)) return { is: 'answered', event }
  if (event) return { is: waited < PATIENCE ? 'watching' : 'unknown', event }
  const asOf = page?.freshness.complete && !page.freshness.syncing ? page.freshness.asOf : null
  const looked = asOf !== null && Date.parse(asOf) >= sent + SETTLED
  return { is: looked || waited >= PATIENCE ? 'unknown' : 'watching', event: undefined }
}
