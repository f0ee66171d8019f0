import { type Json, type JsonObject, own, sameJson } from './json.ts'

/** The claims of an event that a filter can test by value, in the order in which they are told (API 4.1). */
export const CLAIMS = ['entityType', 'captureApplicationId', 'captureClientId', 'sub', 'globalSub', 'id'] as const
export type Claim = (typeof CLAIMS)[number]

/** The claims of `CLAIMS` and the list of changed attributes (API 4.1). */
export const TESTED = [...CLAIMS, 'attributes'] as const
export type Tested = (typeof TESTED)[number]

export function isTested(name: string): name is Tested {
  return TESTED.some((claim) => claim === name)
}

/**
 * All of these must hold (API 4.3). A claim must be one of its values; of the changed attributes at least one must be
 * listed. A claim that the event does not carry passes. An empty list is no condition.
 */
export type Conditions = Partial<Record<Tested, string[]>>

/**
 * The part of a filter that decides about one event type. `advanced` is JSON Schema that rules cannot say, kept word
 * for word.
 */
export type TypeRule =
  | { kind: 'pass' }
  | { kind: 'drop' }
  | { kind: 'when'; conditions: Conditions }
  | { kind: 'advanced'; schema: Json }

/**
 * A filter as a person edits it: a rule per named event type, and what happens to the others. `original` is the
 * filter that was read, null for none: what was not changed is written back word for word.
 */
export interface PlainRules {
  kind: 'rules'
  types: Record<string, TypeRule>
  others: 'pass' | 'drop'
  original: JsonObject | null
}

/** A filter that rules cannot say as a whole, kept word for word. */
export interface AdvancedFilter {
  kind: 'advanced'
  schema: JsonObject
}

export type Rules = PlainRules | AdvancedFilter

/** The rules of a subscription without a filter: everything subscribed is sent (API 3). */
export const NO_RULES: PlainRules = { kind: 'rules', types: {}, others: 'pass', original: null }

/** Returns the conditions that test something, each value once, in the order of `TESTED`. */
export function effective(conditions: Conditions): Conditions {
  return Object.fromEntries(
    TESTED.flatMap((claim) => {
      const values = [...new Set(conditions[claim] ?? [])]
      return values.length > 0 ? [[claim, values]] : []
    }),
  )
}

const sortedConditions = (conditions: Conditions) =>
  Object.entries(effective(conditions)).map(([claim, values]) => [claim, [...values].sort()])

const normal = (rule: TypeRule): TypeRule =>
  rule.kind === 'when' && Object.keys(effective(rule.conditions)).length === 0 ? { kind: 'pass' } : rule

/** Returns true when two rules of one event type say the same; the order of values means nothing. */
export function sameRule(one: TypeRule, other: TypeRule): boolean {
  const [a, b] = [normal(one), normal(other)]
  if (a.kind === 'when' && b.kind === 'when')
    return sameJson(sortedConditions(a.conditions), sortedConditions(b.conditions))
  return sameJson(a, b)
}

/** Returns true when two sets of rules say the same. A type that is treated like the unnamed ones counts as unnamed. */
export function sameRules(a: PlainRules, b: PlainRules): boolean {
  if (a.others !== b.others) return false
  const unnamed: TypeRule = { kind: a.others }
  const rule = (rules: PlainRules, type: string) => own(rules.types, type) ?? unnamed
  return [...Object.keys(a.types), ...Object.keys(b.types)].every((type) => sameRule(rule(a, type), rule(b, type)))
}
