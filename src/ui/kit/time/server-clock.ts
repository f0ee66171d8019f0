import { SECOND } from '../../../contract/durations.ts'

/** The time (ms) to add to the browser's clock, which may be set wrong, to have the server's. */
let ahead = 0
const listeners = new Set<() => void>()

/** Returns the server's time in ms, by its last answer; the browser's before the first one. */
export function serverNow(): number {
  return Date.now() + ahead
}

/** Returns the server's time of a moment (ms) by the browser's clock. */
export function serverTimeOf(moment: number): number {
  return moment + ahead
}

/**
 * Begins a question to the server; the returned function takes the time (ms) that its answer tells. The answer was made
 * at some moment in between, so a clock that agrees with any of these is left as it is.
 */
export function askTime(): (told: number) => void {
  const asked = Date.now()
  return (told) => {
    const [least, most] = [told - Date.now(), told - asked]
    if (!Number.isFinite(told) || least > most) return
    const before = ahead
    ahead = Math.min(Math.max(ahead, least), most)
    if (Math.abs(ahead - before) >= SECOND) for (const listener of listeners) listener()
  }
}

/** Calls back when an answer moves the clock so far that it shows. Returns a function that stops this. */
export function onTimeMoved(listener: () => void): () => void {
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
  }
}
