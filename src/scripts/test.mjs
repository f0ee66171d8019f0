// @ts-check
/**
 * `npm test` runs every check, then the end-to-end tests against the built product in a real Chromium. `npm run
 * test:e2e` runs only the latter; arguments behind `--` go to Playwright: `npm run test:e2e -- replay`.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureBrowser } from './browser.mjs'
import { check, conclude } from './check.mjs'
import { failedEndToEnd } from './failures.mjs'
import { ensureBuilt, ensureInstalled, run, say, tool } from './tools.mjs'

/** @param {string} browser @param {string[]} args handed on to Playwright @returns {import('./check.mjs').Result} */
const endToEnd = (browser, args) => {
  say('\n— end to end')
  ensureBuilt()
  const folder = mkdtempSync(join(tmpdir(), 'console-tests-'))
  const report = join(folder, 'playwright.json')
  const reporter = args.length > 0 ? 'list,json' : 'dot,json'
  const code = run(
    tool('@playwright/test', 'cli.js'),
    ['test', '--config', 'e2e/playwright.config.ts', `--reporter=${reporter}`, ...args],
    // Playwright gives each of its processes FORCE_COLOR, and Node warns where NO_COLOR stands beside that.
    { CHROMIUM_PATH: browser, PLAYWRIGHT_JSON_OUTPUT_FILE: report, NO_COLOR: undefined },
  )
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
const [part, ...args] = process.argv.slice(2)
const browser = ensureBrowser()
const results = part === 'e2e' ? [] : check()
if (browser) results.push(endToEnd(browser, args))
else {
  say('\nNo Chromium is installed and none could be. Install one, or set CHROMIUM_PATH, then run npm test again.')
  results.push({ name: 'end to end', passed: 0, failed: 1, skipped: 0 })
}
conclude(results)
