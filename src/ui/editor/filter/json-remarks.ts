import type { Json } from '../../../filter/json.ts'
import { schemaProblems } from '../../../filter/schema-problems.ts'
import type { Warning } from '../../../filter/warning.ts'
import { lineOf, readJson } from './json-text.ts'

/** Something about one line of JSON. An `error` keeps it from being sent, a `risk` does not. */
export interface LineRemark {
  line: number
  level: 'error' | 'risk'
  message: string
}

/** Warnings that the remarks on a schema already say. */
const SAID = ['schema-invalid']

/**
 * Returns the remarks on JSON text, each at its line: no JSON, no schema, events that it would lose.
 * `at` is where this text stands in the filter, as a JSON pointer; warnings are about the whole filter.
 */
export function remarksOn(text: string, warnings: Warning[], at = ''): LineRemark[] {
  if (text.trim() === '') return []
  const read = readJson(text)
  if (read.kind === 'broken') return [{ line: read.line, level: 'error', message: read.message }]
  const problems = problemsOf(read.value).map(
    ({ pointer, message }): LineRemark => ({
      line: lineOf(text, read, pointer),
      level: 'error',
      message: `${pointer.split('/').at(-1) || 'This'} ${message}`,
    }),
  )
  const risks = warnings
    .filter(({ pointer, level, code }) => level !== 'note' && !SAID.includes(code) && isBelow(pointer, at))
    .map(
      ({ pointer, message, level }): LineRemark => ({
        line: lineOf(text, read, pointer.slice(at.length), /“([^”]+)”/.exec(message)?.[1]),
        level: level === 'refused' ? 'error' : 'risk',
        message,
      }),
    )
  return [...problems, ...risks].sort((a, b) => a.line - b.line)
}

const isBelow = (pointer: string, at: string) => at === '' || pointer === at || pointer.startsWith(`${at}/`)

const problemsOf = (value: Json) => (value === null ? [] : schemaProblems(value))
