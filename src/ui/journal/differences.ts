import { isObject } from '../../filter/json.ts'

/** A value that differs before and after, undefined where it did not exist. */
export interface Difference {
  /** The path of the value, such as `stats.failed`; empty for the whole. */
  path: string
  before: unknown
  after: unknown
}

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)

const within = (path: string, key: string): string => (path === '' ? key : `${path}.${key}`)

/**
 * Returns the values that differ, in the order of `before`. It goes as deep as both sides are objects; a list is one
 * value.
 */
export function differences(before: unknown, after: unknown, path = ''): Difference[] {
  if (same(before, after)) return []
  if (!isObject(before) || !isObject(after)) return [{ path, before, after }]
  const keys = new Set([...Object.keys(before), ...Object.keys(after)])
  return [...keys].flatMap((key) => differences(before[key], after[key], within(path, key)))
}
