import type { Difference } from '../../contract/upstream/reading.ts'
import type { Operation } from './operations.ts'

/** A member of an answer that is not as documented, however often. Quotes nothing of any answer. */
export interface NotedDifference extends Difference {
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
  note(operation: Operation, found: Difference[]): void
  all(): NotedDifference[]
}

/** Kinds of difference that are kept at most: an API that differs everywhere says the same after a few. */
const MOST = 200

export function createDifferences(now: () => number): Differences {
  const noted = new Map<string, NotedDifference>()
  return {
    note(operation, found) {
      for (const { path, found: kind } of found) {
        const general = path.replaceAll(/\/\d+(?=\/|$)/g, '/*')
        const key = `${operation} ${general} ${kind}`
        const known = noted.get(key)
        if (known) Object.assign(known, { count: known.count + 1, lastAt: now() })
        else if (noted.size < MOST)
          noted.set(key, {
            ...{ operation, path: general, found: kind, first: path, count: 1 },
            ...{ firstAt: now(), lastAt: now() },
          })
      }
    },
    all: () => [...noted.values()].map((one) => ({ ...one })),
  }
}
