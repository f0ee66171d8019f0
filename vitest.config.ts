import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

/** More than a test ever waits; a machine that others use too may stand still for a while. */
const timeouts = { testTimeout: 300_000, hookTimeout: 300_000 }

/** Modules are loaded once in each worker, not once for each file: a third of the time. A test leaves no state behind. */
const isolate = false

/** Two at least: much of a test's time is waiting for PostgreSQL, a disk or a child, which costs this process nothing. */
const maxWorkers = Math.max(2, availableParallelism() - 1)

/** `.test.ts` runs in Node, `.test.tsx` in jsdom; `e2e/` belongs to Playwright. */
export default defineConfig({
  test: {
    // A passing test prints only what is expected: the output of failures alone is worth reading.
    silent: 'passed-only',
    projects: [
      {
        test: {
          name: 'node',
          environment: 'node',
          include: ['src/**/*.test.ts'],
          globalSetup: ['src/testing/one-postgres.ts'],
          setupFiles: ['src/testing/patience.ts'],
          isolate,
          maxWorkers,
          ...timeouts,
        },
      },
      {
        extends: './vite.config.ts',
        test: {
          name: 'jsdom',
          environment: 'jsdom',
          include: ['src/**/*.test.tsx'],
          setupFiles: ['src/testing/patience.ts', 'src/testing/setup.ts'],
          isolate,
          maxWorkers,
          ...timeouts,
        },
      },
    ],
  },
})
