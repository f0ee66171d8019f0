import { defineConfig } from '@playwright/test'

const chromium = process.env.CHROMIUM_PATH
// A browser started by root has no sandbox of its own.
const args = process.getuid?.() === 0 ? ['--no-sandbox'] : []

export default defineConfig({
  testDir: '.',
  testMatch: '**/*.e2e.ts',
  outputDir: '../test-results',
  fullyParallel: true,
  workers: 2,
  forbidOnly: Boolean(process.env.CI),
  // A machine that others use too may stand still for a while.
  timeout: 120_000,
  expect: { timeout: 30_000 },
  reporter: process.env.PLAYWRIGHT_JSON_OUTPUT_FILE ? [['list'], ['json']] : 'list',
  use: {
    // A trace of every test costs a fifth of the time: ask for one with `--trace on`.
    screenshot: 'only-on-failure',
    launchOptions: { args, ...(chromium && { executablePath: chromium }) },
  },
})
