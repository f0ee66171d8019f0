import type { FilterSchema } from '../../../contract/upstream/subscription.ts'
import { fromSchema, readType } from '../../../filter/from-schema.ts'
import { isObject, type Json, own, sameJson } from '../../../filter/json.ts'
import { sameFilter } from '../../../filter/merge-patch.ts'
import type { Conditions, PlainRules, Rules, TypeRule } from '../../../filter/rules.ts'
import { toSchema } from '../../../filter/to-schema.ts'
import { type BrokenJson, readJson } from './json-text.ts'

/**
 * A filter while somebody works on it, as rules and as text at once. `rules` always say the last filter that could be
 * read; `text` and `branches` hold what was typed, word for word, for as long as nothing else changed it: so that it
 * can be half finished, and that looking at the other view loses nothing.
 */
export interface FilterDraft {
  view: 'rules' | 'json'
  rules: Rules
  /** The whole filter as typed; null when the rules are newer. */
  text: string | null
  /** The advanced JSON of single event types as typed. */
  branches: Record<string, string>
}

export function filterDraftOf(filter: FilterSchema | null, view: FilterDraft['view'] = 'rules'): FilterDraft {
  return {
    view,
    rules: fromSchema(filter),
    text: null,
    branches: {},
  }
}

const written = new WeakMap<Rules, FilterSchema | null>()

/**
 * The filter that the draft says, null for none; where text cannot be read, what it said before. The same object for as
 * long as the rules are the same: whatever follows from it need not be done again for each key of a title.
 */
export function filterOf({ rules }: FilterDraft): FilterSchema | null {
  const known = written.get(rules)
  if (known !== undefined) return known
  const filter = toSchema(rules)
  written.set(rules, filter)
  return filter
}

/** JSON as it is shown and edited. */
export function pretty(value: Json | undefined): string {
  return value === undefined ? '' : JSON.stringify(value, null, 2)
}

/** The filter as text: empty for none. */
export function textOfFilter(draft: FilterDraft): string {
  const filter = filterOf(draft)
  return draft.text ?? (filter === null ? '' : pretty(filter))
}

/** Text read as a filter: nothing, or `null`, is none. */
export function readFilterText(text: string): { filter: FilterSchema | null } | BrokenJson {
  if (text.trim() === '') return { filter: null }
  const read = readJson(text)
  if (read.kind === 'broken') return read
  if (read.value === null) return { filter: null }
  if (isObject(read.value)) return { filter: read.value }
  return { kind: 'broken', line: 1, column: 1, offset: 0, message: 'A filter is a JSON object, or nothing at all' }
}

const ruleOf = (rules: Rules, type: string): TypeRule | undefined =>
  rules.kind === 'rules' ? own(rules.types, type) : undefined

/** Branch texts stay where their event type was not changed. */
const keptBranches = (draft: FilterDraft, rules: Rules) =>
  Object.fromEntries(
    Object.entries(draft.branches).filter(([type]) => sameJson(ruleOf(draft.rules, type), ruleOf(rules, type))),
  )

/** The draft after the whole filter was typed over. */
export function withText(draft: FilterDraft, text: string): FilterDraft {
  const read = readFilterText(text)
  if ('kind' in read) return { ...draft, text }
  const same = sameFilter(read.filter, filterOf(draft))
  const rules = same ? draft.rules : fromSchema(read.filter)
  return { ...draft, text, rules, branches: keptBranches(draft, rules) }
}

/** The draft after its rules were changed: text is written anew from them. */
export function withRules(draft: FilterDraft, rules: Rules): FilterDraft {
  return {
    ...draft,
    rules,
    text: null,
    branches: keptBranches(draft, rules),
  }
}

/** Returns the fate of an event type, named or not. */
export function effectiveRule(rules: PlainRules, type: string): TypeRule {
  return own(rules.types, type) ?? { kind: rules.others }
}

export function withRule(rules: PlainRules, type: string, rule: TypeRule): PlainRules {
  return {
    ...rules,
    types: { ...rules.types, [type]: rule },
  }
}

/** Changes what becomes of unnamed event types, and of nothing else: the ones in sight are named first. */
export function withOthers(rules: PlainRules, others: PlainRules['others'], inSight: string[]): PlainRules {
  return {
    ...rules,
    others,
    types: { ...Object.fromEntries(inSight.map((type) => [type, effectiveRule(rules, type)])), ...rules.types },
  }
}

/** One event type's branch as it would be written; `{}` lets everything through. */
export function branchOf(rules: PlainRules, type: string): Json {
  const rule = effectiveRule(rules, type)
  if (rule.kind === 'advanced') return rule.schema
  const properties = toSchema(rules)?.properties
  const written = isObject(properties) ? own(properties, type) : undefined
  if (written !== undefined) return written
  return rule.kind === 'drop' ? { const: false } : {}
}

/** The draft after one event type's JSON was typed over. */
export function withBranch(draft: FilterDraft, type: string, text: string): FilterDraft {
  if (draft.rules.kind !== 'rules') return draft
  const branches = { ...draft.branches, [type]: text }
  const read = readJson(text)
  if (read.kind === 'broken') return { ...draft, branches }
  return {
    ...draft,
    rules: withRule(draft.rules, type, { kind: 'advanced', schema: read.value }),
    text: null,
    branches,
  }
}

/** The conditions that a rule says, advanced JSON included where rules can say it. */
export function conditionsOf(rule: TypeRule): Conditions | undefined {
  if (rule.kind === 'when') return rule.conditions
  const read = rule.kind === 'advanced' ? readType(rule.schema) : undefined
  return read?.kind === 'when' ? read.conditions : undefined
}

/** The first thing that keeps the typed text from being a filter; undefined when nothing does. */
export function brokenText(draft: FilterDraft): { message: string; type: string | null } | undefined {
  if (draft.text !== null) {
    const read = readFilterText(draft.text)
    if ('kind' in read) return { message: `Line ${read.line}: ${read.message}`, type: null }
  }
  for (const [type, text] of Object.entries(draft.branches)) {
    const read = readJson(text)
    if (read.kind === 'broken') return { message: `Line ${read.line}: ${read.message}`, type }
  }
  return undefined
}
