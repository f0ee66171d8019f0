import { IconAlertOctagon, IconClockPause, IconHourglassLow } from '@tabler/icons-react'
import { Link, useLocation } from 'react-router'
import { type ItemState, type RunDetail, RunItemQuery } from '../../contract/run.ts'
import { leftOutWords } from '../../contract/words/left-out.ts'
import { writeAddress } from '../address/use-address.ts'
import { RunProgress, SEGMENTS } from '../components/RunProgress.tsx'
import { ITEM_LOOKS } from '../components/run-looks.ts'
import { count, counted } from '../kit/text/count-words.ts'
import { ToneBadge } from '../kit/text/ToneBadge.tsx'
import { useTimeZone } from '../kit/time/TimeZone.tsx'
import { useSeconds } from '../kit/time/use-now.ts'
import { leftOutTotal } from './new/plan-words.ts'
import classes from './Run.module.css'
import { asSentence, runSentence, stoppedRemedy, stuckWords } from './run-words.ts'

/** Shows the state of the run in a sentence, a bar and numbers. */
export function RunLead({ run }: { run: RunDetail }) {
  const stuck = stuckWords(run)
  const reader = { now: useSeconds(), zone: useTimeZone().zone }
  return (
    <section className={classes.lead} aria-label="Progress">
      <p className={classes.sentence}>{runSentence(run, reader)}</p>
      {run.state === 'stopped' ? (
        <p className={classes.stopped}>
          <IconAlertOctagon size={18} stroke={1.75} aria-hidden />
          <span>
            <b>{asSentence(run.stateReason ?? 'The console stopped this run')}</b> {stoppedRemedy(run)}
          </span>
        </p>
      ) : run.stateReason ? (
        <p className={classes.quiet}>{asSentence(run.stateReason)}</p>
      ) : null}
      {stuck ? (
        <p className={classes.note}>
          <IconClockPause size={16} stroke={1.75} aria-hidden />
          {stuck}
        </p>
      ) : null}
      {run.late > 0 ? (
        <p className={classes.note}>
          <IconHourglassLow size={16} stroke={1.75} aria-hidden />
          {counted(run.late, 'event', 'events')} of those that wait {run.late === 1 ? 'expires' : 'expire'} before{' '}
          {run.late === 1 ? 'its' : 'their'} turn, as it looks now.
        </p>
      ) : null}
      <RunProgress label="Events of this run" counts={run.counts} total={run.total} />
      <Legend run={run} />
      {leftOutTotal(run.leftOut) > 0 ? (
        <p className={classes.quiet}>Left out at the start: {leftOutWords(run.leftOut).join('; ')}.</p>
      ) : null}
    </section>
  )
}

/** Shows the bar in numbers; each links to the events in that state. */
function Legend({ run: { counts, total, retrying } }: { run: RunDetail }) {
  const { search } = useLocation()
  const linkTo = (state: ItemState | undefined) => ({
    search: String(
      writeAddress(RunItemQuery, new URLSearchParams(search), { state, after: undefined, before: undefined }),
    ),
    hash: 'run-events',
  })
  const shown = SEGMENTS.filter((state) => state === 'delivered' || (counts[state] ?? 0) > 0)
  return (
    <ul className={classes.legend}>
      {shown.map((state) => (
        <li key={state}>
          <Link to={linkTo(state)} replace className={classes.key ?? ''} preventScrollReset>
            <b>{count(counts[state] ?? 0)}</b>
            <ToneBadge look={ITEM_LOOKS[state]} quiet={ITEM_LOOKS[state].tone === 'off'} />
            {state === 'scheduled' && retrying > 0 ? (
              <span className={classes.quiet}>
                ({retrying === counts[state] ? '' : `${count(retrying)} `}being tried again)
              </span>
            ) : null}
          </Link>
        </li>
      ))}
      <li>
        <Link to={linkTo(undefined)} replace className={classes.key ?? ''} preventScrollReset>
          <b>{count(total)}</b>
          <span className={classes.quiet}>in all</span>
        </Link>
      </li>
    </ul>
  )
}
