import { useCallback, useEffect, useRef, useState } from 'react'

/** The result of one piece of work; `halt` stops the rest, because going on cannot help (no answer, not signed in). */
export interface Outcome {
  halt?: boolean
}

interface Course<Result> {
  /** The results so far, by key. A piece that is tried again loses its old result first. */
  results: ReadonlyMap<string, Result>
  /** The key of the piece under way. */
  current: string | undefined
  /** Pieces of this batch that are done. */
  done: number
  total: number
  running: boolean
  /** True after `stop`, while the last piece is still under way. */
  stopping: boolean
}

const IDLE = { current: undefined, done: 0, total: 0, running: false, stopping: false }

/**
 * Does one piece of work after the other and keeps the results. `stop` lets the piece under way finish, because what
 * was sent cannot be called back; leaving the page stops as well.
 */
export function useOneByOne<Result extends Outcome>() {
  const [course, setCourse] = useState<Course<Result>>({ ...IDLE, results: new Map() })
  const stopped = useRef(false)
  useEffect(
    () => () => {
      stopped.current = true
    },
    [],
  )
  const run = useCallback(async (keys: readonly string[], work: (key: string) => Promise<Result>) => {
    stopped.current = false
    setCourse(({ results }) => ({
      ...IDLE,
      running: true,
      total: keys.length,
      results: new Map([...results].filter(([key]) => !keys.includes(key))),
    }))
    for (const key of keys) {
      if (stopped.current) break
      setCourse((now) => ({ ...now, current: key }))
      const result = await work(key)
      setCourse((now) => ({ ...now, done: now.done + 1, results: new Map(now.results).set(key, result) }))
      if (result.halt) break
    }
    setCourse((now) => ({ ...now, current: undefined, running: false, stopping: false }))
  }, [])
  const stop = useCallback(() => {
    stopped.current = true
    setCourse((now) => ({ ...now, stopping: now.running }))
  }, [])
  const reset = useCallback(() => setCourse({ ...IDLE, results: new Map() }), [])
  return { ...course, run, stop, reset }
}
