import { Anchor } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { Link, useLocation } from 'react-router'
import type { ActiveRuns } from '../../../contract/run.ts'
import { paths } from '../../address/paths.ts'
import { runQueries } from '../../api/runs.ts'
import { endNotice } from '../../components/run-counts.ts'
import { notify } from '../../kit/feedback/notify.ts'

/** States that are reported as ends; a stopped run waits for a person. */
const over = ({ runs }: ActiveRuns, id: string): boolean => {
  const run = runs.find((one) => one.id === id)
  return !run || run.state === 'stopped'
}

/**
 * Reports the end of a run that was seen under way, except on its own page. A single event's page reports it itself.
 */
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
        .then((run) => notify({ ...endNotice(run), action: (close) => <RunLink to={own} close={close} /> }))
        .catch(() => {}) // the run itself shows its end
    }
  }, [client, environment, active])
}

interface RunLinkProps {
  to: string
  close: () => void
}

/** Links a notice to its run. On the run's page, which says the same, it closes the notice. */
function RunLink({ to, close }: RunLinkProps) {
  const { pathname } = useLocation()
  useEffect(() => {
    if (pathname === to) close()
  }, [pathname, to, close])
  return (
    <Anchor component={Link} inherit to={to} onClick={close}>
      Show the run
    </Anchor>
  )
}
