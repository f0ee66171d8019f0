import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { SECOND } from '../../contract/durations.ts'
import { ActiveRuns } from '../../contract/run.ts'
import { apiPath } from './client.ts'
import { runQueries } from './runs.ts'
import { signInGate } from './sign-in-gate.ts'

/** Polling interval where the server's stream does not come. */
const ASK_EVERY = 5 * SECOND
/** Pause before a broken stream is opened again. */
const STREAM_AGAIN = 30 * SECOND
/** The server gives a sign of life every 15 s; a stream that is silent for longer than this is stuck on its way. */
const SILENT = 25 * SECOND

/**
 * Returns the active runs of an environment, kept current by the server's stream, or by polling every 5 s without it.
 * All other queries of its runs are read again when one changed, so one component of the page may use it.
 */
export function useLiveRuns(environment: string): ActiveRuns | undefined {
  const client = useQueryClient()
  const streaming = useStream(environment)
  const { data } = useQuery({
    ...runQueries.active(environment),
    refetchInterval: streaming ? false : ASK_EVERY,
  })
  const changed = data?.changed
  const seen = useRef<{ environment: string; changed: string | undefined }>(undefined)
  useEffect(() => {
    const before = seen.current
    seen.current = { environment, changed }
    if (!before || before.environment !== environment || before.changed === undefined) return
    if (before.changed !== changed) void readAgain(client, environment)
  }, [client, environment, changed])
  return data
}

/**
 * Reads again what is shown of runs. A first read that is under way is not begun anew by that, and may have been answered
 * before the change: it is read again when it has ended.
 */
async function readAgain(client: QueryClient, environment: string): Promise<void> {
  const queryKey = runQueries.all(environment)
  const firstReads = client
    .getQueryCache()
    .findAll({ queryKey, fetchStatus: 'fetching', predicate: ({ state }) => state.data === undefined })
  void client.invalidateQueries({ queryKey })
  if (firstReads.length === 0) return
  await Promise.allSettled(firstReads.map(({ promise }) => promise ?? Promise.resolve()))
  void client.invalidateQueries({ queryKey, predicate: (query) => firstReads.includes(query) })
}

/**
 * Writes the server's stream into the cache. Returns false while there is none: the browser has no streams, or it
 * broke. A hidden tab holds none, because a browser allows few connections to one server.
 */
function useStream(environment: string): boolean {
  const client = useQueryClient()
  const [streaming, setStreaming] = useState(false)
  useEffect(() => {
    if (typeof EventSource === 'undefined') return
    let source: EventSource | undefined
    let again: ReturnType<typeof setTimeout> | undefined
    let silence: ReturnType<typeof setTimeout> | undefined
    // After a stream got stuck the next one counts from its second sign on: the first bytes may be all that comes.
    let doubted = false
    const close = () => {
      clearTimeout(again)
      clearTimeout(silence)
      source?.close()
      source = undefined
      setStreaming(false)
    }
    const open = () => {
      close()
      const stream = new EventSource(apiPath('environments', environment, 'live'))
      source = stream
      const openAgain = () => {
        close()
        again = setTimeout(open, STREAM_AGAIN)
      }
      const hear = (isAlive: boolean) => {
        clearTimeout(silence)
        silence = setTimeout(() => {
          doubted = true
          openAgain()
        }, SILENT)
        doubted &&= !isAlive
        if (!doubted) setStreaming(true)
      }
      stream.addEventListener('runs', ({ data }) => {
        const active = readActive(data)
        if (!active) return
        hear(false)
        client.setQueryData(runQueries.active(environment).queryKey, active)
      })
      stream.addEventListener('alive', () => hear(true))
      stream.addEventListener('error', () => {
        // The server ends every stream after some minutes, and the browser itself opens the next one.
        if (stream.readyState !== EventSource.CLOSED) return setStreaming(false)
        openAgain()
      })
    }
    const follow = () => (document.hidden || signInGate.leaving() ? close() : open())
    let leaving = signInGate.leaving()
    const unsubscribe = signInGate.subscribe(() => {
      if (leaving === signInGate.leaving()) return
      leaving = !leaving
      follow()
    })
    follow()
    document.addEventListener('visibilitychange', follow)
    return () => {
      unsubscribe()
      document.removeEventListener('visibilitychange', follow)
      close()
    }
  }, [client, environment])
  return streaming
}

function readActive(data: string): ActiveRuns | undefined {
  try {
    return ActiveRuns.safeParse(JSON.parse(data)).data
  } catch {
    return undefined
  }
}
