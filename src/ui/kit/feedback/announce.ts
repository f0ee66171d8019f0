/** Says something to whoever listens with a screen reader; `LiveRegion` speaks it. The same words twice are said twice. */
let listener: ((text: string) => void) | undefined

export function announce(text: string): void {
  listener?.(text)
}

/** For `LiveRegion`; returns how to stop. */
export function listenToAnnouncements(next: (text: string) => void): () => void {
  listener = next
  return () => {
    if (listener === next) listener = undefined
  }
}
