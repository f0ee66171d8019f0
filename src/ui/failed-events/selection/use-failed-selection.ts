import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { FailedItem } from '../../../contract/failed-event.ts'
import { announce } from '../../kit/feedback/announce.ts'
import { notify } from '../../kit/feedback/notify.ts'
import { pageState, rangeOf } from '../../kit/table/selection.ts'
import { allOf, type Frozen, has, keyOf, NOTHING, outOf, picked, type Selected } from './selected.ts'

export interface FailedSelection {
  selected: Selected
  has: (item: FailedItem) => boolean
  pick: (item: FailedItem, on: boolean, range: boolean) => void
  /** The selected part of the loaded rows, or of all that match once those are selected. */
  loaded: 'all' | 'some' | 'none'
  /** Selects the loaded rows or takes them out. Once all that match are selected, it puts rows back, or clears. */
  pickLoaded: (on: boolean) => void
  /** Selects all that match, loaded or not, as of the moment of the list. */
  pickAll: () => void
  /** Puts back the rows taken out of all that match. */
  putBack: () => void
  clear: () => void
  /** Selected events that are not in the shown list. */
  elsewhere: number
}

const ENDED = 'All that matched was selected in the list as it was before.'

/**
 * Returns the selected events of a list. Rows stay selected across filters and sorting; "all that match" belongs to one
 * list at one moment, so it ends, with a notice, with that list. `frozen` is all of that list, undefined until known.
 */
export function useFailedSelection(
  items: readonly FailedItem[],
  list: string,
  frozen: Frozen | undefined,
): FailedSelection {
  const [state, setState] = useState<{ selected: Selected; list: string }>({ selected: NOTHING, list })
  const ended = state.selected.by === 'match' && state.list !== list
  const selected = ended ? NOTHING : state.selected
  const anchor = useRef<string>(undefined)
  const keys = useMemo(() => items.map(keyOf), [items])
  const now = useRef({ items, keys, selected })
  useLayoutEffect(() => {
    now.current = { items, keys, selected }
  })
  const set = useCallback((next: Selected) => setState({ selected: next, list }), [list])
  useEffect(() => {
    if (!ended) return
    set(NOTHING)
    void notify({ tone: 'waiting', title: 'Nothing is selected any more', text: ENDED })
  }, [ended, set])
  const pick = useCallback(
    (item: FailedItem, on: boolean, range: boolean) => {
      const known = now.current
      const wanted = new Set(range ? rangeOf(known.keys, anchor.current, keyOf(item)) : [keyOf(item)])
      const rows = range ? known.items.filter((each) => wanted.has(keyOf(each))) : [item]
      // Shift repeats the last action: from a row that was taken out to one still selected, all are taken out.
      const from = range ? rows.find((each) => keyOf(each) === anchor.current) : undefined
      const out = from !== undefined && !has(known.selected, from) && has(known.selected, item)
      anchor.current = keyOf(item)
      const next = picked(known.selected, rows, on && !out)
      if (known.selected.by === 'match' && next.by === 'rows') announce('Nothing is selected: all were taken out')
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
  const pickLoaded = (on: boolean) => {
    if (selected.by === 'rows') set(picked(selected, items, on))
    else set(on ? allOf(selected) : NOTHING)
  }
  return {
    selected,
    has: isPicked,
    pick,
    loaded: loadedOf(selected, keys),
    pickLoaded,
    pickAll: () => set(frozen ? allOf(frozen) : picked(selected, items, true)),
    putBack: () => set(selected.by === 'match' ? allOf(selected) : selected),
    clear: () => set(NOTHING),
    elsewhere: inList,
  }
}

const loadedOf = (selected: Selected, keys: readonly string[]): FailedSelection['loaded'] => {
  if (selected.by === 'match') return outOf(selected) > 0 ? 'some' : 'all'
  return pageState(keys, (key) => selected.rows.has(key))
}
