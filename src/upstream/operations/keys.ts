import { HOUR } from '../../contract/durations.ts'
import type { ReadKey } from '../../contract/upstream/keys.ts'
import { singleFlight } from '../transport/single-flight.ts'

/** Milliseconds for which published keys are kept (API 18 #41). */
const LIFE = HOUR

/**
 * Keeps the published keys for an hour; `fresh` reads them again. They are read once at a time, and a failure is not
 * remembered.
 */
export function createKeyCache(read: () => Promise<ReadKey[]>, now: () => number) {
  let held: { keys: ReadKey[]; until: number } | undefined

  const readAgain = singleFlight(async (): Promise<ReadKey[]> => {
    const keys = await read()
    held = { keys, until: now() + LIFE }
    return keys
  })
  return async ({ fresh = false }: { fresh?: boolean } = {}): Promise<ReadKey[]> => {
    if (held && !fresh && now() < held.until) return held.keys
    return await readAgain()
  }
}
