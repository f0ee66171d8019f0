import { own } from './json.ts'
import type { Claim } from './rules.ts'

/** Names for ids, from the configuration of the environment; ids without one are shown shortened. */
export interface Names {
  applications?: Record<string, string> | undefined
  clients?: Record<string, string> | undefined
}

/**
 * A stretch of a sentence. `name`, `id` and `code` stand for a `value` that the sentence may show shortened, `more`
 * ("7 more") for several that it leaves out.
 */
export type Part =
  | { kind: 'words'; text: string }
  | { kind: 'name' | 'id' | 'code'; text: string; value: string }
  | { kind: 'more'; text: string; values: string[] }

export function words(text: string): Part {
  return { kind: 'words', text }
}
export function textOf(parts: Part[]): string {
  return parts.map(({ text }) => text).join('')
}

const NOUNS: Record<string, [one: string, many: string]> = {
  entityCreated: ['creation', 'creations'],
  entityUpdated: ['update', 'updates'],
  entityDeleted: ['deletion', 'deletions'],
}

/** Returns an event type as a noun: "creation", "creations"; one that is not documented keeps its own name. */
export function oneOf(type: string): string {
  return own(NOUNS, type)?.[0] ?? `${type} event`
}
export function manyOf(type: string): string {
  return own(NOUNS, type)?.[1] ?? `${type} events`
}

export const CLAIM_NOUNS: Record<Claim, string> = {
  entityType: 'entity type',
  captureApplicationId: 'application',
  captureClientId: 'client',
  sub: 'user',
  globalSub: 'global user',
  id: 'event id',
}

/** Returns an identifier with its middle left out. */
const shortened = (id: string): string => (id.length > 12 ? `${id.slice(0, 4)}…${id.slice(-4)}` : id)

const lookupOf = (claim: Claim, names: Names): Record<string, string> =>
  (claim === 'captureApplicationId' ? names.applications : claim === 'captureClientId' ? names.clients : {}) ?? {}

/**
 * Returns the values of a claim as they are shown: by name, else shortened, and longer where two would look the same.
 */
export function labels(claim: Claim, values: string[], names: Names): Part[] {
  if (claim === 'entityType') return values.map((value) => ({ kind: 'code', text: value, value }))
  const lookup = lookupOf(claim, names)
  const shown = values.map((value): Part & { value: string } => {
    const name = own(lookup, value)
    return name ? { kind: 'name', text: name, value } : { kind: 'id', text: shortened(value), value }
  })
  const ambiguous = (part: Part) => shown.filter(({ text }) => text === part.text).length > 1
  return shown.map((part) => {
    if (!ambiguous(part)) return part
    return { ...part, text: part.kind === 'name' ? `${part.text} (${part.value})` : part.value }
  })
}

/** "a", "a or b", "a, b or c". */
export function list(items: Part[][], conjunction: 'and' | 'or'): Part[] {
  return items.flatMap((item, at) => {
    if (at === 0) return item
    return [words(at === items.length - 1 ? ` ${conjunction} ` : ', '), ...item]
  })
}

/**
 * Returns up to three items in full, of more the first two and the number of the others: "a, b and 7 more", with a noun
 * "7 more users".
 */
export function shortList(items: Part[][], conjunction: 'and' | 'or', noun = ''): Part[] {
  if (items.length <= 3) return list(items, conjunction)
  const [first = [], second = [], ...others] = items
  const values = others.flat().flatMap((part) => ('value' in part ? [part.value] : []))
  const more: Part = { kind: 'more', text: `${others.length} more${noun && ` ${noun}`}`, values }
  return [...first, words(', '), ...second, words(` ${conjunction} `), more]
}
