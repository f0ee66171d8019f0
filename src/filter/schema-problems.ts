import { type OutputUnit, type Schema, Validator } from '@cfworker/json-schema'
import metaSchema from 'ajv/dist/refs/json-schema-draft-07.json' with { type: 'json' }
import type { Json } from './json.ts'

/** One place where a filter is no draft-07 schema. `pointer` is a JSON pointer into the filter, '' for its top. */
export interface SchemaProblem {
  pointer: string
  message: string
}

let meta: Validator | undefined

const checkKeywords = (schema: Json): OutputUnit[] => {
  // A copy each: the validator marks the schemas it is given.
  meta ??= new Validator(structuredClone(metaSchema) as Schema, '7', false)
  return meta.validate(schema).errors
}

/** Returns the innermost error units: one that only says that something below it failed tells nothing. */
const isLeaf = (unit: OutputUnit, at: number, all: OutputUnit[]): boolean => {
  const next = all[at + 1]
  return !next?.instanceLocation.startsWith(unit.instanceLocation) || !/does not match|had errors/.test(unit.error)
}

const plural = (types: string) => types.replaceAll('"', '').replaceAll(', ', ' or ')

/** Translates the validator's message into the console's words. */
function inWords({ instanceLocation, keyword, error }: OutputUnit): string {
  if (/\/type(\/\d+)?$/.test(instanceLocation)) return 'is not a type that JSON Schema knows'
  if (keyword === 'format') return 'is not a regular expression or address that can be read'
  const [, is, expected] = /^Instance type "(\w+)" is invalid\. Expected (.+)\.$/.exec(error) ?? []
  return is && expected ? `must be of type ${plural(expected)}, not ${is}` : error
}

/** Returns the places in which a filter is no draft-07 schema (API 4.4); none when it is one. */
export function schemaProblems(schema: Json): SchemaProblem[] {
  const found = checkKeywords(schema)
    .filter(isLeaf)
    .map((unit) => ({ pointer: unit.instanceLocation.slice(1), message: inWords(unit) }))
  return found.filter(
    ({ pointer, message }, at) => at === found.findIndex((one) => one.pointer === pointer && one.message === message),
  )
}
