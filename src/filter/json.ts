import { deepCompareStrict } from '@cfworker/json-schema'
import type { FilterSchema } from '../contract/upstream/subscription.ts'

/** Any JSON value. */
export type Json = FilterSchema[string]
export type JsonObject = FilterSchema

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Returns the own member of that name: names come from outside, `constructor` must not be found on the prototype. */
export function own<Value>(record: Record<string, Value>, name: string): Value | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined
}

/** Returns true when two values are the same JSON; the order of members means nothing. */
export function sameJson(a: unknown, b: unknown): boolean {
  return deepCompareStrict(a, b)
}

/** Returns a JSON pointer one step further down. */
export function below(pointer: string, name: string | number): string {
  return `${pointer}/${String(name).replaceAll('~', '~0').replaceAll('/', '~1')}`
}
