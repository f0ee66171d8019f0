import type { Place } from './progress.ts'
import type { FeedReader } from './reader.ts'

/** More calls than this, and the feed rests between two readings: a second for every call. */
const EXPENSIVE_CALLS = 20
const REST_PER_CALL = 1_000
const GETS_AT_ONCE = 20
const GETS_AT_MOST = 200

/** How to bring the events up to date that are not final yet. */
export interface SettlingPlan {
  /** List again from this event on; the older ones are read one by one. */
  from: Place | undefined
  /** It would take many calls and was done a moment ago: not now. */
  deferred: boolean
}

/**
 * Plans the fewest calls: the oldest waiting events one by one, as long as that is cheaper than listing again everything
 * recorded since. Tries ever larger numbers of single events, each twice the last.
 */
export async function planSettling({ index, feed, progress, now }: FeedReader): Promise<SettlingPlan> {
  const waiting = await index.unsettledPlaces(feed.id)
  let best: { calls: number; from: Place | undefined } = { calls: waiting.length, from: undefined }
  for (let singles = 0; singles < waiting.length; singles = Math.max(1, singles * 2)) {
    const from = waiting[singles]
    if (!from) break
    const calls = singles + Math.ceil((await index.countSince(feed.id, from.at)) / progress.pageSize)
    if (calls < best.calls) best = { calls, from }
  }
  const rested = now() - (feed.asOf ?? 0) >= best.calls * REST_PER_CALL
  return best.calls > EXPENSIVE_CALLS && !rested
    ? { from: undefined, deferred: true }
    : { from: best.from, deferred: false }
}

/**
 * Reads the events one by one that are not final and have not been read since a moment (ms); what cannot be read is no
 * longer held. Answers whether all of
 * them were; the API's own list of them may be so odd that the plan missed many.
 */
export async function settle(reader: FeedReader, since: number): Promise<boolean> {
  const { index, feed } = reader
  const waiting = await index.unsettledPlaces(feed.id, since)
  const chosen = waiting.slice(0, GETS_AT_MOST)
  for (let start = 0; start < chosen.length; start += GETS_AT_ONCE) {
    const ids = chosen.slice(start, start + GETS_AT_ONCE).map((place) => place.id)
    const readAt = reader.now()
    const answers = await Promise.allSettled(ids.map((id) => reader.get(id)))
    const read = answers.map((answer) => (answer.status === 'fulfilled' ? answer.value : undefined))
    const gone = ids.filter((_, place) => answers[place]?.status === 'fulfilled' && read[place] === undefined)
    await reader.save({ state: {}, events: read.filter((event) => event !== undefined), readAt, gone })
    const failed = answers.find((answer) => answer.status === 'rejected')
    if (failed) throw failed.reason
  }
  return waiting.length <= GETS_AT_MOST
}
