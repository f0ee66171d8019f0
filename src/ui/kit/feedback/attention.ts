import { useSyncExternalStore } from 'react'

let things = 0
const listeners = new Set<() => void>()

/** Says how many things are urgent, for the tab's title. */
export function setAttention(count: number): void {
  if (count === things) return
  things = count
  for (const listener of listeners) listener()
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

/** Returns how many things are urgent. */
export function useAttention(): number {
  return useSyncExternalStore(subscribe, () => things)
}
