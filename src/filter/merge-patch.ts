import { below, isObject, type Json, type JsonObject, own, sameJson } from './json.ts'

/**
 * Returns the target with a patch applied (RFC 7396): `null` removes a member, objects are merged, all else is
 * replaced.
 */
export function mergePatch(target: Json | undefined, patch: Json): Json {
  if (!isObject(patch)) return patch
  const base = isObject(target) ? target : {}
  const names = new Set([...Object.keys(base), ...Object.keys(patch)])
  return Object.fromEntries(
    [...names].flatMap((name): [string, Json][] => {
      const change = own(patch, name)
      if (change === undefined) return [[name, own(base, name) as Json]]
      return change === null ? [] : [[name, mergePatch(own(base, name), change)]]
    }),
  )
}

/**
 * Returns the smallest patch from one value to another, `null` for each removed member; undefined when they are the
 * same.
 */
export function mergeDiff(from: Json | undefined, to: Json): Json | undefined {
  if (from !== undefined && sameJson(from, to)) return undefined
  if (!isObject(from) || !isObject(to)) return to
  const names = new Set([...Object.keys(from), ...Object.keys(to)])
  return Object.fromEntries(
    [...names].flatMap((name): [string, Json][] => {
      const wanted = own(to, name)
      const change = wanted === undefined ? null : mergeDiff(own(from, name), wanted)
      return change === undefined ? [] : [[name, change]]
    }),
  )
}

/** The way from a stored filter to the intended one; `patch` is the value of `filter` in the PATCH (API 4.5). */
export type FilterChange =
  | { kind: 'unchanged' }
  | { kind: 'patch'; patch: JsonObject | null }
  | { kind: 'impossible'; reason: string; pointers: string[] }

/**
 * Returns the pointers at which an object shall hold a new `null`. No merge patch can set one, except in a list, which
 * is replaced as a whole.
 */
function newNulls(value: Json, before: Json | undefined, pointer = ''): string[] {
  if (value === null) return before === null ? [] : [pointer]
  if (!isObject(value)) return []
  const old = isObject(before) ? before : {}
  return Object.entries(value).flatMap(([name, inner]) => newNulls(inner, own(old, name), below(pointer, name)))
}

/** Returns true when two filters are the same JSON; an absent one and `null` are the same (API 18 #10). */
export function sameFilter(a: JsonObject | null | undefined, b: JsonObject | null | undefined): boolean {
  return sameJson(a ?? null, b ?? null)
}

/**
 * Returns the change from one filter to another (null for none), by one merge patch that was tried and yields exactly
 * the intended one. Impossible only where the intended one needs a `null` that is not there yet.
 */
export function filterChange(current: JsonObject | null, intended: JsonObject | null): FilterChange {
  if (sameFilter(current, intended)) return { kind: 'unchanged' }
  if (intended === null) return { kind: 'patch', patch: null }
  const patch = mergeDiff(current ?? {}, intended) ?? {}
  if (isObject(patch) && sameJson(mergePatch(current ?? undefined, patch), intended)) return { kind: 'patch', patch }
  const reason =
    'A change of a subscription cannot write null into a filter: null means “remove” there. Write {"enum": [null]} for {"const": null}, or leave it out'
  return { kind: 'impossible', reason, pointers: newNulls(intended, current ?? undefined) }
}

/** The work that is left after a change, judged by the filter that the API answered with. */
export type AfterChange =
  | { kind: 'done' }
  | { kind: 'two-steps'; steps: [null, JsonObject]; warning: string }
  | { kind: 'differs'; warning: string }

/**
 * Compares the returned filter with the intended one. When they differ the way is to remove the filter and then to set
 * the new one; `steps` are the values of `filter` in those two calls (API 4.5). When even that did not help
 * (`triedBoth`), or nothing could be set, the difference is the person's to know.
 */
export function afterChange(
  returned: JsonObject | null | undefined,
  intended: JsonObject | null,
  triedBoth = false,
): AfterChange {
  if (sameFilter(returned, intended)) return { kind: 'done' }
  if (intended === null || triedBoth || filterChange(null, intended).kind === 'impossible')
    return { kind: 'differs', warning: 'The API stored another filter than the one that was sent' }
  const warning =
    'The API merged the new filter with the old one. It has to be removed first and set again: between these two calls the subscription has no filter, and sends every event of its types'
  return { kind: 'two-steps', steps: [null, intended], warning }
}
