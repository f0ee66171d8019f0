import type { EventName, EventSelection, FailedItem, FailedMatch } from '../../../contract/failed-event.ts'

/** A selection may name at most this many events, to take them or to leave them out. */
export const MOST_BY_NAME = 5000

/** All that match, frozen at the moment they were selected. */
export interface Frozen {
  match: FailedMatch
  asOf: string
  count: number
}

/**
 * A selection: some rows by name, each as it was last read, or all that matched at a moment less those taken out by
 * hand. `count` is the number of all that matched.
 */
export type Selected =
  | { by: 'rows'; rows: ReadonlyMap<string, FailedItem> }
  | ({ by: 'match'; except: ReadonlyMap<string, EventName> } & Frozen)

export const NOTHING: Selected = { by: 'rows', rows: new Map() }

export function allOf(frozen: Frozen): Selected {
  return { ...frozen, by: 'match', except: new Map() }
}

export function keyOf({ subscriptionId, id }: EventName): string {
  return `${subscriptionId} ${id}`
}

export function has(selected: Selected, item: EventName): boolean {
  return selected.by === 'match' ? !selected.except.has(keyOf(item)) : selected.rows.has(keyOf(item))
}

export function countOf(selected: Selected): number {
  return selected.by === 'match' ? selected.count - selected.except.size : selected.rows.size
}

/** Returns how many were taken out of all that match. */
export function outOf(selected: Selected): number {
  return selected.by === 'match' ? selected.except.size : 0
}

/** Returns the selection with rows added or taken out. Without the last row nothing is selected. */
export function picked(selected: Selected, items: readonly FailedItem[], on: boolean): Selected {
  if (selected.by === 'rows') return { by: 'rows', rows: changed(selected.rows, items, on) }
  const next = { ...selected, except: changed(selected.except, items, !on) }
  return countOf(next) > 0 ? next : NOTHING
}

function changed<Item extends EventName>(
  before: ReadonlyMap<string, Item>,
  items: readonly Item[],
  add: boolean,
): ReadonlyMap<string, Item> {
  const next = new Map(before)
  for (const item of items) {
    if (add) next.set(keyOf(item), item)
    else next.delete(keyOf(item))
  }
  return next
}

/**
 * Returns the selected events that can be redelivered, undefined when there are none. Events still retried stay out
 * (API 7).
 */
export function redeliverable(selected: Selected): EventSelection | undefined {
  if (selected.by === 'match') {
    const { match, asOf, except } = selected
    if (match.state !== 'failure') return undefined
    return { by: 'match', match, asOf, except: [...except.values()].map(nameOf), count: countOf(selected) }
  }
  const events = [...selected.rows.values()].filter(({ state }) => state === 'failure').map(nameOf)
  return events.length === 0 ? undefined : { by: 'events', events }
}

const nameOf = ({ subscriptionId, id }: EventName): EventName => ({ subscriptionId, id })

/** Returns the number of events of a plan's selection. */
export function sizeOf(selection: EventSelection | undefined): number {
  return selection === undefined ? 0 : selection.by === 'match' ? selection.count : selection.events.length
}
