import type { EventSelection, FailedItem, FailedMatch } from '../../contract/failed-event.ts'

/** How many events a selection may name one by one. */
export const MOST_BY_NAME = 5000

/** What matches, frozen when somebody selected all of it. */
export interface Frozen {
  match: FailedMatch
  asOf: string
  count: number
}

/** Either some rows by name, each as it was last seen, or all that matched at a moment. */
export type Selected = { by: 'rows'; rows: ReadonlyMap<string, FailedItem> } | ({ by: 'match' } & Frozen)

export const NOTHING: Selected = { by: 'rows', rows: new Map() }

export const keyOf = ({ subscriptionId, id }: Pick<FailedItem, 'subscriptionId' | 'id'>): string =>
  `${subscriptionId} ${id}`

export const has = (selected: Selected, item: FailedItem): boolean =>
  selected.by === 'match' || selected.rows.has(keyOf(item))

export const countOf = (selected: Selected): number => (selected.by === 'match' ? selected.count : selected.rows.size)

/**
 * With some rows selected or taken out. Of "all that match" nothing can be taken out by name: what is left then is what
 * is loaded, without those.
 */
export function picked(
  selected: Selected,
  items: readonly FailedItem[],
  on: boolean,
  loaded: readonly FailedItem[],
): Selected {
  if (selected.by === 'match' && on) return selected
  const before = selected.by === 'match' ? loaded.map((item) => [keyOf(item), item] as const) : selected.rows
  const rows = new Map(before)
  for (const item of items) {
    if (on) rows.set(keyOf(item), item)
    else rows.delete(keyOf(item))
  }
  return { by: 'rows', rows }
}

/** Those that can be redelivered, for a plan; undefined when there are none. What is still retried stays out (API 7). */
export function redeliverable(selected: Selected): EventSelection | undefined {
  if (selected.by === 'match') return selected.match.state === 'failure' ? { ...selected } : undefined
  const events = [...selected.rows.values()]
    .filter(({ state }) => state === 'failure')
    .map(({ subscriptionId, id }) => ({ subscriptionId, id }))
  return events.length === 0 ? undefined : { by: 'events', events }
}

/** How many events a selection for a plan has. */
export const sizeOf = (selection: EventSelection | undefined): number =>
  selection === undefined ? 0 : selection.by === 'match' ? selection.count : selection.events.length
