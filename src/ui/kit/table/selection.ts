/**
 * Returns the ids from one to another, both included, in the order of the page; only the last when the first is
 * missing.
 */
export function rangeOf(ids: readonly string[], from: string | undefined, to: string): string[] {
  const start = from === undefined ? -1 : ids.indexOf(from)
  const end = ids.indexOf(to)
  if (start < 0 || end < 0) return [to]
  return ids.slice(Math.min(start, end), Math.max(start, end) + 1)
}

/** Returns how much of a page is selected. */
export function pageState(ids: readonly string[], has: (id: string) => boolean): 'all' | 'some' | 'none' {
  const number = ids.filter(has).length
  if (number === 0) return 'none'
  return number === ids.length ? 'all' : 'some'
}
