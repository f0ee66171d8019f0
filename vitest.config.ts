import { defineConfig } from 'vitest/config'

/** `.test.ts` runs in Node, `.test.tsx` in jsdom; `e2e/` belongs to Playwright. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'node',
          environment: 'node',
          include: ['src/**/*.test.ts'],
          globalSetup: ['src/testing/one-postgres.ts'],
        },
      },
      {
        extends: './vite.config.ts',
        test: {
          name: 'jsdom',
          environment: 'jsdom',
          include: ['src/**/*.test.tsx'],
          setupFiles: ['src/testing/setup.ts'],
          testTimeout: 60_000,
        },
      },
    ],
  },
})
