import { defaultRangeExtractor, type Range, useWindowVirtualizer } from '@tanstack/react-virtual'
import {
  type FocusEvent,
  type KeyboardEvent,
  type MouseEvent,
  useCallback,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react'

/** Rows drawn beyond what is in sight. */
const BEYOND = 12
/** More rows are asked for this close to the last one. */
const NEAR = 60
/** Room covered at the edges: by the bar and the heads above, by a selection below; px. */
const ABOVE = 96
const BELOW = 72

export interface RowKeys<Row> {
  /** Names the list; another name begins at its first row. */
  list: string
  rows: readonly Row[]
  keyOf: (row: Row) => string
  /** Estimated height of a row, in px. */
  height: number
  onOpen: (row: Row) => void
  /** Selects a row or takes it out; `range` includes all from the last picked one. */
  onPick: (row: Row, on: boolean, range: boolean) => void
  onPickAll: () => void
  isSelected: (row: Row) => boolean
  /** Called when the last rows are near, to ask for more. */
  onNearEnd: () => void
}

const indexOf = (target: EventTarget): number => {
  const row = target instanceof Element ? target.closest('tr[data-index]') : null
  return Number(row?.getAttribute('data-index') ?? -1)
}

/** Returns the rows of a long table to draw, the one with the tab stop, and the handlers of its keys. */
export function useRowGrid<Row>(props: RowKeys<Row>) {
  const { list, rows, keyOf, height, onNearEnd } = props
  const body = useRef<HTMLTableSectionElement>(null)
  const top = useTop(body)
  const { active, setActive } = useActive(list, rows.length)
  const wanted = useRef(false)
  const rangeExtractor = useCallback(
    (range: Range) => {
      const drawn = defaultRangeExtractor(range)
      return drawn.includes(active) || active >= range.count ? drawn : [...drawn, active].sort((a, b) => a - b)
    },
    [active],
  )
  const virtualizer = useWindowVirtualizer<HTMLTableRowElement>({
    count: rows.length,
    estimateSize: () => height,
    getItemKey: (index) => (rows[index] === undefined ? index : keyOf(rows[index])),
    measureElement: (row) => row.getBoundingClientRect().height || height,
    rangeExtractor,
    overscan: BEYOND,
    scrollMargin: top,
    scrollPaddingStart: ABOVE,
    scrollPaddingEnd: BELOW,
    useFlushSync: false,
  })
  useLayoutEffect(() => {
    if (!wanted.current) return
    const row = body.current?.querySelector<HTMLElement>(`tr[data-index="${active}"]`)
    if (!row) return
    wanted.current = false
    row.focus({ preventScroll: true })
  })
  const last = virtualizer.range?.endIndex ?? 0
  useEffect(() => {
    if (last >= rows.length - NEAR) onNearEnd()
  }, [last, rows.length, onNearEnd])

  const move = (to: number, extend: boolean) => {
    const [from, next] = [rows[active], rows[to]]
    if (!next || to === active) return
    if (extend && from) {
      props.onPick(from, true, false)
      props.onPick(next, true, true)
    }
    wanted.current = true
    setActive(to)
    virtualizer.scrollToIndex(to)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const row = rows[active]
    if (!row || event.altKey) return
    const own = event.target instanceof HTMLTableRowElement
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'a') props.onPickAll()
    else if (own && event.key === 'Enter') props.onOpen(row)
    else if (own && event.key === ' ') props.onPick(row, event.shiftKey || !props.isSelected(row), event.shiftKey)
    else {
      const step = Math.max(1, Math.floor((innerHeight - ABOVE - BELOW) / height) - 1)
      const to = event.ctrlKey || event.metaKey ? undefined : nextRow(event.key, active, rows.length, step)
      if (to === undefined) return
      move(to, event.shiftKey)
    }
    event.preventDefault()
  }
  const onClick = (event: MouseEvent) => {
    const row = rows[indexOf(event.target)]
    const inUse = event.target instanceof Element && event.target.closest('a, button, input, label') !== null
    // A link in the row opens by itself, also in another tab; marked text is to be copied.
    if (row && !inUse && getSelection()?.isCollapsed !== false) props.onOpen(row)
  }
  const onFocus = (event: FocusEvent) => {
    const index = indexOf(event.target)
    if (index >= 0) setActive(index)
  }

  let end = top
  const slots = virtualizer.getVirtualItems().map((item) => {
    const before = item.start - end
    end = item.end
    return { index: item.index, before }
  })
  const after = virtualizer.getTotalSize() - (end - top)
  return { body, slots, after, active, measure: virtualizer.measureElement, handlers: { onKeyDown, onClick, onFocus } }
}

/** The row with the tab stop: the first of every new list. */
function useActive(list: string, count: number) {
  const [state, setState] = useState({ index: 0, list })
  const index = state.list === list ? Math.min(state.index, Math.max(0, count - 1)) : 0
  const setActive = useCallback((next: number) => setState({ index: next, list }), [list])
  return { active: index, setActive }
}

/** Returns where the rows begin on the page, in px; it follows what grows above them. */
function useTop(body: React.RefObject<HTMLElement | null>): number {
  const [top, setTop] = useState(0)
  const measure = useCallback(() => {
    if (body.current) setTop(Math.round(body.current.getBoundingClientRect().top + scrollY))
  }, [body])
  useLayoutEffect(measure)
  useEffect(() => {
    const observer = new ResizeObserver(measure)
    observer.observe(document.body)
    return () => observer.disconnect()
  }, [measure])
  return top
}

/**
 * Returns the row a key leads to from row `at` of `count`, undefined for other keys. `page` is the number of rows in
 * sight.
 */
export function nextRow(key: string, at: number, count: number, page: number): number | undefined {
  const to: Record<string, number> = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    PageDown: at + page,
    PageUp: at - page,
    Home: 0,
    End: count - 1,
  }
  const next = to[key]
  return next === undefined ? undefined : Math.max(0, Math.min(next, count - 1))
}
