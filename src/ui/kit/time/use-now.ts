import { useSyncExternalStore } from 'react'
import { MINUTE, SECOND } from '../../../contract/durations.ts'
import { onTimeMoved, serverNow } from './server-clock.ts'

/** One timer for every time on the page; it runs only while one is shown. */
const createClock = (step: number) => {
  let now = serverNow()
  let timer: ReturnType<typeof setInterval> | undefined
  let stop: (() => void) | undefined
  const listeners = new Set<() => void>()
  const tick = () => {
    now = serverNow()
    for (const listener of listeners) listener()
  }
  const subscribe = (listener: () => void) => {
    listeners.add(listener)
    if (timer === undefined) {
      now = serverNow()
      timer = setInterval(tick, step)
      document.addEventListener('visibilitychange', tick)
      stop = onTimeMoved(tick)
    }
    return () => {
      listeners.delete(listener)
      if (listeners.size > 0) return
      clearInterval(timer)
      timer = undefined
      stop?.()
      document.removeEventListener('visibilitychange', tick)
    }
  }
  return { subscribe, read: () => now }
}

const minutes = createClock(MINUTE)
const seconds = createClock(SECOND)

/** Returns the server's time in ms, renewed once a minute for all at once. */
export function useNow(): number {
  return useSyncExternalStore(minutes.subscribe, minutes.read)
}

/** Returns the server's time in ms, renewed once a second, for countdowns. */
export function useSeconds(): number {
  return useSyncExternalStore(seconds.subscribe, seconds.read)
}
