import { Anchor } from '@mantine/core'
import { IconChevronLeft } from '@tabler/icons-react'
import { useSuspenseQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { Link } from 'react-router'
import type { RunDetail } from '../../contract/run.ts'
import { paths } from '../address/paths.ts'
import { problemOf } from '../api/problem.ts'
import { QueryBoundary } from '../api/QueryBoundary.tsx'
import { runQueries } from '../api/runs.ts'
import { useEnvironment } from '../api/use-session.ts'
import { ProblemNotice } from '../components/ProblemPanel.tsx'
import { lookOfRun } from '../components/run-looks.ts'
import { announce } from '../kit/feedback/announce.ts'
import { PageHeader } from '../kit/feedback/PageHeader.tsx'
import { TableSkeleton } from '../kit/table/TableSkeleton.tsx'
import { ToneBadge } from '../kit/text/ToneBadge.tsx'
import { Time } from '../kit/time/Time.tsx'
import { Items } from './Items.tsx'
import { ITEM_COLUMNS } from './ItemTable.tsx'
import { milestones } from './milestones.ts'
import classes from './Run.module.css'
import { RunActions } from './RunActions.tsx'
import { RunLanes } from './RunLanes.tsx'
import { RunLead } from './RunLead.tsx'
import { optionWords } from './run-words.ts'

/** Shows a run as the server has it: the same after a reload, in another browser, a day later. */
export function RunView({ runId }: { runId: string }) {
  const environment = useEnvironment()
  const { data: run, error, refetch } = useSuspenseQuery(runQueries.detail(environment.id, runId))
  useMilestones(run)
  return (
    <>
      <PageHeader
        title={run.name}
        named
        within={environment.name}
        trail={
          <Anchor component={Link} inherit className={classes.back ?? ''} to={paths.runs(environment.id)}>
            <IconChevronLeft size={14} stroke={1.75} aria-hidden />
            Runs
          </Anchor>
        }
        about={<About run={run} />}
        actions={<RunActions run={run} />}
      />
      {error ? (
        <div className={classes.problem}>
          <ProblemNotice problem={problemOf(error)} onRetry={() => void refetch()} />
        </div>
      ) : null}
      <RunLead run={run} />
      <RunLanes run={run} />
      <section className={classes.section} aria-labelledby="run-events">
        <h2 id="run-events" className={classes.heading}>
          Events
        </h2>
        <QueryBoundary resetKey={runId} fallback={<TableSkeleton columns={ITEM_COLUMNS} rows={12} />}>
          <Items run={run} />
        </QueryBoundary>
      </section>
    </>
  )
}

/** Shows who started the run, when, why and how. */
const About = ({ run }: { run: RunDetail }) => (
  <div className={classes.about}>
    <span className={classes.state}>
      <ToneBadge look={lookOfRun(run)} />
    </span>
    <span>
      Started <Time at={run.createdAt} /> by {run.startedBy.name}
    </span>
    <span>{optionWords(run.options).join(', ')}</span>
    {run.reason ? <span className={classes.reason}>“{run.reason}”</span> : null}
  </div>
)

/** Announces to screen readers what matters of a run while it is shown. */
function useMilestones(run: RunDetail): void {
  const before = useRef(run)
  useEffect(() => {
    const said = milestones(before.current, run)
    before.current = run
    if (said) announce(said)
  }, [run])
}
