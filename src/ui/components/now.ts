import { useSyncExternalStore } from 'react'

const MINUTE = 60_000

/** One timer for everything on the page that tells a time; it runs only while something does. */
const createClock = () => {
  let now = Date.now()
  let timer: ReturnType<typeof setInterval> | undefined
  const listeners = new Set<() => void>()
  const tick = () => {
    now = Date.now()
    for (const listener of listeners) listener()
  }
  const subscribe = (listener: () => void) => {
    listeners.add(listener)
    if (timer === undefined) {
      now = Date.now()
      timer = setInterval(tick, MINUTE)
      document.addEventListener('visibilitychange', tick)
    }
    return () => {
      listeners.delete(listener)
      if (listeners.size > 0) return
      clearInterval(timer)
      timer = undefined
      document.removeEventListener('visibilitychange', tick)
    }
  }
  return { subscribe, read: () => now }
}

const clock = createClock()

/** The time in ms, renewed once a minute for all at once. */
export const useNow = (): number => useSyncExternalStore(clock.subscribe, clock.read)
