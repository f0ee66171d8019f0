import type { ListPosition } from './progress.ts'
import type { FeedReader } from './reader.ts'

/** Beyond this number of calls the feed rests between two readings, a second for every call. */
const EXPENSIVE_CALLS = 20
const REST_PER_CALL = 1_000
const GETS_AT_ONCE = 20
const GETS_AT_MOST = 200

/** The way to bring the events up to date that are not final yet. */
export interface RefreshPlan {
  /** The position from which the list is read again; older events are read one by one. */
  from: ListPosition | undefined
  /** True when it would take many calls and was done a moment ago: not now. */
  deferred: boolean
}

/**
 * Plans the fewest calls: the oldest waiting events one by one, as long as that is cheaper than listing again
 * everything recorded since. Tries ever larger numbers of single events, each twice the last.
 */
export async function planRefresh({ index, feed, progress, now }: FeedReader): Promise<RefreshPlan> {
  const waiting = await index.unsettledPositions(feed.id)
  let best: { calls: number; from: ListPosition | undefined } = { calls: waiting.length, from: undefined }
  for (let singles = 0; singles < waiting.length; singles = Math.max(1, singles * 2)) {
    const from = waiting[singles]
    if (!from) break
    const calls = singles + Math.ceil((await index.countSince(feed.id, from.at)) / progress.state.pageSize)
    if (calls < best.calls) best = { calls, from }
  }
  const rested = now() - (feed.asOf ?? 0) >= best.calls * REST_PER_CALL
  return best.calls > EXPENSIVE_CALLS && !rested
    ? { from: undefined, deferred: true }
    : { from: best.from, deferred: false }
}

/**
 * Reads one by one the events that are not final and have not been read since a moment (ms). Those that are not to be had
 * so stay as they are, until they expire or a sweep does not meet them (API 5.1). Returns true when it read all of them:
 * the API's list may be so odd that the plan missed many.
 */
export async function refreshUnfinished(reader: FeedReader, since: number): Promise<boolean> {
  const { index, feed } = reader
  const waiting = await index.unsettledPositions(feed.id, since)
  const chosen = waiting.slice(0, GETS_AT_MOST)
  for (let start = 0; start < chosen.length; start += GETS_AT_ONCE) {
    const batch = chosen.slice(start, start + GETS_AT_ONCE)
    const readAt = reader.now()
    const answers = await Promise.allSettled(batch.map(({ id }) => reader.get(id)))
    const events = answers.flatMap((answer) => (answer.status === 'fulfilled' ? (answer.value ?? []) : []))
    await reader.save({ state: {}, events, readAt })
    const failed = answers.find((answer) => answer.status === 'rejected')
    if (failed) throw failed.reason
  }
  return waiting.length <= GETS_AT_MOST
}
