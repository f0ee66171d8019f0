import { laterTime } from '../../contract/timestamp.ts'
import { firstPlace, type Listed, lastPlace } from './page.ts'
import { cursorAfter, orderOf, type Place } from './progress.ts'
import type { FeedReader } from './reader.ts'

/** Events may be listed a little out of the order of their creation (milliseconds). */
const DISORDER = 60_000
/** How many of the newest events are read again when somebody looks, at most; half a page, so it costs no call more. */
const REREAD = 50

export interface CatchUpOptions {
  /** Read again everything from this place on, not only what is new. */
  from?: Place | undefined
  /** Read the newest known events again: others may have redelivered them. */
  rereadNewest: boolean
}

/**
 * Reads what was recorded since the last time, and more where asked. Needs `progress.order` and `progress.head`; clears
 * them when the list turns out to be another than it was, so that it is read from the start.
 */
export async function catchUp(reader: FeedReader, options: CatchUpOptions): Promise<void> {
  if (reader.progress.order === 'oldest-first') await forwards(reader, options)
  else await backwards(reader, options)
}

async function forwards(reader: FeedReader, { from, rereadNewest }: CatchUpOptions): Promise<void> {
  const { progress, feed, index } = reader
  const { head } = progress
  if (!head) return
  let last: Place | undefined = head
  if (from && from.at <= head.at) last = await index.placeBefore(feed.id, from.at)
  else if (rereadNewest) {
    const count = Math.min(REREAD, Math.floor(progress.pageSize / 2))
    if (count > 0) last = (await index.placeBefore(feed.id, head.at, count - 1)) ?? head
  }
  let passedHead = last === head
  for await (const { listed, learnt } of pages(reader, last ?? null)) {
    if (!last && progress.head === head && listHasTurned(reader, listed)) return
    const end = lastPlace(listed)
    passedHead ||= (end !== null && end.at > head.at) || listed.some(({ key }) => key === head.id)
    if (passedHead && end) progress.head = end
    await reader.save({ state: {}, ...learnt })
  }
}

async function backwards(reader: FeedReader, { from }: CatchUpOptions): Promise<void> {
  const { progress } = reader
  if (progress.gap) {
    const { top, last } = progress.gap
    await downToHead(reader, top, last)
  }
  await downToHead(reader, undefined, null, from?.at)
}

/** Reads down the list from `last` (its start when null) to `head` and, where given, to `floor`. */
async function downToHead(
  reader: FeedReader,
  known: Place | undefined,
  last: Place | null,
  floor?: string,
): Promise<void> {
  const { progress } = reader
  const { head } = progress
  let top = known
  let reached = false
  if (!head) return
  const wellBelow = laterTime(head.at, -DISORDER)
  for await (const { listed, learnt } of pages(reader, last)) {
    if (last === null && !top && listHasTurned(reader, listed)) return
    top ??= firstPlace(listed) ?? undefined
    reached ||= listed.some(({ key, createdAt }) => key === head.id || isBelow(createdAt, wellBelow))
    const end = lastPlace(listed)
    if (top && end) progress.gap = reached ? null : { top, last: end }
    if (top && reached) progress.head = top
    await reader.save({ state: {}, ...learnt })
    if (reached && (floor === undefined || listed.some(({ createdAt }) => isBelow(createdAt, floor)))) return
  }
  // The list has ended, above what was the newest known event: that one is gone.
  progress.head = top ?? null
  progress.gap = null
}

const isBelow = (createdAt: string | null, time: string): boolean => createdAt !== null && createdAt < time

/** Whether the first page shows another order than was learned: then nothing holds of what we know of our place in it. */
function listHasTurned({ progress }: FeedReader, listed: Listed[]): boolean {
  const order = orderOf(listed)
  if (!order || order === progress.order) return false
  Object.assign(progress, { order, head: null, gap: null, sweep: null })
  return true
}

/** Pages in the order of the list, until one adds nothing to what was `seen` (keys), or leads nowhere. */
export async function* pages(reader: FeedReader, start: Place | null, seen = new Set<string>()) {
  let last = start
  for (;;) {
    const page = await reader.list(cursorAfter(reader.progress.order ?? 'newest-first', last))
    const fresh = page.listed.filter(({ key }) => !seen.has(key))
    if (fresh.length === 0) return
    for (const { key } of fresh) seen.add(key)
    last = lastPlace(page.listed)
    yield { ...page, fresh }
    if (!last) return
  }
}
