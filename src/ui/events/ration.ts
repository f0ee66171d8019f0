import { useEffect, useState } from 'react'

/** Seconds between two redelivery calls of one subscription (API 1.5). */
const RATION = 60

/** Until when each subscription's ration is spent, in epoch ms: what this tab itself knows. The server has the last word. */
const spentUntil = new Map<string, number>()

const wordsFor = (seconds: number) => `One redelivery a minute for each subscription: the next in ${seconds} s`

/**
 * The ration of a subscription as this tab knows it. `reason` counts down while it is spent; `spent(seconds)` notes that
 * a call was made, or refused for so long.
 */
export const useRation = (environment: string, subscriptionId: string) => {
  const key = `${environment}/${subscriptionId}`
  const [left, setLeft] = useState(() => secondsLeft(key))
  useEffect(() => {
    if (left === 0) return
    const timer = setInterval(() => setLeft(secondsLeft(key)), 1_000)
    return () => clearInterval(timer)
  }, [key, left])
  return {
    reason: left > 0 ? wordsFor(left) : undefined,
    spent(seconds = RATION) {
      spentUntil.set(key, Date.now() + seconds * 1_000)
      setLeft(secondsLeft(key))
    },
  }
}

const secondsLeft = (key: string): number => Math.max(0, Math.ceil(((spentUntil.get(key) ?? 0) - Date.now()) / 1_000))
