import { Anchor, Button } from '@mantine/core'
import { IconHourglassLow } from '@tabler/icons-react'
import { useState } from 'react'
import { Link } from 'react-router'
import type { Plan, PlannedLane } from '../../../contract/plan.ts'
import type { RunOptions } from '../../../contract/run.ts'
import { paths } from '../../address/paths.ts'
import { useEnvironment } from '../../api/use-session.ts'
import { hint } from '../../kit/feedback/hint.ts'
import { ColumnHead, DataTable } from '../../kit/table/DataTable.tsx'
import { count } from '../../kit/text/count-words.ts'
import { useTimeZone } from '../../kit/time/TimeZone.tsx'
import { absoluteTime } from '../../kit/time/time-words.ts'
import classes from '../Lanes.module.css'
import { firstWords, laneOffWords, lastTurnWords } from './plan-words.ts'

interface PlanLanesProps {
  plan: Plan
  options: RunOptions
}

/** Lanes shown at first; the others come on demand. */
const FIRST = 50

/** Shows a row for each subscription, because each has its own queue. */
export function PlanLanes({ plan: { lanes, asOf }, options: { way } }: PlanLanesProps) {
  const [all, setAll] = useState(false)
  const shown = all ? lanes : lanes.slice(0, FIRST)
  return (
    <>
      <DataTable label="Subscriptions in this run" sticky>
        <thead>
          <tr>
            <ColumnHead>Subscription</ColumnHead>
            <ColumnHead align="end">Events</ColumnHead>
            <ColumnHead align="end" hide="narrow">
              Before them
            </ColumnHead>
            <ColumnHead hide="narrow">First turn</ColumnHead>
            <ColumnHead>Last turn</ColumnHead>
            <ColumnHead align="end">Too late</ColumnHead>
          </tr>
        </thead>
        <tbody>
          {shown.map((lane) => (
            <LaneRow key={lane.subscriptionId} lane={lane} asOf={asOf} way={way} />
          ))}
        </tbody>
      </DataTable>
      {lanes.length > shown.length ? (
        <Button className={classes.more ?? ''} onClick={() => setAll(true)}>
          Show all {count(lanes.length)} subscriptions
        </Button>
      ) : null}
    </>
  )
}

interface LaneRowProps {
  lane: PlannedLane
  /** The time of the plan, from which its times count. */
  asOf: string
  way: RunOptions['way']
}

function LaneRow({ lane, asOf, way }: LaneRowProps) {
  const environment = useEnvironment()
  const reader = { now: Date.parse(asOf), zone: useTimeZone().zone }
  const waits = way === 'redelivery' && !lane.enabled
  return (
    <tr>
      <th scope="row" className={classes.subscription}>
        <Anchor component={Link} inherit to={paths.subscription(environment.id, lane.subscriptionId)} translate="no">
          {lane.title}
        </Anchor>
        <span className={classes.under} data-tone={waits ? 'waiting' : undefined}>
          {lane.enabled ? lane.endpoint.replace(/^https:\/\//, '') : laneOffWords(way)}
        </span>
      </th>
      <td data-align="end">{count(lane.count)}</td>
      <td data-align="end" data-hide="narrow">
        {lane.ahead > 0 ? count(lane.ahead) : <span data-empty>–</span>}
      </td>
      <td data-hide="narrow">{waits ? 'once it is on' : firstWords(lane, reader)}</td>
      <td>{lastTurnWords(lane, waits, reader)}</td>
      <td data-align="end">
        <LateCount late={lane.late} soonestExpiry={lane.soonestExpiry} />
      </td>
    </tr>
  )
}

/** Shows by icon and colour how many events expire before their turn; hovering shows when the first does. */
function LateCount({ late, soonestExpiry }: { late: number; soonestExpiry?: string }) {
  const { zone } = useTimeZone()
  if (late === 0) return <span data-empty>–</span>
  const first = soonestExpiry && `The first expires ${absoluteTime(Date.parse(soonestExpiry), zone)}`
  return (
    <span className={classes.late} {...hint(first)}>
      <IconHourglassLow size={15} stroke={1.75} aria-hidden />
      {count(late)}
    </span>
  )
}
