import { pages } from './catch-up.ts'
import { firstPlace, type Listed, type ListedPage, lastPlace } from './page.ts'
import { type Order, orderOf, type Progress, type Sweep } from './progress.ts'
import type { FeedReader } from './reader.ts'

const OTHER = { 'oldest-first': 'newest-first', 'newest-first': 'oldest-first' } as const satisfies Record<Order, Order>

/**
 * Reads everything the API lists, or goes on where the last sweep was interrupted. At its end the index holds what the
 * API holds: events it did not list are gone. When it lists fewer than it says it has, the other order is tried; if that
 * does not help, the feed stays incomplete. `pause` is called between pages.
 */
export async function sweep(reader: FeedReader, pause: () => Promise<unknown>): Promise<void> {
  const { progress } = reader
  const complete = await sweepOnce(reader, pause, { learn: true })
  const { order, head } = progress
  if (!complete && order) {
    Object.assign(progress, { order: OTHER[order], head: null, gap: null, sweep: null })
    if (!(await sweepOnce(reader, pause, { learn: false }))) Object.assign(progress, { order, head, gap: null })
  }
  progress.sweep = null
  progress.sweptAt = reader.now()
  await reader.save({ state: {} })
}

/** Answers whether as many events were listed as the API says it holds. */
async function sweepOnce(
  reader: FeedReader,
  pause: () => Promise<unknown>,
  { learn }: { learn: boolean },
): Promise<boolean> {
  const { progress, feed } = reader
  // Without an order the last event does not tell where to go on; there were only a few.
  if (progress.order === null) progress.sweep = null
  progress.sweep ??= { startedAt: reader.now(), last: null, listed: 0, total: null }
  const { sweep } = progress
  const take = async ({ listed, fresh, total, learnt }: ListedPage & { fresh: Listed[] }) => {
    if (sweep.last === null) begin(progress, sweep, listed, { total, learn })
    else progress.order ??= 'newest-first' // it came with `before`, which only leads on in this order
    sweep.last = lastPlace(listed) ?? sweep.last
    sweep.listed += fresh.length
    const filling = progress.sweptAt === null && { asOf: Math.max(feed.asOf ?? 0, sweep.startedAt) }
    await reader.save({ state: { ...filling, total: sweep.total, problem: null }, ...learnt })
    await pause()
  }
  const seen = new Set<string>()
  for await (const page of pages(reader, sweep.last, seen)) await take(page)
  const end = sweep.last
  if (progress.order === null && end !== null) {
    // Nothing before the first event: either the list is oldest first, or that was all.
    progress.order = 'oldest-first'
    for await (const page of pages(reader, end, seen)) await take(page)
    if (sweep.last === end) progress.order = null
  }
  return finish(reader, sweep)
}

/** The first page shows the order, unless it has too little, and how many events there are. */
function begin(
  progress: Progress,
  sweep: Sweep,
  listed: Listed[],
  { total, learn }: { total: number; learn: boolean },
): void {
  sweep.total = total
  const order = orderOf(listed)
  if (learn && order && order !== progress.order) Object.assign(progress, { order, head: null, gap: null })
  const first = firstPlace(listed)
  if (progress.order !== 'oldest-first' && first) Object.assign(progress, { head: first, gap: null })
}

async function finish(reader: FeedReader, sweep: Sweep): Promise<boolean> {
  const { progress, feed } = reader
  if (progress.order !== 'newest-first' || sweep.last === null) progress.head = sweep.last
  // A few may expire while a long list is read; whole pages do not.
  const total = sweep.total ?? 0
  const complete = total - sweep.listed <= Math.floor(total / 100)
  if (complete) reader.unread.onlySince(sweep.startedAt)
  await reader.save({
    state: { complete, total, asOf: Math.max(feed.asOf ?? 0, sweep.startedAt) },
    ...(complete && { goneUnlessReadSince: sweep.startedAt }),
  })
  return complete
}
