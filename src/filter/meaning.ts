import type { EventsClaim } from '../contract/upstream/notification.ts'
import { EVENT_TYPES, type FilterSchema } from '../contract/upstream/subscription.ts'
import { fromSchema } from './from-schema.ts'
import { own } from './json.ts'
import { type Conditions, effective, type Rules, type Tested, type TypeRule } from './rules.ts'

/**
 * The fate of the events of one type. `custom`: a schema that rules cannot say decides, that of the type or the `whole`
 * filter.
 */
export type Fate =
  | { kind: 'all' }
  | { kind: 'none' }
  | { kind: 'when'; conditions: Conditions }
  | { kind: 'custom'; whole: boolean }

/** The fate of each event type that a subscription names; it sends nothing of any other type. */
export type Meaning = Map<string, Fate>

/** Returns the documented event types in their documented order, then others as they come, each once. */
export function inOrder(types: Iterable<string>): string[] {
  const given = new Set(types)
  return [...new Set([...EVENT_TYPES.filter((type) => given.has(type)), ...given])]
}

function fateOf(rule: TypeRule): Fate {
  if (rule.kind === 'pass') return { kind: 'all' }
  if (rule.kind === 'drop') return { kind: 'none' }
  if (rule.kind === 'advanced') return { kind: 'custom', whole: false }
  const conditions = effective(rule.conditions)
  return Object.keys(conditions).length > 0 ? { kind: 'when', conditions } : { kind: 'all' }
}

const meaningOfRules = (rules: Rules, events: string[]): Meaning =>
  new Map(
    inOrder(events).map((type) => [
      type,
      rules.kind === 'advanced'
        ? { kind: 'custom', whole: true }
        : fateOf(own(rules.types, type) ?? { kind: rules.others }),
    ]),
  )

/**
 * Returns the meaning of a filter (null for none) together with the subscription's event types: a type must pass both
 * (API 4.3).
 */
export function meaningOf(filter: FilterSchema | null, events: string[]): Meaning {
  return meaningOfRules(fromSchema(filter), events)
}

/** The claims that one event makes about its user. */
export type Told = EventsClaim[string]

/**
 * Returns true when one condition holds. A claim that the event does not carry passes, and so does one that is no list
 * (API 4.3).
 */
export function holds(event: Told, claim: Tested, values: string[]): boolean {
  const value = own<unknown>(event, claim)
  if (value === undefined) return true
  if (claim === 'attributes') return !Array.isArray(value) || value.some((attribute) => values.includes(attribute))
  return values.some((wanted) => wanted === value)
}

/** Returns the conditions that do not hold. */
export function unmet(event: Told, conditions: Conditions): [Tested, string[]][] {
  return (Object.entries(conditions) as [Tested, string[]][]).filter(([claim, values]) => !holds(event, claim, values))
}

/** Returns true when an event is sent, judged by the meaning alone; undefined where a custom schema decides. */
export function sentBy(meaning: Meaning, type: string, event: Told): boolean | undefined {
  const fate = meaning.get(type) ?? { kind: 'none' }
  if (fate.kind === 'custom') return undefined
  if (fate.kind !== 'when') return fate.kind === 'all'
  return unmet(event, fate.conditions).length === 0
}
