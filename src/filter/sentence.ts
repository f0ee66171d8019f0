import { EVENT_TYPES, type FilterSchema } from '../contract/upstream/subscription.ts'
import { conditionWords } from './condition-words.ts'
import { sameJson } from './json.ts'
import { type Fate, inOrder, type Meaning, meaningOf } from './meaning.ts'
import { list, manyOf, type Names, oneOf, type Part, textOf, words } from './words.ts'

/** Event types that share a fate and are said together. */
interface Group {
  types: string[]
  fate: Fate
  listed: boolean
}

/** Returns each type with its fate; nothing is sent of a documented type that is not subscribed. */
function groups(meaning: Meaning): Group[] {
  const found: Group[] = []
  for (const type of inOrder([...EVENT_TYPES, ...meaning.keys()])) {
    const fate = meaning.get(type) ?? { kind: 'none' }
    // Only updates are documented to list changed attributes (API 4.1).
    const listed = fate.kind !== 'when' || !fate.conditions.attributes || type === 'entityUpdated'
    const group = found.find((other) => other.listed === listed && sameJson(other.fate, fate))
    if (group) group.types.push(type)
    else found.push({ types: [type], fate, listed })
  }
  return found
}

const nouns = (types: string[], noun: (type: string) => string, conjunction: 'and' | 'or') =>
  list(
    types.map((type) => [words(noun(type))]),
    conjunction,
  )

function clause({ types, fate, listed }: Group, names: Names): Part[] {
  if (fate.kind === 'all') return [words('every '), ...nouns(types, oneOf, 'and')]
  if (fate.kind === 'none') return [words('no '), ...nouns(types, manyOf, 'or')]
  const only = [...nouns(types, manyOf, 'and'), words(' only')]
  if (fate.kind === 'when') return [...only, ...conditionWords(fate.conditions, listed, names)]
  return [...only, words(types.length > 1 && !fate.whole ? ' as custom schemas allow' : ' as a custom schema allows')]
}

const ORDER: Fate['kind'][] = ['all', 'when', 'custom', 'none']

/**
 * Returns a meaning as one sentence without its full stop, in parts, so that names and identifiers can be set apart.
 */
function sentenceOf(meaning: Meaning, names: Names = {}): Part[] {
  const fates = [...meaning.values()]
  if (fates.length === 0) return [words('Sends nothing: no event type is chosen')]
  if (fates.every(({ kind }) => kind === 'none')) return [words('Sends nothing: the filter drops every event')]
  const all = groups(meaning)
  if (all.every(({ fate }) => fate.kind === 'all')) return [words('Sends everything')]
  const clauses = ORDER.flatMap((kind) => all.filter(({ fate }) => fate.kind === kind))
  return clauses.flatMap((group, at) => [words(at === 0 ? 'Sends ' : '; '), ...clause(group, names)])
}

/** Returns `sentence` in parts; the text of a `name`, `id` or `code` part may be short for its `value`. */
export function sentenceParts(filter: FilterSchema | null, events: string[], names: Names = {}): Part[] {
  return sentenceOf(meaningOf(filter, events), names)
}

/**
 * Returns in one plain sentence what a subscription sends: "Sends every creation; updates only from Web shop when email
 * or password changed; no deletions". Takes its filter (null for none) and its event types: a type must be in both (API
 * 4.3). Ids appear by their configured names. An event that does not carry a tested claim passes: see `finePrint`.
 */
export function sentence(filter: FilterSchema | null, events: string[], names: Names = {}): string {
  return textOf(sentenceParts(filter, events, names))
}

/** Returns what is true beyond the sentence, in full sentences; none when the sentence says it all. */
export function finePrint(filter: FilterSchema | null, events: string[]): string[] {
  const kinds = new Set([...meaningOf(filter, events).values()].map(({ kind }) => kind))
  const notes: string[] = []
  if (kinds.has('when')) notes.push('An event that does not carry a tested claim passes.')
  if (kinds.has('custom')) notes.push('The custom schema is kept as it is and can be read and changed as JSON.')
  return notes
}
