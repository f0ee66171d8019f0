import { deepCompareStrict } from '@cfworker/json-schema'
import type { FilterSchema } from '../contract/upstream/subscription.ts'

/** Any JSON value. */
export type Json = FilterSchema[string]
export type JsonObject = FilterSchema

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The own member of that name: names come from outside, `constructor` must not be found on the prototype. */
export const own = <Value>(record: Record<string, Value>, name: string): Value | undefined =>
  Object.hasOwn(record, name) ? record[name] : undefined

/** Whether two values are the same JSON, whatever the order of their members. */
export const sameJson = (a: unknown, b: unknown): boolean => deepCompareStrict(a, b)

/** One step down a JSON pointer. */
export const below = (pointer: string, name: string | number): string =>
  `${pointer}/${String(name).replaceAll('~', '~0').replaceAll('/', '~1')}`
