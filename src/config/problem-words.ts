import type { z } from 'zod'

/** One mistake in the configuration: its setting, and the mistake in words. */
export interface ConfigProblem {
  /** Like `environments[1].clientSecret`; empty for the file as a whole. */
  path: string
  message: string
}

/** All mistakes in the configuration, found in one go. `formatProblems` makes its text. */
export class ConfigError extends Error {
  readonly file: string
  readonly problems: ConfigProblem[]

  constructor(file: string, problems: ConfigProblem[]) {
    super()
    this.name = 'ConfigError'
    this.file = file
    this.problems = problems
    this.message = formatProblems(this)
  }
}

/** Returns the text that the server prints before it exits with 78 (EX_CONFIG). Holds no value of the file. */
export function formatProblems({ file, problems }: Pick<ConfigError, 'file' | 'problems'>): string {
  return [
    `The configuration ${file} has ${problems.length === 1 ? 'a problem' : `${problems.length} problems`}:`,
    ...problems.map(({ path, message }) => (path === '' ? `  ${message}` : `  ${path}: ${message}`)),
  ].join('\n')
}

/** Returns a path in the form `environments[1].clientSecret`. */
function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`
    const name = String(step)
    if (!/^[\w-]+$/.test(name)) return `${text}[${JSON.stringify(name)}]`
    return text === '' ? name : `${text}.${name}`
  }, '')
}

const UNKNOWN = 'is not a setting'

/** Returns a line for each unknown setting, in the order of `keys`. */
export function unknownSettings(keys: string[], known: string[]): string {
  return keys
    .map((key) => {
      const near = nearest(key, known)
      return near === undefined ? `${UNKNOWN}; known are ${known.join(', ')}` : `${UNKNOWN}; did you mean ${near}?`
    })
    .join('\n')
}

/** Returns the problems behind zod's issues, in the order of the issues. */
export function problemsOf(issues: readonly z.core.$ZodIssue[]): ConfigProblem[] {
  return issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.message
          .split('\n')
          .map((message, index) => ({ path: pathText([...issue.path, issue.keys[index] ?? '']), message }))
      : [{ path: pathText(issue.path), message: wordsOf(issue) }],
  )
}

const wordsOf = (issue: z.core.$ZodIssue): string => {
  if (issue.code === 'invalid_value') return `must be one of ${issue.values.map(String).join(', ')}`
  return issue.message
}

/** Returns the name with the fewest edits to `key`, if it is a likely slip (a third of the name at most). */
export function nearest(key: string, known: string[]): string | undefined {
  const [best] = known
    .map((name) => ({ name, edits: editsBetween(key.toLowerCase(), name.toLowerCase()) }))
    .filter(({ name, edits }) => edits <= Math.max(2, name.length / 3))
    .sort((a, b) => a.edits - b.edits)
  return best?.name
}

/** Returns the Levenshtein distance. */
const editsBetween = (a: string, b: string): number => {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (const [index, character] of Array.from(a).entries()) {
    const above = row
    row = [index + 1]
    for (const [column, other] of Array.from(b).entries()) {
      const change = (above[column] ?? 0) + (character === other ? 0 : 1)
      row.push(Math.min(change, (above[column + 1] ?? 0) + 1, (row[column] ?? 0) + 1))
    }
  }
  return row.at(-1) ?? 0
}
