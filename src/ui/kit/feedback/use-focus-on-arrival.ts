import { createContext, type RefObject, use, useEffect } from 'react'

/** True once the reader has moved about in the app; until then the browser's own focus is right. The shell sets it. */
export const ArrivalContext = createContext<RefObject<boolean>>({ current: false })

/**
 * Moves the focus to the heading of a page that was navigated to, so that the next Tab and a screen reader start there.
 */
export function useFocusOnArrival(heading: RefObject<HTMLElement | null>, page: string): void {
  const moved = use(ArrivalContext)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new page is what makes it an arrival
  useEffect(() => {
    if (moved.current) heading.current?.focus({ preventScroll: true })
  }, [page, heading, moved])
}
