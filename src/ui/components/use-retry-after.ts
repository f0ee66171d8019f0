import { useEffect, useRef } from 'react'
import { SECOND } from '../../contract/durations.ts'
import type { Problem } from '../../contract/problem.ts'

/** Tries again by itself, after the time that the console asks for, while its own database is unavailable. */
export function useRetryAfter(
  { code, retryAfter }: Pick<Problem, 'retryAfter'> & { code: string },
  retry?: () => void,
): void {
  const latest = useRef(retry)
  useEffect(() => {
    latest.current = retry
  })
  useEffect(() => {
    if (code !== 'store_unavailable' || retryAfter === undefined) return
    const timer = setInterval(() => latest.current?.(), retryAfter * SECOND)
    return () => clearInterval(timer)
  }, [code, retryAfter])
}
