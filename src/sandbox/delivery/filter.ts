import { createContext, Script } from 'node:vm'
import { Ajv, type ValidateFunction } from 'ajv'
import type { EventsClaim } from '../../contract/upstream/notification.ts'
import type { FilterSchema } from '../../contract/upstream/subscription.ts'

/** Formats of draft-07 that can matter for ids; the others are accepted and not checked. */
const FORMATS = {
  uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
  uri: (text: string) => URL.canParse(text),
  ...Object.fromEntries(
    ['date', 'time', 'date-time', 'email', 'hostname', 'ipv4', 'ipv6', 'uri-reference', 'regex'].map((name) => [
      name,
      true as const,
    ]),
  ),
}

/** Draft-07, with keywords and formats it does not know refused, at every depth (API 4.4). */
const ajv = new Ajv({
  strict: false,
  strictSchema: true,
  addUsedSchema: false,
  logger: false,
  formats: FORMATS,
  ownProperties: true,
})
const compiled = new WeakMap<FilterSchema, ValidateFunction>()

const compile = (filter: FilterSchema): ValidateFunction => {
  const known = compiled.get(filter)
  if (known) return known
  const validate = ajv.compile(filter)
  ajv.removeSchema(filter) // or the library would keep every filter there ever was
  compiled.set(filter, validate)
  return validate
}

/** The longest filter the sandbox takes, in bytes of JSON (18 #12). */
export const FILTER_LIMIT = 64 * 1024

/** Returns the reason why a filter is not acceptable, in the API's words, or undefined. */
export function filterProblem(filter: FilterSchema): string | undefined {
  if (Buffer.byteLength(JSON.stringify(filter)) > FILTER_LIMIT) return 'filter is larger than 64 KiB'
  try {
    compile(filter)
    return undefined
  } catch {
    return 'filter is invalid JSON Schema'
  }
}

/**
 * The time (ms) for which one event is judged by a filter with patterns: some patterns never end on some texts. A busy machine
 * may stand still for a while, and a filter that is given up wrongly loses events: so it is long.
 */
const PATIENCE = 2_000
const room = createContext({ judge: () => false })
const judgement = new Script('judge()')
const endless = new WeakSet<FilterSchema>()

/**
 * Returns true when a filter lets an event through, given the value of its token's `events` claim; no filter lets
 * everything through, and one whose pattern did not end in time nothing ever again.
 */
export function passes(filter: FilterSchema | undefined, events: EventsClaim): boolean {
  if (filter === undefined) return true
  const validate = compile(filter)
  if (!/"pattern(Properties)?":/.test(JSON.stringify(filter))) return validate(events) === true
  if (endless.has(filter)) return false
  room.judge = () => validate(events) === true
  try {
    return judgement.runInContext(room, { timeout: PATIENCE }) === true
  } catch {
    endless.add(filter)
    return false
  }
}
