import { vi } from 'vitest'

/** How long a test waits for what must come, in ms. It goes on as soon as that is there; only a failure takes so long. */
export const PATIENCE = 30_000

const { waitFor } = vi
vi.waitFor = (callback, options = {}) =>
  waitFor(callback, { timeout: PATIENCE, ...(typeof options === 'number' ? { timeout: options } : options) })
