import type { z } from 'zod'
import { SubscriptionFile } from '../../contract/draft.ts'

/** One thing that is wrong with a file, and where. */
export interface FileProblem {
  place: string
  message: string
}

export type ReadFile = { file: SubscriptionFile } | { problems: FileProblem[] }

/** Reads a file of subscriptions, whole or not at all; every problem is told, not only the first. */
export function readFile(text: string): ReadFile {
  let given: unknown
  try {
    given = JSON.parse(text)
  } catch (error) {
    return { problems: [{ place: placeOfBreak(text, error), message: 'This is no JSON from here on' }] }
  }
  const read = SubscriptionFile.safeParse(given)
  return read.success ? { file: read.data } : { problems: problemsOf(read.error, given) }
}

/** Engines tell the place in different ways, or not at all. */
function placeOfBreak(text: string, error: unknown): string {
  const message = error instanceof Error ? error.message : ''
  const [, line] = /line (\d+)/.exec(message) ?? []
  if (line) return `Line ${line}`
  const [, position] = /position (\d+)/.exec(message) ?? []
  if (position) return `Line ${text.slice(0, Number(position)).split('\n').length}`
  return text.trim() === '' ? 'The whole text' : `Line ${text.split('\n').length}`
}

const problemsOf = ({ issues }: z.ZodError, given: unknown): FileProblem[] =>
  issues.map((issue) => ({ place: placeOf(issue.path, given), message: messageOf(issue) }))

/** `["subscriptions", 2, "endpoint"]`: `Subscription 3, “Orders”, endpoint`. */
function placeOf([first, at, ...rest]: PropertyKey[], given: unknown): string {
  if (first === undefined) return 'The whole file'
  if (first !== 'subscriptions' || typeof at !== 'number') return String(first)
  const title = titleAt(given, at)
  const parts = [`Subscription ${at + 1}`, ...(title ? [`“${title}”`] : []), ...(rest.length > 0 ? [pathOf(rest)] : [])]
  return parts.join(', ')
}

const pathOf = (parts: PropertyKey[]): string =>
  parts.map((part, at) => (typeof part === 'number' ? `[${part}]` : `${at > 0 ? '.' : ''}${String(part)}`)).join('')

function titleAt(given: unknown, at: number): string | undefined {
  const { subscriptions } = given as { subscriptions: unknown }
  const one: unknown = Array.isArray(subscriptions) ? subscriptions[at] : undefined
  const title = typeof one === 'object' && one !== null && 'title' in one ? one.title : undefined
  return typeof title === 'string' ? title : undefined
}

function messageOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys')
    return `has ${issue.keys.map((key) => `“${key}”`).join(', ')}, which no file of subscriptions has`
  if (issue.code === 'invalid_value' && issue.path[0] === 'format')
    return `must be ${issue.values.map((value) => `“${String(value)}”`).join(' or ')}: this is no file of subscriptions, or one of another version`
  if (issue.code === 'invalid_type')
    return issue.input === undefined
      ? `must be ${NAMES[issue.expected] ?? issue.expected}`
      : `must be ${NAMES[issue.expected] ?? issue.expected}`
  return issue.message
}

const NAMES: Record<string, string> = {
  string: 'text',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
}
