import { afterAll, vi } from 'vitest'

/** The longest wait of a test, in ms. A test goes on as soon as it can; only a failure takes so long. */
export const PATIENCE = 30_000

const { waitFor } = vi
vi.waitFor = (callback, options = {}) =>
  waitFor(callback, { timeout: PATIENCE, ...(typeof options === 'number' ? { timeout: options } : options) })

/** Files share a worker: a clock or a global that one replaced is not left to the next. */
afterAll(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})
