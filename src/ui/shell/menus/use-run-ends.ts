import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useLocation } from 'react-router'
import type { ActiveRuns } from '../../../contract/run.ts'
import { paths } from '../../address/paths.ts'
import { runQueries } from '../../api/runs.ts'
import { endNotice } from '../../components/run-counts.ts'
import { notify } from '../../kit/feedback/notify.ts'
import { runLink } from './run-link.tsx'

/** Stopped runs wait for a person, so being stopped is told like an end. */
const over = ({ runs }: ActiveRuns, id: string): boolean => {
  const run = runs.find((one) => one.id === id)
  return !run || run.state === 'stopped'
}

/** Tells what came of a run that was seen under way, on whatever page but its own. A single event's page tells its end. */
export function useRunEnds(environment: string, active: ActiveRuns | undefined): void {
  const client = useQueryClient()
  const { pathname } = useLocation()
  const page = useRef(pathname)
  useEffect(() => {
    page.current = pathname
  }, [pathname])
  const before = useRef<{ environment: string; active: ActiveRuns | undefined }>({ environment, active })
  useEffect(() => {
    const last = before.current
    before.current = { environment, active }
    if (last.environment !== environment || !last.active || !active) return
    const ended = last.active.runs.filter(({ id, single, state }) => !single && state !== 'stopped' && over(active, id))
    for (const { id } of ended) {
      const own = paths.run(environment, id)
      if (page.current === own) continue
      client
        .query({ ...runQueries.detail(environment, id), staleTime: 0 })
        .then((run) => notify({ ...endNotice(run), action: runLink(own) }))
        .catch(() => {}) // whoever wants to know opens the run; there is nothing to tell here
    }
  }, [client, environment, active])
}
