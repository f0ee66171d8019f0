import { DAY, HOUR } from '../../contract/durations.ts'
import { catchUp } from './catch-up.ts'
import { readDetails } from './read-details.ts'
import { type FeedReader, UnknownCursor } from './reader.ts'
import { planRefresh, refreshUnfinished } from './refresh-unfinished.ts'
import { sweep } from './sweep.ts'

/** Everything is read again this often, in the background: it finds what changed unseen and what is gone. */
export const SWEEP_AGE = 6 * HOUR
/** The same on average, where nothing happens; each feed at another age, so that not all of them are swept at once. */
const QUIET_SWEEP_AGE = DAY
const GOLDEN = 0.618034
const quietSweepAge = (feed: number) => QUIET_SWEEP_AGE * (0.5 + ((feed * GOLDEN) % 1))
/** The same, where the API listed fewer events than it said it holds, or some that could not be read. */
const INCOMPLETE_SWEEP_AGE = HOUR
/** A sweep lets new events in between its pages when the copy gets older than this (milliseconds). */
const STALE = 15_000

export interface FeedReading {
  /** True when no person waits: time for a sweep, if one is due. */
  background: boolean
  /** Returns true when a person asked for the newest events since they were last read. */
  wanted: () => boolean
  /** Called when the newest events have been read and a sweep goes on. */
  updated: () => void
}

/**
 * Brings one feed up to date: what is new, what was not final, and, when it has never been read or a sweep is due,
 * everything. A cursor the API does not know any more makes it start over, once.
 */
export async function readFeed(reader: FeedReader, reading: FeedReading): Promise<void> {
  try {
    await read(reader, reading)
  } catch (error) {
    if (!(error instanceof UnknownCursor)) throw error
    reader.progress.startOver()
    await read(reader, reading)
  }
}

async function read(reader: FeedReader, reading: FeedReading): Promise<void> {
  const { now } = reader
  const progress = reader.progress.state
  let updatedAt = progress.sweep?.startedAt ?? now()
  const stale = () => now() - updatedAt > STALE
  const bringUpToDate = async () => {
    if (!progress.head || !progress.order) return
    updatedAt = now()
    await readNewest(reader, !reading.background || reading.wanted())
    if (progress.head && sweepIsDue(reader, reading.background)) reading.updated()
  }
  await bringUpToDate()
  if (!sweepIsDue(reader, reading.background)) return readDetails(reader)
  await sweep(reader, async () => {
    if (reading.wanted() || stale()) await bringUpToDate()
  })
  if (stale()) await bringUpToDate()
  await readDetails(reader)
}

function sweepIsDue({ progress: { state: progress }, feed, now }: FeedReader, background: boolean): boolean {
  if (progress.sweep || progress.sweptAt === null || !progress.head || !progress.order) return true
  const whole = feed.complete && Object.keys(progress.unreadable).length === 0
  const age = whole ? (feed.quiet ? quietSweepAge(feed.id) : SWEEP_AGE) : INCOMPLETE_SWEEP_AGE
  return background && now() - progress.sweptAt >= age
}

async function readNewest(reader: FeedReader, rereadNewest: boolean): Promise<void> {
  const startedAt = reader.now()
  const plan = await planRefresh(reader)
  await catchUp(reader, { from: plan.from, rereadNewest })
  if (!reader.progress.state.head) return
  if (plan.deferred || !(await refreshUnfinished(reader, startedAt))) return
  // The fault of an incomplete copy is not mended by reading the newest events.
  await reader.save({ state: { asOf: startedAt, ...(reader.feed.complete && { problem: null }) } })
}
