import { useCallback, useMemo, useRef, useState } from 'react'
import type { SubscriptionRow } from '../../../contract/subscription.ts'
import { pageState, rangeOf } from '../../kit/table/selection.ts'

/** The selection of rows as a table needs it. */
export interface PageSelection {
  has: (id: string) => boolean
  /** True when it stands on the page that is shown. */
  shows: (id: string) => boolean
  /** Selects one or takes it out; with `range` all from the last one that was picked. */
  pick: (id: string, on: boolean, range: boolean) => void
  page: 'all' | 'some' | 'none'
  pickPage: (on: boolean) => void
}

interface Selection {
  /** Everything selected, other pages included, each as it was last seen. */
  rows: readonly SubscriptionRow[]
  onPage: PageSelection
  /** Takes some out, or all. */
  drop: (ids?: readonly string[]) => void
}

/** The selected subscriptions of a list. They stay selected while one searches, sorts and turns pages. */
export function useSelection(items: readonly SubscriptionRow[]): Selection {
  const [kept, setKept] = useState<ReadonlyMap<string, SubscriptionRow>>(new Map())
  const anchor = useRef<string>(undefined)
  const set = useCallback(
    (ids: readonly string[], on: boolean) =>
      setKept((now) => {
        const next = new Map(now)
        const known = new Map(items.map((row) => [row.id, row]))
        for (const id of ids) {
          const row = known.get(id)
          if (!on) next.delete(id)
          else if (row) next.set(id, row)
        }
        return next
      }),
    [items],
  )
  const onPage = useMemo((): PageSelection => {
    const ids = items.map(({ id }) => id)
    const has = (id: string) => kept.has(id)
    return {
      has,
      shows: (id) => ids.includes(id),
      pick(id, on, range) {
        set(range ? rangeOf(ids, anchor.current, id) : [id], on)
        anchor.current = id
      },
      page: pageState(ids, has),
      pickPage: (on) => set(ids, on),
    }
  }, [items, kept, set])
  const rows = useMemo(() => {
    const fresh = new Map(items.map((row) => [row.id, row]))
    return [...kept.values()].map((row) => fresh.get(row.id) ?? row)
  }, [items, kept])
  const drop = useCallback((ids?: readonly string[]) => {
    setKept((now) => new Map(ids ? [...now].filter(([id]) => !ids.includes(id)) : []))
  }, [])
  return { rows, onPage, drop }
}
