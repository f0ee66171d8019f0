import { Anchor, Button } from '@mantine/core'
import { IconClockPause } from '@tabler/icons-react'
import { useState } from 'react'
import { Link } from 'react-router'
import type { RunDetail, RunLane } from '../../contract/run.ts'
import { paths } from '../address/paths.ts'
import { useEnvironment } from '../api/use-session.ts'
import { RunProgress } from '../components/RunProgress.tsx'
import { endedCount, lostCount, resultWords } from '../components/run-counts.ts'
import { ColumnHead, DataTable } from '../kit/table/DataTable.tsx'
import { count } from '../kit/text/count-words.ts'
import { Countdown, Moment } from '../kit/time/Moment.tsx'
import { LaneActions } from './LaneActions.tsx'
import classes from './Lanes.module.css'
import { asSentence, needsSomebody, runHasEnded } from './run-words.ts'

/** Lanes shown at first; the others come on demand. */
const FIRST = 8

/** Sorts lanes that may need somebody to the front; a lane that waits for its minute stays in its place. */
const urgency = (lane: RunLane): number => (needsSomebody(lane) ? 0 : 1)

/** Shows the lane of each subscription: progress, next call, and what it waits for. */
export function RunLanes({ run }: { run: RunDetail }) {
  const [all, setAll] = useState(false)
  const lanes = run.lanes.toSorted((one, other) => urgency(one) - urgency(other))
  const shown = all ? lanes : lanes.slice(0, FIRST)
  const ended = runHasEnded(run.state)
  // Replays go through one queue, so a lane has no time for its next post.
  const replays = run.options.way === 'replay'
  return (
    <section className={classes.lanes} aria-labelledby="run-lanes">
      <h2 id="run-lanes" className={classes.heading}>
        Subscriptions
      </h2>
      <DataTable label="Subscriptions of this run" cards sticky>
        <thead>
          <tr>
            <ColumnHead>Subscription</ColumnHead>
            <ColumnHead>Progress</ColumnHead>
            {ended || replays ? null : <ColumnHead hide="narrow">Next call</ColumnHead>}
            {ended ? null : <ColumnHead hide="narrow">{replays ? 'Last post' : 'Last call'}</ColumnHead>}
            {ended ? null : <ColumnHead align="end">Actions</ColumnHead>}
          </tr>
        </thead>
        <tbody>
          {shown.map((lane) => (
            <LaneRow key={lane.subscriptionId} lane={lane} run={run} ended={ended} />
          ))}
        </tbody>
      </DataTable>
      {lanes.length > shown.length ? (
        <Button className={classes.more ?? ''} onClick={() => setAll(true)}>
          Show all {count(lanes.length)} subscriptions
        </Button>
      ) : null}
    </section>
  )
}

interface LaneRowProps {
  lane: RunLane
  run: RunDetail
  ended: boolean
}

function LaneRow({ lane, run, ended }: LaneRowProps) {
  const environment = useEnvironment()
  const total = Object.values(lane.counts).reduce((sum, value) => sum + value, 0)
  const stuck = needsSomebody(lane)
  const lost = lostCount(lane.counts)
  return (
    <tr className={classes.row}>
      <th scope="row" className={classes.subscription}>
        <Anchor component={Link} inherit to={paths.subscription(environment.id, lane.subscriptionId)} translate="no">
          {lane.title}
        </Anchor>
        <Waits lane={lane} />
      </th>
      <td className={classes.progress}>
        <RunProgress label={`Progress of ${lane.title}`} counts={lane.counts} total={total} small />
        <span className={classes.figures}>
          {ended ? resultWords(lane.counts) : `${count(endedCount(lane.counts))} of ${count(total)}`}
          {lost > 0 && !ended ? <b className={classes.lost}>, {count(lost)} not delivered</b> : null}
        </span>
      </td>
      {ended ? null : (
        <>
          {run.options.way === 'replay' ? null : (
            <td data-hide="narrow" className={classes.time}>
              {lane.nextAt && !stuck ? <Countdown at={lane.nextAt} due="any moment" /> : <span data-empty>–</span>}
            </td>
          )}
          <td data-hide="narrow" className={classes.time}>
            {lane.endsAt && !stuck ? <Moment at={lane.endsAt} /> : <span data-empty>–</span>}
          </td>
          <td data-align="end">
            <LaneActions lane={lane} run={run} />
          </td>
        </>
      )}
    </tr>
  )
}

/** Says what a lane waits for, and when it is tried again. */
const Waits = ({ lane: { waits, paused } }: { lane: RunLane }) => {
  if (waits) {
    return (
      <span className={classes.waits}>
        <IconClockPause size={15} stroke={1.75} aria-hidden />
        <span>
          {asSentence(waits.words)}
          {waits.until ? (
            <>
              {' '}
              Looked at again <Countdown at={waits.until} />.
            </>
          ) : null}
        </span>
      </span>
    )
  }
  return paused ? <span className={classes.under}>Paused</span> : null
}
