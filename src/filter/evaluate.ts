import { type OutputUnit, type Schema, Validator } from '@cfworker/json-schema'
import type { EventsClaim } from '../contract/upstream/notification.ts'
import type { FilterSchema } from '../contract/upstream/subscription.ts'
import { meaningOf } from './meaning.ts'
import { reasonFor } from './reason.ts'
import { type SchemaProblem, schemaProblems } from './schema-problems.ts'
import type { Names } from './words.ts'

/** The fate of one event in a subscription. `reason` begins with "passes: " or "dropped: ". */
export interface Verdict {
  passes: boolean
  reason: string
}

/** Thrown for a filter that is no draft-07 schema: its effect cannot be told. `problems` says where it is wrong. */
export class UnusableFilter extends Error {
  readonly problems: SchemaProblem[]
  constructor(problems: SchemaProblem[]) {
    super(`The filter is not a draft-07 schema: ${problems.map((one) => `${one.pointer} ${one.message}`).join('; ')}`)
    this.name = 'UnusableFilter'
    this.problems = problems
  }
}

/** Returns the validator's complaints about a token's `events` claim; none when it is valid. */
export type Validate = (claim: EventsClaim) => OutputUnit[]

/** Prepares a filter once, without generating code: the page's policy forbids `eval`. Throws `UnusableFilter`. */
function validatorOf(filter: FilterSchema | null): Validate {
  if (filter === null) return () => []
  const problems = schemaProblems(filter)
  if (problems.length > 0) throw new UnusableFilter(problems)
  // A copy: the validator marks the schema it is given.
  const validator = new Validator(structuredClone(filter) as Schema, '7')
  return (claim) => {
    try {
      const { valid, errors } = validator.validate(claim)
      return valid ? [] : errors
    } catch {
      // Shows only when an event reaches it.
      const error = 'a $ref of it leads nowhere'
      return [{ instanceLocation: '#', keyword: '$ref', keywordLocation: '#', error }]
    }
  }
}

/** Test notifications reach the listener whatever the filter says (API 18 #13). */
const isTest = (claim: EventsClaim): boolean => Object.hasOwn(claim, 'test')

/**
 * Judges the values of `events` claims by a subscription's filter (null for none) and its event types (API 4.3), with
 * a draft-07 validator, and says why. Prepared once per filter; throws `UnusableFilter` when it is no schema.
 */
export function judge(
  filter: FilterSchema | null,
  events: string[],
  names: Names = {},
): (claim: EventsClaim) => Verdict {
  const validate = validatorOf(filter)
  const meaning = meaningOf(filter, events)
  return (claim) => {
    if (isTest(claim)) return { passes: true, reason: 'passes: test notifications are not filtered' }
    const entries = Object.entries(claim)
    const [type, event] = entries.find(([name]) => events.includes(name)) ?? entries[0] ?? []
    if (type === undefined || !event) return { passes: false, reason: 'dropped: the event has no type' }
    const errors = validate(claim)
    const passes = errors.length === 0 && events.includes(type)
    const reason = reasonFor(meaning, type, event, { filtered: filter !== null, errors, names })
    return { passes, reason: `${passes ? 'passes' : 'dropped'}: ${reason}` }
  }
}
