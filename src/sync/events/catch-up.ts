import { MINUTE } from '../../contract/durations.ts'
import { laterTime } from '../../contract/timestamp.ts'
import { firstPosition, type Listed, type ListedPage, lastPosition, lastPositions } from './page.ts'
import { cursorAfter, type ListPosition, orderOf } from './progress.ts'
import { type FeedReader, UnknownCursor } from './reader.ts'

/** Events may be listed a little out of the order of their creation (milliseconds). */
const DISORDER = MINUTE
/** The most of the newest events that are read again when a person looks; half a page, so it costs no call more. */
const REREAD = 50

export interface CatchUpOptions {
  /** Read again everything from this place on, not only what is new. */
  from?: ListPosition | undefined
  /** Read the newest known events again: others may have redelivered them. */
  rereadNewest: boolean
}

/**
 * Reads what was recorded since the last time, and more where asked. It needs an order and a head, and starts over when
 * the list turns out to have another order than was learned.
 */
export async function catchUp(reader: FeedReader, options: CatchUpOptions): Promise<void> {
  if (reader.progress.state.order === 'oldest-first') await forwards(reader, options)
  else await backwards(reader, options)
}

async function forwards(reader: FeedReader, { from, rereadNewest }: CatchUpOptions): Promise<void> {
  const { progress, feed, index } = reader
  const { head, pageSize } = progress.state
  if (!head) return
  let last: ListPosition | undefined = head
  if (from && from.at <= head.at) last = await index.positionBefore(feed.id, from.at)
  else if (rereadNewest) {
    const count = Math.min(REREAD, Math.floor(pageSize / 2))
    if (count > 0) last = (await index.positionBefore(feed.id, head.at, count - 1)) ?? head
  }
  let passedHead = last === head
  const before = last && (await index.positionBefore(feed.id, last.at))
  for await (const { listed, learnt } of pages(reader, last ?? null, { before })) {
    if (!last && progress.state.head === head && startsOverWhenTurned(reader, listed)) return
    const end = lastPosition(listed)
    passedHead ||= (end !== null && end.at > head.at) || listed.some(({ key }) => key === head.id)
    if (passedHead && end) progress.advanceTo(end)
    await reader.save({ state: {}, ...learnt })
  }
}

async function backwards(reader: FeedReader, { from }: CatchUpOptions): Promise<void> {
  const { gap } = reader.progress.state
  if (gap) {
    const { top, last } = gap
    await downToHead(reader, top, last)
  }
  await downToHead(reader, undefined, null, from?.at)
}

/** Reads down the list from `last` (its start when null) to `head` and, where given, to `floor`. */
async function downToHead(
  reader: FeedReader,
  known: ListPosition | undefined,
  last: ListPosition | null,
  floor?: string,
): Promise<void> {
  const { progress } = reader
  const { head } = progress.state
  let top = known
  let reached = false
  if (!head) return
  const wellBelow = laterTime(head.at, -DISORDER)
  for await (const { listed, learnt } of pages(reader, last)) {
    if (last === null && !top && startsOverWhenTurned(reader, listed)) return
    top ??= firstPosition(listed) ?? undefined
    reached ||= listed.some(({ key, createdAt }) => key === head.id || isBelow(createdAt, wellBelow))
    const end = lastPosition(listed)
    if (top && reached) progress.closeGap(top)
    else if (top && end) progress.descendTo(end, top)
    await reader.save({ state: {}, ...learnt })
    if (reached && (floor === undefined || listed.some(({ createdAt }) => isBelow(createdAt, floor)))) return
  }
  // The list has ended, above what was the newest known event: that one is gone.
  progress.closeGap(top ?? null)
}

const isBelow = (createdAt: string | null, time: string): boolean => createdAt !== null && createdAt < time

/** Starts over when the first page shows another order than was learned, and returns true: no known position holds. */
function startsOverWhenTurned({ progress }: FeedReader, listed: Listed[]): boolean {
  const order = orderOf(listed)
  if (!order || order === progress.state.order) return false
  progress.startOver(order)
  return true
}

interface Beginning {
  /** The keys that are known already. */
  seen?: Set<string>
  /** A place before the start, for an API that refuses to start from the last event of its list. */
  before?: ListPosition | null | undefined
  /** True when the start was listed a moment ago: it is refused because nothing comes after it. */
  listed?: boolean
  /** Called when the API refuses to list on from an event that it has listed: nobody knows whether there is more. */
  brokeOff?: () => void
}

/**
 * Yields pages in the order of the list, until one adds nothing to what was `seen`, or leads nowhere. Notes whether the
 * API follows cursors at all: one that ignores them lists the same page for ever (API 5.1, 18 #16).
 */
export async function* pages(reader: FeedReader, start: ListPosition | null, beginning: Beginning = {}) {
  const { seen = new Set<string>(), listed = false, brokeOff = () => {} } = beginning
  const { progress } = reader
  let last = start
  let before = beginning.before ?? null
  for (;;) {
    const page = await listFrom(reader, { last, before }, listed || last !== start)
    if (!page) return brokeOff()
    const fresh = page.listed.filter(({ key }) => !seen.has(key))
    const repeated = page.listed.length - fresh.length
    const led = fresh.length > 0 ? last !== start && repeated <= 1 : repeated < seen.size
    if (page.listed.length === 0 ? last !== null : led) progress.sawCursorLead()
    if (fresh.length === 0) return
    for (const { key } of fresh) seen.add(key)
    ;[last, before] = lastPositions(page.listed, last ?? before)
    yield { ...page, fresh }
    if (!last) return
  }
}

/**
 * Lists what comes after a place. An API may refuse that past the end of its list; then the place before is tried.
 * Undefined when that is refused too, after an event that is known to be `listed`: nobody knows whether there is more.
 */
async function listFrom(
  reader: FeedReader,
  { last, before }: { last: ListPosition | null; before: ListPosition | null },
  listed: boolean,
): Promise<ListedPage | undefined> {
  const from = (position: ListPosition | null) =>
    reader.list(cursorAfter(reader.progress.state.order ?? 'newest-first', position))
  try {
    return await from(last).catch((error: unknown) => {
      if (error instanceof UnknownCursor && before) return from(before)
      throw error
    })
  } catch (error) {
    if (!(error instanceof UnknownCursor) || !listed) throw error
    return undefined
  }
}
