import { useQuery } from '@tanstack/react-query'
import { useNavigate } from 'react-router'
import { EVENT_RETENTION, HOUR } from '../../../contract/durations.ts'
import { paths } from '../../address/paths.ts'
import { searchOf } from '../../api/client.ts'
import { overviewQueries } from '../../api/overview.ts'
import { problemOf } from '../../api/problem.ts'
import { useEnvironment } from '../../api/use-session.ts'
import { ProblemNotice } from '../../components/ProblemPanel.tsx'
import { count } from '../../kit/text/count-words.ts'
import classes from './Charts.module.css'
import { HourChart, type Series } from './HourChart.tsx'
import { HourTable } from './HourTable.tsx'
import { HOURS, type HourBar, weekFrom } from './hour-bars.ts'

const DELIVERIES: Series[] = [
  { word: 'delivered', tone: 'success' },
  { word: 'waiting', tone: 'waiting' },
  { word: 'failed', tone: 'failure' },
]
const EXPIRING: Series[] = [{ word: 'expire', tone: 'failure' }]

/** Draws the stored week: what became of events by the hour, and what is forgotten when. */
export function Charts() {
  const { id } = useEnvironment()
  const navigate = useNavigate()
  const { data, error, refetch } = useQuery(overviewQueries.hours(id))
  if (error && !data) return <ProblemNotice problem={problemOf(error)} onRetry={() => void refetch()} />
  if (!data || data.hours.length === 0) return null
  const now = Date.parse(data.asOf)
  const past = weekFrom(now - (HOURS - 1) * HOUR, data.hours, [
    ({ delivered }) => delivered,
    ({ waiting }) => waiting,
    ({ failed }) => failed,
  ])
  const coming = weekFrom(now, data.expiring, [({ failed }) => failed])
  const failedIn = (from: number, to: number) =>
    paths.failedEvents(id) + searchOf({ from: new Date(from).toISOString(), to: new Date(to).toISOString() })
  // What is forgotten in an hour failed 7 days before it (API 6.5).
  const expiringIn = (from: number, to: number) => failedIn(from - EVENT_RETENTION, to - EVENT_RETENTION)
  return (
    <>
      <section className={classes.section} aria-label="Deliveries per hour">
        <HourChart
          title="Deliveries per hour"
          about={rateWords(past)}
          bars={past}
          series={DELIVERIES}
          start={HOURS - 1}
          onOpen={(from, to) => void navigate(failedIn(from, to))}
        />
        <HourTable label="Deliveries per hour" bars={past} series={DELIVERIES} placeOf={failedIn} />
      </section>
      {data.expiring.length > 0 ? (
        <section className={classes.section} aria-label="Failed events that expire">
          <HourChart
            title="Failed events by the hour in which they expire"
            bars={coming}
            series={EXPIRING}
            start={0}
            onOpen={(from, to) => void navigate(expiringIn(from, to))}
          />
          <HourTable label="Failed events that expire" bars={coming} series={EXPIRING} placeOf={expiringIn} />
        </section>
      ) : null}
    </>
  )
}

/** Words the share that was delivered, rounded down: it is 100 % only when nothing failed. */
function rateWords(bars: readonly HourBar[]): string | undefined {
  const [delivered, failed] = [0, 2].map((place) => bars.reduce((sum, { values }) => sum + (values[place] ?? 0), 0))
  const ended = (delivered ?? 0) + (failed ?? 0)
  if (ended === 0) return undefined
  return `${Math.floor(((delivered ?? 0) / ended) * 1_000) / 10} % of ${count(ended)} delivered, in what was read of 7 days`
}
