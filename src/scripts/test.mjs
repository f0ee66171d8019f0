// @ts-check
/** `npm test`: every check, then the end-to-end tests against the built product in a real Chromium. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureBrowser } from './browser.mjs'
import { check, conclude } from './check.mjs'
import { failedEndToEnd } from './failures.mjs'
import { ensureBuilt, ensureInstalled, run, say, tool } from './tools.mjs'

/** @param {string} browser @returns {import('./check.mjs').Result} */
const endToEnd = (browser) => {
  say('\n— end to end')
  ensureBuilt()
  const folder = mkdtempSync(join(tmpdir(), 'console-tests-'))
  const report = join(folder, 'playwright.json')
  const code = run(tool('@playwright/test', 'cli.js'), ['test', '--config', 'e2e/playwright.config.ts'], {
    CHROMIUM_PATH: browser,
    PLAYWRIGHT_JSON_OUTPUT_FILE: report,
  })
  try {
    const whole = JSON.parse(readFileSync(report, 'utf8'))
    const { expected, unexpected, skipped } = whole.stats
    const failed = Math.max(unexpected, code === 0 ? 0 : 1)
    return { name: 'end to end', passed: expected, failed, skipped, told: failedEndToEnd(whole) }
  } catch {
    return { name: 'end to end', passed: 0, failed: 1, skipped: 0 }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

ensureInstalled()
const browser = ensureBrowser()
const results = check()
if (browser) results.push(endToEnd(browser))
else {
  say('\nNo Chromium is installed and none could be. Install one, or set CHROMIUM_PATH, then run npm test again.')
  results.push({ name: 'end to end', passed: 0, failed: 1, skipped: 0 })
}
conclude(results)
