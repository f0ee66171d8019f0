import type { RunSummary } from '../../contract/run.ts'
import { paths } from '../address/paths.ts'
import { useEnvironment } from '../api/use-session.ts'
import { RunProgress } from '../components/RunProgress.tsx'
import { endedCount, lostCount, resultWords, unsentCount } from '../components/run-counts.ts'
import { lookOfRun } from '../components/run-looks.ts'
import { ColumnHead, DataTable } from '../kit/table/DataTable.tsx'
import { RowLink } from '../kit/table/RowLink.tsx'
import { count } from '../kit/text/count-words.ts'
import { ToneBadge } from '../kit/text/ToneBadge.tsx'
import { Moment } from '../kit/time/Moment.tsx'
import { Time } from '../kit/time/Time.tsx'
import classes from './RunTable.module.css'
import { asSentence, runHasEnded } from './run-words.ts'

interface RunTableProps {
  /** Newest first. */
  runs: readonly RunSummary[]
  busy: boolean
}

/** Shows runs as a table: state, name, progress, end. */
export function RunTable({ runs, busy }: RunTableProps) {
  return (
    <div className={classes.list}>
      <DataTable label="Runs" cards busy={busy} sticky>
        <thead>
          <tr>
            <ColumnHead>State</ColumnHead>
            <ColumnHead>Run</ColumnHead>
            <ColumnHead>Progress</ColumnHead>
            <ColumnHead hide="medium">Started by</ColumnHead>
            <ColumnHead hide="narrow">Started</ColumnHead>
            <ColumnHead>Ends</ColumnHead>
          </tr>
        </thead>
        <tbody>
          {runs.map((run) => (
            <RunRow key={run.id} run={run} />
          ))}
        </tbody>
      </DataTable>
    </div>
  )
}

function RunRow({ run }: { run: RunSummary }) {
  const environment = useEnvironment()
  return (
    <tr className={classes.row}>
      <td className={classes.state}>
        <ToneBadge look={lookOfRun(run)} quiet={run.state === 'done' && lostCount(run.counts) === 0} />
      </td>
      <th scope="row" className={classes.name}>
        <RowLink to={paths.run(environment.id, run.id)} translate="no">
          {run.name}
        </RowLink>
        {run.options.way === 'replay' ? <span className={classes.way}>Direct replay</span> : null}
        <span className={classes.by}>{run.startedBy.name}</span>
        {run.state === 'stopped' && run.stateReason ? (
          <span className={classes.why}>{asSentence(run.stateReason)}</span>
        ) : null}
      </th>
      <td className={classes.progress}>
        <RunProgress label={`Progress of ${run.name}`} counts={run.counts} total={run.total} small />
        <Figures run={run} />
      </td>
      <td data-hide="medium" className={classes.starter}>
        {run.startedBy.name}
      </td>
      <td data-hide="narrow" className={classes.time}>
        <Time at={run.createdAt} />
      </td>
      <td className={classes.ends}>
        <Ends run={run} />
      </td>
    </tr>
  )
}

/** Shows the bar in numbers; losses stand out. */
function Figures({ run: { counts, total, state } }: { run: RunSummary }) {
  const lost = lostCount(counts)
  if (runHasEnded(state)) {
    return (
      <span className={classes.figures} data-lost={lost > 0 || undefined}>
        {resultWords(counts)}
      </span>
    )
  }
  const scheduled = counts.scheduled ?? 0
  return (
    <span className={classes.figures}>
      {count(endedCount(counts))} of {count(total)}
      {scheduled > 0 ? <span>, {count(scheduled)} scheduled</span> : null}
      {lost > 0 ? <b className={classes.lost}>, {count(lost)} not delivered</b> : null}
    </span>
  )
}

const Ends = ({ run: { endedAt, endsAt, state, counts } }: { run: RunSummary }) => {
  if (endedAt !== null) return <Time at={endedAt} />
  if (endsAt !== null) return <Moment at={endsAt} />
  if (state !== 'running' && state !== 'canary') return <span data-empty>–</span>
  return <span data-empty>{unsentCount(counts) > 0 ? 'waits' : 'being followed'}</span>
}
