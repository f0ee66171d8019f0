import { useSyncExternalStore } from 'react'
import { MINUTE, SECOND } from '../../../contract/durations.ts'

/** One timer for every time on the page; it runs only while one is shown. */
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

/** Returns the time in ms, renewed once a minute for all at once. */
export function useNow(): number {
  return useSyncExternalStore(minutes.subscribe, minutes.read)
}

/** Returns the time in ms, renewed once a second, for countdowns. */
export function useSeconds(): number {
  return useSyncExternalStore(seconds.subscribe, seconds.read)
}
