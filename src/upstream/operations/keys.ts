import type { JwkSet } from '../../contract/upstream/keys.ts'

/** How long published keys are kept, in ms (API 18 #41). */
const LIFE = 3_600_000

/**
 * Keeps the published keys for an hour; `fresh` reads them again. One reading at a time, a failed one is not
 * remembered.
 */
export const createKeyCache = (read: () => Promise<JwkSet>, now: () => number) => {
  let held: { keys: JwkSet; until: number } | undefined
  let pending: Promise<JwkSet> | undefined

  const readAgain = async (): Promise<JwkSet> => {
    const keys = await read()
    held = { keys, until: now() + LIFE }
    return keys
  }
  return async ({ fresh = false }: { fresh?: boolean } = {}): Promise<JwkSet> => {
    if (held && !fresh && now() < held.until) return held.keys
    pending ??= readAgain().finally(() => {
      pending = undefined
    })
    return await pending
  }
}
