import { fromSchema, readCondition, readOthers, readType } from './from-schema.ts'
import { isObject, type Json, type JsonObject, own, sameJson } from './json.ts'
import { effective, type PlainRules, type Rules, sameRule, sameRules, type Tested, type TypeRule } from './rules.ts'

/** The `$schema` value as the documentation writes it, without the `#` (API 4). */
const DRAFT_07 = 'http://json-schema.org/draft-07/schema'

type Members = [string, Json][]

/**
 * Returns an object with the members it had, in their order, then new ones; `write` returns undefined to leave one out.
 */
const rewritten = (
  before: JsonObject,
  names: string[],
  write: (name: string, old: Json | undefined) => Json | undefined,
) =>
  Object.fromEntries(
    [...new Set([...Object.keys(before), ...names])].flatMap((name): Members => {
      const value = write(name, own(before, name))
      return value === undefined ? [] : [[name, value]]
    }),
  )

function writeCondition(claim: Tested, values: string[]): Json {
  if (claim === 'attributes') return { contains: { enum: values } }
  const [only, ...more] = values
  return only !== undefined && more.length === 0 ? { const: only } : { enum: values }
}

function writeConditions(rule: TypeRule & { kind: 'when' }, before: JsonObject): JsonObject {
  const conditions: Record<string, string[]> = effective(rule.conditions)
  return rewritten(before, Object.keys(conditions), (name, old) => {
    const values = own(conditions, name)
    const had = old === undefined ? undefined : readCondition(name as Tested, old)
    if (had && sameJson([...new Set(had)].sort(), [...(values ?? [])].sort())) return old
    return values && writeCondition(name as Tested, values)
  })
}

/** Returns the branch of one event type; other members of the old one (a remark, `type`) stay. */
function writeType(rule: TypeRule, old: Json | undefined): Json {
  if (old !== undefined && sameRule(readType(old), rule)) return old
  if (rule.kind === 'advanced') return rule.schema
  // Not `false`: a schema that is no object is not among the documented forms. `const` is, and no event equals it.
  if (rule.kind === 'drop') return { const: false }
  const had = old === undefined ? undefined : readType(old)
  const frame = isObject(old) && (had?.kind === 'when' || had?.kind === 'pass') ? old : {}
  const before = isObject(frame.properties) ? frame.properties : {}
  const conditions = rule.kind === 'when' ? effective(rule.conditions) : {}
  const properties = writeConditions({ kind: 'when', conditions }, before)
  if (Object.keys(properties).length === 0)
    return rewritten(frame, [], (name, kept) => (name === 'properties' ? undefined : kept))
  return rewritten(frame, ['properties'], (name, kept) => (name === 'properties' ? properties : kept))
}

function writeTypes({ types, others }: PlainRules, before: JsonObject): JsonObject {
  return rewritten(before, Object.keys(types), (type, old) => {
    const rule = own(types, type) ?? { kind: others }
    if (old !== undefined && sameRule(readType(old), rule)) return old
    return rule.kind === others ? undefined : writeType(rule, old)
  })
}

/**
 * Returns the filter that rules say, null for none, written with the documented keywords only (API 4.2). Rules that
 * still say what their original says give the original itself; otherwise every branch that was not changed stays word
 * for word.
 */
export function toSchema(rules: Rules): JsonObject | null {
  if (rules.kind === 'advanced') return rules.schema
  const { original } = rules
  const before = fromSchema(original)
  if (before.kind === 'rules' && sameRules(before, rules)) return original
  const kept = before.kind === 'rules' && original ? original : { $schema: DRAFT_07 }
  const properties = writeTypes(rules, isObject(kept.properties) ? kept.properties : {})
  if (rules.others === 'pass' && Object.keys(properties).length === 0) return null
  return rewritten(kept, ['properties', 'additionalProperties'], (name, old) => {
    if (name === 'properties') return properties
    if (name !== 'additionalProperties' || readOthers(old) === rules.others) return old
    return rules.others === 'drop' ? false : undefined
  })
}
