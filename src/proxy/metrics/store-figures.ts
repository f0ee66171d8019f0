import { setImmediate as yieldToEventLoop } from 'node:timers/promises'
import type { StateFigure } from '../../store/events/figures.ts'
import type { RunFigures } from '../../store/runs/book.ts'
import type { Store } from '../../store/store.ts'

/** The figures of one environment's copies of event stores. Times are in milliseconds since 1970. */
export interface EnvironmentFigures {
  environment: string
  events: StateFigure[]
  /** The age of the oldest copy tells how far the reading is behind; null when nothing was read. */
  oldestFeed: number | null
  feeds: Record<'unread' | 'incomplete' | 'complete', number>
}

/** The figures that are read from the store: the same in all processes that share it. */
export interface StoreFigures {
  environments: EnvironmentFigures[]
  runs: RunFigures
  /** The time (ms) at which they were read. */
  at: number
}

/** Subscriptions that are counted at once: with SQLite everybody waits for it. */
const AT_ONCE = 20

/** Reads the figures, a few subscriptions at a time and with room for others in between. */
export async function readStoreFigures(
  { events, runs }: Pick<Store, 'events' | 'runs'>,
  environments: readonly string[],
  now: () => number,
): Promise<StoreFigures> {
  const at = now()
  const read: EnvironmentFigures[] = []
  for (const environment of environments) {
    const feeds = await events.feeds.list(environment)
    const counted: StateFigure[] = []
    for (let first = 0; first < feeds.length; first += AT_ONCE) {
      counted.push(...(await events.figures(feeds.slice(first, first + AT_ONCE))))
      await yieldToEventLoop()
    }
    const times = feeds.flatMap(({ asOf }) => asOf ?? [])
    const unread = feeds.length - times.length
    const complete = feeds.filter((feed) => feed.asOf !== null && feed.complete).length
    read.push({
      environment,
      events: counted,
      oldestFeed: times.length > 0 ? Math.min(...times) : null,
      feeds: { unread, complete, incomplete: times.length - complete },
    })
  }
  return { environments: read, runs: await runs.figures(), at }
}
