let listener: ((text: string) => void) | undefined

/** Says something to screen readers through `LiveRegion`. The same words twice are said twice. */
export function announce(text: string): void {
  listener?.(text)
}

/** Passes announcements to `LiveRegion`. Returns a function that stops this. */
export function listenToAnnouncements(next: (text: string) => void): () => void {
  listener = next
  return () => {
    if (listener === next) listener = undefined
  }
}
