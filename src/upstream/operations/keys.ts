import type { JwkSet } from '../../contract/upstream/keys.ts'
import { singleFlight } from '../transport/single-flight.ts'

/** How long published keys are kept, in ms (API 18 #41). */
const LIFE = 3_600_000

/**
 * Keeps the published keys for an hour; `fresh` reads them again. One reading at a time, a failed one is not
 * remembered.
 */
export function createKeyCache(read: () => Promise<JwkSet>, now: () => number) {
  let held: { keys: JwkSet; until: number } | undefined

  const readAgain = singleFlight(async (): Promise<JwkSet> => {
    const keys = await read()
    held = { keys, until: now() + LIFE }
    return keys
  })
  return async ({ fresh = false }: { fresh?: boolean } = {}): Promise<JwkSet> => {
    if (held && !fresh && now() < held.until) return held.keys
    return await readAgain()
  }
}
