import { isObject } from '../../filter/json.ts'

/** One value that is not the same before and after. Undefined where it did not exist. */
export interface Difference {
  /** Where it is, `stats.failed` or `events[0]`; empty for the whole. */
  path: string
  before: unknown
  after: unknown
}

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)

const within = (path: string, key: string): string => (path === '' ? key : `${path}.${key}`)

/** Every value that differs, as deep as both sides are objects; a list counts as one value. In the order of `before`. */
export function differences(before: unknown, after: unknown, path = ''): Difference[] {
  if (same(before, after)) return []
  if (!isObject(before) || !isObject(after)) return [{ path, before, after }]
  const keys = new Set([...Object.keys(before), ...Object.keys(after)])
  return [...keys].flatMap((key) => differences(before[key], after[key], within(path, key)))
}
