import { useCallback, useMemo, useRef } from 'react'
import { useSearchParams } from 'react-router'
import type { z } from 'zod'

/** A contract query: an object of optional or defaulted members. */
type QuerySchema = z.ZodObject
type Change<Query> = { [Key in keyof Query]?: Query[Key] | undefined }

/** Reads the parameters of `schema` from an address. Invalid ones count as absent, so that an old link still opens. */
export function readAddress<Schema extends QuerySchema>(schema: Schema, search: URLSearchParams): z.output<Schema> {
  const given = Object.fromEntries(
    Object.keys(schema.shape).flatMap((key) => (search.get(key) ? [[key, search.get(key)]] : [])),
  )
  const read = schema.safeParse(given)
  if (read.success) return read.data
  const wrong = new Set(read.error.issues.map((issue) => issue.path[0]))
  return schema.parse(Object.fromEntries(Object.entries(given).filter(([key]) => !wrong.has(key))))
}

/**
 * Returns the address after a change, without defaults and empty values. Parameters that `schema` does not name stay.
 */
export function writeAddress<Schema extends QuerySchema>(
  schema: Schema,
  search: URLSearchParams,
  change: Change<z.output<Schema>>,
): URLSearchParams {
  const defaults: Record<string, unknown> = schema.parse({})
  const next = new URLSearchParams(search)
  for (const [key, value] of Object.entries(change)) {
    if (value === undefined || value === '' || value === defaults[key]) next.delete(key)
    else next.set(key, String(value))
  }
  return next
}

/**
 * Returns the typed part of the address that belongs to a view, and `change(patch)`, which adds a step to the history;
 * with `{ replace: true }` it does not (typing). A caller that wants page 1 again must say so in the patch.
 */
export function useAddress<Schema extends QuerySchema>(schema: Schema) {
  const [search, setSearch] = useSearchParams()
  const query = useMemo(() => readAddress(schema, search), [schema, search])
  const written = useRef<{ over: URLSearchParams; next: URLSearchParams }>(undefined)
  const change = useCallback(
    (patch: Change<z.output<Schema>>, options: { replace?: boolean } = {}) => {
      // The router shows a new address late, so a second change meanwhile goes on from the first.
      const now = written.current?.over === search ? written.current.next : search
      const next = writeAddress(schema, now, patch)
      written.current = { over: search, next }
      setSearch(next, { preventScrollReset: true, ...options })
    },
    [schema, search, setSearch],
  )
  return { query, change }
}
