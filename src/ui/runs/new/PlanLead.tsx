import { IconHourglassLow, IconPlayerPause } from '@tabler/icons-react'
import { type ReactNode, useEffect, useRef } from 'react'
import type { Plan } from '../../../contract/plan.ts'
import type { RunOptions } from '../../../contract/run.ts'
import { announce } from '../../kit/feedback/announce.ts'
import { count, counted } from '../../kit/text/count-words.ts'
import { useTimeZone } from '../../kit/time/TimeZone.tsx'
import classes from './NewRun.module.css'
import { leftOutTotal, planSentence } from './plan-words.ts'

interface PlanLeadProps {
  plan: Plan
  options: RunOptions
  /** True while another plan is being made. */
  behind: boolean
}

/** Sums up the run. It is spoken again when an option changes it, not when time does. */
export function PlanLead({ plan, options, behind }: PlanLeadProps) {
  const reader = { now: Date.parse(plan.asOf), zone: useTimeZone().zone }
  const out = leftOutTotal(plan.leftOut)
  const off = options.way === 'redelivery' ? plan.lanes.filter(({ enabled }) => !enabled) : []
  const waiting = off.reduce((sum, lane) => sum + lane.count, 0)
  const sentence = planSentence(plan, options, reader)
  useSpoken(sentence, [plan.total, plan.late, options.way, options.pace, options.order].join())
  return (
    <div className={classes.lead} data-behind={behind || undefined}>
      <p className={classes.sentence}>{sentence}</p>
      {out > 0 ? (
        <p className={classes.quiet}>
          {count(plan.selected)} selected, {count(out)} left out.
        </p>
      ) : null}
      {plan.late > 0 ? (
        <Note icon={<IconHourglassLow size={16} stroke={1.75} aria-hidden />}>
          {counted(plan.late, 'event expires before its turn', 'events expire before their turn')}. They come last,
          should Identity Cloud still have them by then.
        </Note>
      ) : null}
      {off.length > 0 && off.length < plan.lanes.length ? (
        <Note icon={<IconPlayerPause size={16} stroke={1.75} aria-hidden />}>
          {counted(waiting, 'event')} of {counted(off.length, 'subscription')} that {off.length === 1 ? 'is' : 'are'}{' '}
          off {waiting === 1 ? 'waits' : 'wait'} until {off.length === 1 ? 'it is' : 'they are'} switched on; the others
          go on.
        </Note>
      ) : null}
      {off.length > 0 && off.length === plan.lanes.length ? (
        <Note icon={<IconPlayerPause size={16} stroke={1.75} aria-hidden />}>
          {off.length === 1 ? 'The subscription is off' : 'The subscriptions are off'}. Identity Cloud redelivers
          nothing then; the run begins by itself once {off.length === 1 ? 'it is' : 'one is'} switched on.
        </Note>
      ) : null}
    </div>
  )
}

function useSpoken(sentence: string, figures: string) {
  const spoken = useRef(figures)
  useEffect(() => {
    if (spoken.current === figures) return
    spoken.current = figures
    announce(sentence)
  }, [sentence, figures])
}

const Note = ({ icon, children }: { icon: ReactNode; children: ReactNode }) => (
  <p className={classes.note}>
    {icon}
    <span>{children}</span>
  </p>
)
