import { isObject, type Json, type JsonObject } from './json.ts'
import { type Conditions, effective, isTested, NO_RULES, type Rules, type Tested, type TypeRule } from './rules.ts'

/** Keywords that describe and never decide. */
const REMARKS = ['$comment', 'title', 'description', 'default', 'examples']

/**
 * Returns the schema with only these keywords and remarks, of this type (or `type` not given); undefined when there is
 * more.
 */
function plain(schema: Json | undefined, type: string, keywords: string[]): JsonObject | undefined {
  if (schema === true) return {}
  if (!isObject(schema)) return undefined
  const known = ['type', ...keywords, ...REMARKS]
  const types = schema.type === undefined ? [type] : [schema.type].flat()
  return types.includes(type) && Object.keys(schema).every((keyword) => known.includes(keyword)) ? schema : undefined
}

/**
 * Returns the values of a `const` or an `enum`; none when the schema tests nothing, undefined when it says something
 * else.
 */
function valuesIn(schema: Json | undefined): Json[] | undefined {
  const read = plain(schema, 'string', ['const', 'enum'])
  if (!read) return undefined
  if (Object.hasOwn(read, 'const')) return Object.hasOwn(read, 'enum') ? undefined : [read.const as Json]
  if (!Object.hasOwn(read, 'enum')) return []
  return Array.isArray(read.enum) && read.enum.length > 0 ? read.enum : undefined
}

/** Returns the strings of which a claim must be one; none for no condition, undefined when rules cannot say it. */
export function readCondition(claim: Tested, schema: Json | undefined): string[] | undefined {
  const list = claim === 'attributes' ? plain(schema, 'array', ['contains']) : undefined
  if (claim === 'attributes' && !list) return undefined
  if (list && !Object.hasOwn(list, 'contains')) return []
  const values = valuesIn(list ? list.contains : schema)
  // An empty list tests something after all: `contains: {}` wants one changed attribute at least.
  if (!values?.every((value) => typeof value === 'string') || (list && values.length === 0)) return undefined
  return values as string[]
}

function readConditions(properties: JsonObject): Conditions | undefined {
  const conditions: Conditions = {}
  for (const [name, schema] of Object.entries(properties)) {
    const values = isTested(name) ? readCondition(name, schema) : undefined
    if (!isTested(name) || !values) return undefined
    conditions[name] = values
  }
  return effective(conditions)
}

/**
 * Returns the rule that one event type's branch of a filter says, in any of its spellings; `advanced` when none does.
 */
export function readType(schema: Json): TypeRule {
  const advanced: TypeRule = { kind: 'advanced', schema }
  if (schema === false) return { kind: 'drop' }
  // The claims about a user are an object, so they never equal anything else.
  const constant = isObject(schema) ? plain(schema, 'object', ['const']) : undefined
  if (constant && Object.hasOwn(constant, 'const')) return isObject(constant.const) ? advanced : { kind: 'drop' }
  const read = plain(schema, 'object', ['properties', 'additionalProperties'])
  const { properties = {}, additionalProperties = true } = read ?? {}
  if (!read || !isObject(properties) || readOthers(additionalProperties) !== 'pass') return advanced
  const conditions = readConditions(properties)
  if (!conditions) return advanced
  return Object.keys(conditions).length > 0 ? { kind: 'when', conditions } : { kind: 'pass' }
}

/**
 * Returns the effect of `additionalProperties` on event types that are not named; undefined when rules cannot say it.
 */
export function readOthers(schema: Json | undefined): 'pass' | 'drop' | undefined {
  if (schema === false) return 'drop'
  return schema === undefined || schema === true || (isObject(schema) && Object.keys(schema).length === 0)
    ? 'pass'
    : undefined
}

/** A reference reads the filter as a whole: no branch of it could be changed alone. */
const refers = (value: Json): boolean =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).some(([name, inner]) => name === '$ref' || name === '$id' || refers(inner))
    : false

/**
 * Reads a subscription's filter (null for none) as rules. Whatever they cannot say is kept as advanced JSON, of one
 * event type where it can be, of the whole filter otherwise; `toSchema` gives an untouched filter back as it was.
 */
export function fromSchema(filter: JsonObject | null): Rules {
  if (filter === null) return NO_RULES
  const advanced: Rules = { kind: 'advanced', schema: filter }
  const read = plain(filter, 'object', ['$schema', 'properties', 'additionalProperties'])
  const { properties = {}, additionalProperties } = read ?? {}
  const others = readOthers(additionalProperties)
  if (!read || !isObject(properties) || !others || refers(filter)) return advanced
  const types = Object.fromEntries(Object.entries(properties).map(([type, schema]) => [type, readType(schema)]))
  return { kind: 'rules', types, others, original: filter }
}
