import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { SECOND } from '../../contract/durations.ts'
import { ActiveRuns } from '../../contract/run.ts'
import { apiPath } from './client.ts'
import { runQueries } from './runs.ts'

/** How often to ask where the server cannot tell by itself, in ms. */
const ASK_EVERY = 5 * SECOND
/** How long after a broken stream to try another, in ms. */
const STREAM_AGAIN = 30 * SECOND

/**
 * What runs in an environment, kept current: by the server's own events, or by asking every 5 s where those do not come.
 * Whatever else is shown of its runs is asked for again when any of them changed. For one place of the page only.
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
    if (before.changed !== changed) void client.invalidateQueries({ queryKey: runQueries.all(environment) })
  }, [client, environment, changed])
  return data
}

/**
 * Takes what the server sends into the cache. False while nothing can come: no such thing in this browser, no answer, or
 * the stream broke. A hidden tab holds no stream, for a browser allows few connections to one server.
 */
function useStream(environment: string): boolean {
  const client = useQueryClient()
  const [streaming, setStreaming] = useState(false)
  useEffect(() => {
    if (typeof EventSource === 'undefined') return
    let source: EventSource | undefined
    let again: ReturnType<typeof setTimeout> | undefined
    const close = () => {
      clearTimeout(again)
      source?.close()
      source = undefined
      setStreaming(false)
    }
    const open = () => {
      close()
      const stream = new EventSource(apiPath('environments', environment, 'live'))
      source = stream
      stream.addEventListener('runs', ({ data }) => {
        const active = readActive(data)
        if (!active) return
        setStreaming(true)
        client.setQueryData(runQueries.active(environment).queryKey, active)
      })
      stream.addEventListener('error', () => {
        // The server ends every stream after some minutes: the browser itself opens the next one.
        if (stream.readyState !== EventSource.CLOSED) return setStreaming(false)
        close()
        again = setTimeout(open, STREAM_AGAIN)
      })
    }
    const follow = () => (document.hidden ? close() : open())
    follow()
    document.addEventListener('visibilitychange', follow)
    return () => {
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
