import { useSuspenseQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import type { ExportJob } from '../../contract/export.ts'
import { denied } from '../../contract/role.ts'
import { exportQueries } from '../api/exports.ts'
import { problemOf } from '../api/problem.ts'
import { subscriptionQueries } from '../api/subscriptions.ts'
import { useEnvironment, useSession } from '../api/use-session.ts'
import { ProblemNotice } from '../components/ProblemPanel.tsx'
import { EmptyState } from '../kit/feedback/EmptyState.tsx'
import { notify } from '../kit/feedback/notify.ts'
import { paceWords } from '../kit/time/duration.ts'
import { ExportSummary } from './ExportSummary.tsx'
import classes from './Exports.module.css'
import { ExportTable } from './ExportTable.tsx'
import { endedBetween, pollEvery } from './export-times.ts'
import { Note } from './Note.tsx'
import { StartExport } from './StartExport.tsx'

/** Shows how much can be exported, the button for it, and the exports of the last 7 days. */
export function ExportsOfSubscription({ subscriptionId }: { subscriptionId: string }) {
  const environment = useEnvironment()
  const { role } = useSession()
  const subscription = useSuspenseQuery(subscriptionQueries.detail(environment.id, subscriptionId)).data
  const { data, error, refetch } = useSuspenseQuery({
    ...exportQueries.list(environment.id, subscriptionId),
    refetchInterval: ({ state }) => pollEvery(state.data),
  })
  useEndedExports(data.jobs)
  const under = data.jobs.some(({ state }) => state === 'processing')
  const note = !under && denied(role, 'export.start') === undefined ? (data.blocked ?? data.caution) : null
  return (
    <>
      <section className={classes.top} aria-label="Export">
        <ExportSummary list={data} />
        <StartExport subscription={subscription} list={data} />
        {note ? <Note>{note}.</Note> : null}
      </section>
      {error ? <ProblemNotice problem={problemOf(error)} onRetry={() => void refetch()} /> : null}
      {data.jobs.length === 0 ? (
        <EmptyState title="No exports in the last 7 days">
          An export writes the failed events that were never exported to a file, for backlogs that redelivery,{' '}
          {paceWords(environment.redeliveryInterval)}, cannot bring home in time. Exports and their files are forgotten
          after 7 days.
        </EmptyState>
      ) : (
        <ExportTable subscription={subscription} jobs={data.jobs} />
      )}
    </>
  )
}

/** Reports when an export that was under way is ready or failed. A cancelled one needs no report. */
function useEndedExports(jobs: readonly ExportJob[]): void {
  const last = useRef(jobs)
  useEffect(() => {
    for (const { state } of endedBetween(last.current, jobs)) {
      if (state === 'ready')
        void notify({ tone: 'success', title: 'The export is ready', text: 'Its file can be downloaded for 7 days.' })
      if (state === 'failed') void notify({ tone: 'failure', title: 'The export failed' })
    }
    last.current = jobs
  }, [jobs])
}
