// @ts-check
/**
 * `npm run check` runs every gate but the end-to-end tests; `npm run types`, `lint` and `test:unit` run one of them.
 * Arguments behind `--` go to the tool: `npm run test:unit -- src/filter`.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { failedUnits } from './failures.mjs'
import { ensureInstalled, run, say, tool } from './tools.mjs'

/**
 * @typedef {{ name: string, passed: number, failed: number, skipped: number, told?: string[] }} Result `told`: what
 * went wrong
 */

/**
 * One tool that either passes or fails as a whole.
 * @param {string} name @param {string} script @param {string[]} args @returns {Result}
 */
const gate = (name, script, args) => {
  say(`\n— ${name}`)
  const passed = run(script, args) === 0
  return { name, passed: Number(passed), failed: Number(!passed), skipped: 0 }
}

/** @param {string[]} args handed on to Vitest @returns {Result} */
const unitTests = (args) => {
  say('\n— unit tests')
  const folder = mkdtempSync(join(tmpdir(), 'console-tests-'))
  const report = join(folder, 'vitest.json')
  const reporter = args.length > 0 ? 'default' : 'dot'
  const code = run(tool('vitest', 'vitest.mjs'), [
    'run',
    `--reporter=${reporter}`,
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...args,
  ])
  try {
    const whole = JSON.parse(readFileSync(report, 'utf8'))
    const { numPassedTests, numFailedTests, numPendingTests } = whole
    // A suite that cannot even be loaded has no failed test, yet the run has failed.
    const failed = Math.max(numFailedTests, code === 0 ? 0 : 1)
    return { name: 'unit tests', passed: numPassedTests, failed, skipped: numPendingTests, told: failedUnits(whole) }
  } catch {
    return { name: 'unit tests', passed: 0, failed: 1, skipped: 0 }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const types = () => gate('types', tool('typescript', 'bin/tsc'), [])
const lint = () => [
  gate('lint and format', tool('@biomejs/biome', 'bin/biome'), ['ci', '--error-on-warnings']),
  gate('promises', tool('oxlint', 'bin/oxlint'), ['--type-aware', '--deny-warnings', 'src', 'e2e']),
  gate('dead code', tool('knip', 'bin/knip.js'), ['--no-progress']),
]

/** @returns {Result[]} */
export const check = () => [types(), ...lint(), unitTests([])]

/** The parts that have a command of their own. @type {Record<string, (args: string[]) => Result[]>} */
const PARTS = { types: () => [types()], lint, unit: (args) => [unitTests(args)] }

/**
 * Prints how each part went and what failed; the last line counts all of them. Sets the exit code.
 * @param {Result[]} results
 */
export const conclude = (results) => {
  say('')
  for (const { told = [] } of results) for (const failure of told) say(`${failure}\n`)
  for (const { name, passed, failed, skipped } of results) {
    say(`${failed ? 'FAILED' : 'ok    '}  ${name}: ${passed} passed, ${failed} failed, ${skipped} skipped`)
  }
  const sum = (/** @type {'passed' | 'failed' | 'skipped'} */ key) =>
    results.reduce((total, result) => total + result[key], 0)
  process.exitCode = sum('failed') ? 1 : 0
  say(`\n${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`)
}

if (process.argv[1]?.endsWith('check.mjs')) {
  const [part = '', ...args] = process.argv.slice(2)
  ensureInstalled()
  conclude(PARTS[part]?.(args) ?? check())
}
