import type { CostedDifference } from '../../contract/upstream/reading.ts'
import { DIFFERENCE_COSTS } from '../words.ts'
import type { Operation } from './operations.ts'

/** A member of an answer that is not as documented, however often. Quotes nothing of any answer. */
export interface NotedDifference extends CostedDifference {
  operation: Operation
  /** Where it was met first; `path` has `*` for places in a list. */
  first: string
  count: number
  /** Milliseconds since 1970. */
  firstAt: number
  lastAt: number
}

/** The differences between the API of one environment and its documentation, as far as they were met. */
export interface Differences {
  note(operation: Operation, found: CostedDifference[]): void
  all(): NotedDifference[]
}

/** Members of an event that the list may leave out: they are read from the single event (API 5.1, 18 #15). */
const READ_LATER = /^\/_embedded\/(\*\/)?\d+\/(attempts|request|response|request\/payload)$/
/** Lists without pages (API 5.3, 10), and what only matters for pages. */
const UNPAGED: readonly Operation[] = ['getHistory', 'listExports']
const PAGING = /^\/(total|_links)$/

const costIn = (operation: Operation, { path, found, cost }: CostedDifference): string => {
  if (operation === 'listEvents' && found === 'absent' && READ_LATER.test(path)) return DIFFERENCE_COSTS.listedLess
  return UNPAGED.includes(operation) && PAGING.test(path) ? DIFFERENCE_COSTS.unpaged : cost
}

/** Kinds of difference that are kept at most: an API that differs everywhere says the same after a few. */
const MOST = 200

export function createDifferences(now: () => number): Differences {
  const noted = new Map<string, NotedDifference>()
  return {
    note(operation, found) {
      for (const difference of found) {
        const { path, found: kind } = difference
        const general = path.replaceAll(/\/\d+(?=\/|$)/g, '/*')
        const key = `${operation} ${general} ${kind}`
        const known = noted.get(key)
        if (known) Object.assign(known, { count: known.count + 1, lastAt: now() })
        else if (noted.size < MOST)
          noted.set(key, {
            ...{ operation, path: general, found: kind, cost: costIn(operation, difference) },
            ...{ first: path, count: 1, firstAt: now(), lastAt: now() },
          })
      }
    },
    all: () => [...noted.values()].map((one) => ({ ...one })),
  }
}
