import { IconAlertTriangle, IconCircleCheck, IconCircleDashed } from '@tabler/icons-react'
import { useSuspenseQuery } from '@tanstack/react-query'
import type { Overview } from '../../contract/overview.ts'
import { overviewQueries } from '../api/overview.ts'
import { problemOf } from '../api/problem.ts'
import { useEnvironment } from '../api/use-session.ts'
import { ProblemNotice } from '../components/ProblemPanel.tsx'
import { useTimeZone } from '../kit/time/TimeZone.tsx'
import { useNow } from '../kit/time/use-now.ts'
import { LookedAt } from './LookedAt.tsx'
import { NeedRow } from './NeedRow.tsx'
import { headline, needWords } from './need-words.ts'
import { type Need, needsOf, sawAll } from './needs.ts'
import classes from './Overview.module.css'

/** Shows in one sentence what needs somebody, and under it a row for each thing with the one button that helps. */
export function WhatNeedsYou() {
  const environment = useEnvironment()
  const { data, error, refetch } = useSuspenseQuery(overviewQueries.current(environment.id))
  const needs = needsOf(data)
  return (
    <>
      {error ? <ProblemNotice problem={problemOf(error)} onRetry={() => void refetch()} /> : null}
      <div className={classes.top}>
        {needs.length > 0 ? <Sentence needs={needs} /> : <Nothing overview={data} />}
        <LookedAt overview={data} />
      </div>
      <Needs needs={needs} asOf={data.asOf} />
    </>
  )
}

function Sentence({ needs }: { needs: Need[] }) {
  const now = useNow()
  const { zone } = useTimeZone()
  const { many, which } = headline(needs, { now, zone })
  return (
    <p className={classes.sentence} data-tone="failure">
      <IconAlertTriangle size={22} stroke={1.75} aria-hidden />
      <span>
        <strong>{many}:</strong> {which}.
      </span>
    </p>
  )
}

/** Green only over what was looked at: a part that was not read is said, and nothing is called well. */
function Nothing({ overview }: { overview: Overview }) {
  const all = sawAll(overview)
  const Icon = all ? IconCircleCheck : IconCircleDashed
  return (
    <p className={classes.sentence} data-tone={all ? 'success' : 'off'}>
      <Icon size={22} stroke={1.75} aria-hidden />
      <span>
        <strong>{all ? 'Nothing needs you.' : 'Nothing was found that needs you, in what was read.'}</strong>
      </span>
    </p>
  )
}

function Needs({ needs, asOf }: { needs: Need[]; asOf: string }) {
  const now = useNow()
  const { zone } = useTimeZone()
  if (needs.length === 0) return null
  return (
    <ul className={classes.needs} aria-label="What needs you">
      {needs.map((need) => (
        <NeedRow key={keyOf(need)} need={need} words={needWords(need, { now, zone })} asOf={asOf} />
      ))}
    </ul>
  )
}

const keyOf = (need: Need): string => {
  if (need.kind === 'trouble') return need.trouble.code
  if (need.kind === 'run') return need.run.id
  if (need.kind === 'export') return need.job.id
  if (need.kind === 'more') return `more ${need.of}`
  return 'one' in need ? `${need.kind} ${need.one.id}` : need.kind
}
