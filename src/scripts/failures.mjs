// @ts-check
/** Returns what went wrong by a test report, a few lines each: a reader sees the end of a long log first. */
import { relative } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { root } from './tools.mjs'

/** Lines of an error worth repeating; the whole of it stands further up. */
const LINES = 6

/** @param {string} file @param {string} title @param {string | undefined} error */
const told = (file, title, error = 'no reason given') => {
  const lines = stripVTControlCharacters(error)
    .split('\n')
    .filter((line) => line.trim() !== '' && !/^\s+at .*(node_modules|new Promise)/.test(line))
  return [`${relative(root, file)} › ${title}`, ...lines.slice(0, LINES).map((line) => `    ${line}`)].join('\n')
}

/**
 * @param {{ testResults: { name: string, message?: string, assertionResults: { fullName: string, status: string, failureMessages?: string[] }[] }[] }} report
 *   what Vitest's JSON reporter writes
 * @returns {string[]}
 */
export const failedUnits = ({ testResults }) =>
  testResults.flatMap(({ name, message, assertionResults }) =>
    message
      ? [told(name, 'could not be run', message)]
      : assertionResults
          .filter(({ status }) => status === 'failed')
          .map(({ fullName, failureMessages }) => told(name, fullName, failureMessages?.[0])),
  )

/**
 * @typedef {{ title: string, file: string, line: number, tests: { status: string, results: { status: string, errors: { message?: string, location?: { line: number } }[] }[] }[] }} Spec
 * @typedef {{ specs?: Spec[], suites?: Suite[] }} Suite
 */

/** @param {Suite} suite @returns {Spec[]} */
const specsOf = ({ specs = [], suites = [] }) => [...specs, ...suites.flatMap(specsOf)]

/**
 * @param {{ suites: Suite[], errors?: { message?: string }[] }} report what Playwright's JSON reporter writes
 * @returns {string[]}
 */
export const failedEndToEnd = ({ suites, errors = [] }) => [
  ...errors.map(({ message }) => told('e2e', 'could not be run', message)),
  ...specsOf({ suites }).flatMap(({ title, file, tests }) =>
    tests
      .filter(({ status }) => status === 'unexpected')
      .map(({ results }) => {
        const error = results.find((result) => result.errors.length > 0)?.errors[0]
        const line = error?.location ? ` (line ${error.location.line})` : ''
        return told(`e2e/${file}`, `${title}${line}`, error?.message)
      }),
  ),
]
