// @ts-check
/** Finds a Chromium for the end-to-end tests: an installed one, else Playwright's own, else Debian's package. */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { node, root, say, tool } from './tools.mjs'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const MAC = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

const onPath = () =>
  [
    ...(process.env.PATH ?? '').split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name))),
    ...MAC,
  ].find(existsSync)

/** @returns {string | undefined} where Playwright keeps its own, if it is there */
const playwrightsOwn = () => {
  const script = `import { chromium } from '@playwright/test'; process.stdout.write(chromium.executablePath())`
  const path = spawnSync(node, ['--input-type=module', '-e', script], { cwd: root, encoding: 'utf8' }).stdout
  return path && existsSync(path) ? path : undefined
}

/**
 * The path of a Chromium, installing one when there is none.
 * @returns {string | undefined} undefined when none can be had
 */
export const ensureBrowser = () => {
  const asked = process.env.CHROMIUM_PATH
  if (asked) return asked
  const found = onPath() ?? playwrightsOwn()
  if (found) return found
  say('No Chromium found; asking Playwright for its own…')
  spawnSync(node, [tool('@playwright/test', 'cli.js'), 'install', '--with-deps', 'chromium'], {
    stdio: 'inherit',
    timeout: 300_000,
  })
  const own = playwrightsOwn()
  if (own) return own
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    say('Installing the chromium package…')
    spawnSync('sh', ['-c', 'apt-get update -qq && apt-get install -y -qq chromium'], { stdio: 'inherit' })
  }
  return onPath()
}
