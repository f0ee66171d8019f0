import { pages } from './catch-up.ts'
import { firstPosition, type Listed, type ListedPage, lastPosition, lastPositions } from './page.ts'
import { type ListPosition, type Order, orderOf, type ReadingProgress, type Sweep } from './progress.ts'
import type { FeedReader } from './reader.ts'

const OTHER = { 'oldest-first': 'newest-first', 'newest-first': 'oldest-first' } as const satisfies Record<Order, Order>

/**
 * Reads everything the API lists, or goes on where the last sweep was interrupted. At its end the index holds what the
 * API holds: events it did not list are gone. When it lists fewer than it says it has, the other order is tried; if
 * that does not help, the feed stays incomplete. `pause` is called between pages.
 */
export async function sweep(reader: FeedReader, pause: () => Promise<unknown>): Promise<void> {
  const { progress } = reader
  const complete = await sweepOnce(reader, pause, { learn: true })
  const { order, head } = progress.state
  if (!complete && order) {
    progress.startOver(OTHER[order])
    if (!(await sweepOnce(reader, pause, { learn: false }))) progress.restore({ order, head })
  }
  progress.endSweep(reader.now())
  await reader.save({ state: {} })
}

/** Returns true when everything was listed that the API holds, as far as it can be known. */
async function sweepOnce(
  reader: FeedReader,
  pause: () => Promise<unknown>,
  { learn }: { learn: boolean },
): Promise<boolean> {
  const { progress, feed } = reader
  const sweep = progress.beginSweep(reader.now())
  let before: ListPosition | null = null
  const take = async ({ listed, fresh, total, learnt }: ListedPage & { fresh: Listed[] }) => {
    if (sweep.last === null) readFirstPage(progress, sweep, listed, { total, learn })
    else progress.assumeOrder('newest-first') // it came with `before`, which only leads on in this order
    before = lastPositions(listed, sweep.last)[1]
    progress.sweptPage(sweep, { last: lastPosition(listed), fresh: fresh.length })
    const filling = progress.state.sweptAt === null && { asOf: Math.max(feed.asOf ?? 0, sweep.startedAt) }
    await reader.save({ state: { ...filling, total: sweep.total, problem: null }, ...learnt })
    await pause()
  }
  const seen = new Set<string>()
  const brokeOff = () => progress.brokeOff(true)
  for await (const page of pages(reader, sweep.last, { seen, brokeOff })) await take(page)
  const end = sweep.last
  if (progress.state.order === null && end !== null) {
    // Nothing before the first event: either the list is oldest first, or that was all.
    progress.assumeOrder('oldest-first')
    // A refusal met in the wrong order does not say that there is more.
    progress.brokeOff(false)
    for await (const page of pages(reader, end, { seen, before, listed: true, brokeOff })) await take(page)
    if (sweep.last === end) progress.forgetOrder()
  }
  return finish(reader, sweep)
}

/** Learns from the first page the order, unless it has too little, and the number of events. */
function readFirstPage(
  progress: ReadingProgress,
  sweep: Readonly<Sweep>,
  listed: Listed[],
  { total, learn }: { total: number | undefined; learn: boolean },
): void {
  progress.expectOfSweep(sweep, total)
  const order = orderOf(listed)
  if (learn && order) progress.learnOrder(order)
  const first = firstPosition(listed)
  if (progress.state.order !== 'oldest-first' && first) progress.closeGap(first)
}

async function finish(reader: FeedReader, sweep: Readonly<Sweep>): Promise<boolean> {
  const { progress, feed } = reader
  if (progress.state.order !== 'newest-first' || sweep.last === null) progress.advanceTo(sweep.last)
  const { total } = sweep
  const complete = isWhole(reader, sweep)
  if (complete) reader.unread.onlySince(sweep.startedAt)
  await reader.save({
    // Read to its end, also when what was interrupted had no page left.
    state: { complete, total, asOf: Math.max(feed.asOf ?? 0, sweep.startedAt), problem: null },
    ...(complete && { goneUnlessReadSince: sweep.startedAt }),
  })
  return complete
}

/**
 * Returns true when as many were listed as the API says it holds; a few may expire while a long list is read, whole
 * pages do not. Where it does not say, the end of the list is the end, if cursors lead there.
 */
function isWhole({ progress }: FeedReader, { total, listed, brokenOff }: Readonly<Sweep>): boolean {
  if (total === null) return listed === 0 || (progress.state.cursorsLead && !brokenOff)
  return total - listed <= Math.floor(total / 100)
}
