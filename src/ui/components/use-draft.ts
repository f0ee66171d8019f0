import { useCallback, useEffect, useRef, useState } from 'react'
import { useSession } from '../api/use-session.ts'
import { kept } from '../kit/storage.ts'

const PREFIX = 'console.draft.'
const OPENED = '.opened'

/** The drafts that this page has opened; one that an earlier page opened and never showed is not tried again. */
const opened = new Set<string>()

interface Draft<State> {
  /** What was kept before the page was reloaded; undefined when there is nothing. */
  found: State | undefined
  /** Keeps the present state, as JSON; undefined when there is nothing worth keeping. */
  keep: (state: State | undefined) => void
  /** Keeps nothing from now on, because the work is stored or to be dropped. */
  drop: () => void
}

/**
 * Keeps half-done work of a form through a reload of its tab, for the person who typed it, until it is dropped. What a newer
 * version of the page cannot show is dropped at the reload after it.
 */
export function useDraft<State>(name: string): Draft<State> {
  const { user } = useSession()
  const key = `${PREFIX}${user.id}.${name}`
  const [found] = useState(() => open<State>(key))
  const dropped = useRef(false)
  const keep = useCallback(
    (state: State | undefined) => {
      if (state === undefined || dropped.current) kept.session.remove(key)
      else kept.session.set(key, JSON.stringify(state))
    },
    [key],
  )
  const drop = useCallback(() => {
    dropped.current = true
    kept.session.remove(key)
  }, [key])
  useEffect(() => kept.session.remove(key + OPENED), [key])
  return { found, keep, drop }
}

const open = <State>(key: string): State | undefined => {
  if (!opened.has(key) && kept.session.get(key + OPENED) !== undefined) {
    kept.session.remove(key + OPENED)
    kept.session.remove(key)
  }
  const text = kept.session.get(key)
  if (text === undefined) return undefined
  opened.add(key)
  kept.session.set(key + OPENED, 'true')
  try {
    return JSON.parse(text) as State
  } catch {
    return undefined
  }
}

/** Forgets all drafts of this tab, because its person signs out. */
export function dropDrafts(): void {
  for (const key of kept.session.keys()) if (key.startsWith(PREFIX)) kept.session.remove(key)
}
