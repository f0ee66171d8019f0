import { useSyncExternalStore } from 'react'
import { MINUTE, SECOND } from '../../../contract/durations.ts'

/** One timer for everything on the page that tells a time; it runs only while something does. */
const createClock = (step: number) => {
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
      timer = setInterval(tick, step)
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

const minutes = createClock(MINUTE)
const seconds = createClock(SECOND)

/** The time in ms, renewed once a minute for all at once. */
export function useNow(): number {
  return useSyncExternalStore(minutes.subscribe, minutes.read)
}

/** The time in ms, renewed once a second: for what is counted down. */
export function useSeconds(): number {
  return useSyncExternalStore(seconds.subscribe, seconds.read)
}
