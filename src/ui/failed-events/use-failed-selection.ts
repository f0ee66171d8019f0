import { useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { FailedItem } from '../../contract/failed-event.ts'
import { announce } from '../components/announce.ts'
import { count } from '../components/counted.ts'
import { pageState, rangeOf } from '../components/selection.ts'
import { countOf, type Frozen, has, keyOf, NOTHING, picked, type Selected } from './selected.ts'

export interface FailedSelection {
  selected: Selected
  has: (item: FailedItem) => boolean
  pick: (item: FailedItem, on: boolean, range: boolean) => void
  /** How much of what is loaded is selected. */
  loaded: 'all' | 'some' | 'none'
  pickLoaded: (on: boolean) => void
  /** All that match, loaded or not, as of the moment of the list. */
  pickAll: () => void
  clear: () => void
  /** How many of the selected are not in the list that is shown. */
  elsewhere: number
}

/**
 * The selected events of a list. Rows stay selected while one filters and sorts; "all that match" means one list as it
 * was at one moment, so it ends with that list. `frozen` is what all of it would be, undefined while nobody knows.
 */
export function useFailedSelection(
  items: readonly FailedItem[],
  list: string,
  frozen: Frozen | undefined,
): FailedSelection {
  const [state, setState] = useState<{ selected: Selected; list: string }>({ selected: NOTHING, list })
  const selected = state.selected.by === 'match' && state.list !== list ? NOTHING : state.selected
  const anchor = useRef<string>(undefined)
  const keys = useMemo(() => items.map(keyOf), [items])
  const now = useRef({ items, keys, selected })
  useLayoutEffect(() => {
    now.current = { items, keys, selected }
  })
  const set = useCallback((next: Selected) => setState({ selected: next, list }), [list])
  const pick = useCallback(
    (item: FailedItem, on: boolean, range: boolean) => {
      const known = now.current
      const wanted = new Set(range ? rangeOf(known.keys, anchor.current, keyOf(item)) : [keyOf(item)])
      const rows = range ? known.items.filter((each) => wanted.has(keyOf(each))) : [item]
      anchor.current = keyOf(item)
      const next = picked(known.selected, rows, on, known.items)
      if (known.selected.by === 'match' && next.by === 'rows') {
        announce(`No longer all that match: ${count(countOf(next))} of the loaded rows are selected`)
      }
      now.current = { ...known, selected: next }
      set(next)
    },
    [set],
  )
  const isPicked = useCallback((item: FailedItem) => has(selected, item), [selected])
  const inList = useMemo(() => {
    if (selected.by === 'match') return 0
    const shown = new Set(keys)
    return [...selected.rows.keys()].filter((key) => !shown.has(key)).length
  }, [selected, keys])
  return {
    selected,
    has: isPicked,
    pick,
    loaded: pageState(keys, (key) => selected.by === 'match' || selected.rows.has(key)),
    pickLoaded: (on) => set(on || selected.by === 'rows' ? picked(selected, items, on, items) : NOTHING),
    pickAll: () => set(frozen ? { by: 'match', ...frozen } : picked(selected, items, true, items)),
    clear: () => set(NOTHING),
    elsewhere: inList,
  }
}
