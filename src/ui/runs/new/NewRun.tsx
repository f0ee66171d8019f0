import { VisuallyHidden } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useNavigate } from 'react-router'
import { RunOptions } from '../../../contract/run.ts'
import { paths } from '../../address/paths.ts'
import type { NewRun as Asked } from '../../api/plans.ts'
import { problemOf } from '../../api/problem.ts'
import { runQueries, startRun } from '../../api/runs.ts'
import { useEnvironment } from '../../api/use-session.ts'
import { ProblemNotice, ProblemPanel } from '../../components/ProblemPanel.tsx'
import { useDraft } from '../../components/use-draft.ts'
import { announce } from '../../kit/feedback/announce.ts'
import { Skeleton } from '../../kit/feedback/Skeleton.tsx'
import { SlowNotice, TableSkeleton } from '../../kit/table/TableSkeleton.tsx'
import { AudienceNote } from './AudienceNote.tsx'
import { NameAndReason } from './NameAndReason.tsx'
import classes from './NewRun.module.css'
import { OptionFields } from './OptionFields.tsx'
import { PlanLanes } from './PlanLanes.tsx'
import { PlanLead } from './PlanLead.tsx'
import { PlanRest } from './PlanRest.tsx'
import { StartBar } from './StartBar.tsx'
import { WayChoice } from './WayChoice.tsx'

interface NewRunProps {
  /** The selection that the plan is for. */
  asked: Asked
  /** The entry of the history in which it was asked; a reload keeps what was chosen in it. */
  entry: string
}

/** The choices of the page, which a reload keeps: the run's id too, so that no reload makes it two runs. */
interface Choices {
  id: string
  options: RunOptions
  name: string
  reason: string
}

/** Returns the options without those that the plan does not depend on, which then need no other plan. */
const planned = (options: RunOptions): RunOptions => ({ ...options, canary: false, stopAfter: null })

/**
 * Shows plan, options and confirmation on one page: the figures follow the options, the button words the consequence.
 */
export function NewRun({ asked: { selection, way, name: proposed }, entry }: NewRunProps) {
  const environment = useEnvironment()
  const navigate = useNavigate()
  const { found, keep, drop } = useDraft<Choices>(`plan.${environment.id}.${entry}`)
  // One page starts one run: the id stays however often the button is pressed or a reply is lost.
  const [choices, setChoices] = useState<Choices>(
    found ?? {
      id: crypto.randomUUID(),
      options: RunOptions.parse({ way }),
      name: proposed.slice(0, 200),
      reason: '',
    },
  )
  useEffect(() => keep(choices), [keep, choices])
  const { id, options, name, reason } = choices
  const {
    data: plan,
    error,
    isPlaceholderData: behind,
    refetch,
  } = useQuery(runQueries.plan(environment.id, { selection, options: planned(options) }))
  const start = useMutation(startRun(environment.id))
  if (!plan)
    return error ? <ProblemPanel problem={problemOf(error)} onRetry={() => void refetch()} /> : <PlanSkeleton />
  const change = (patch: Partial<RunOptions>) =>
    setChoices((now) => ({ ...now, options: { ...now.options, ...patch } }))
  const submit = () =>
    start.mutate(
      { id, selection, options, name: name.trim(), ...(reason.trim() && { reason: reason.trim() }) },
      {
        onSuccess: (run) => {
          drop()
          announce('The run has started')
          void navigate(paths.run(environment.id, run.id), { replace: true })
        },
      },
    )
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault()
        if (plan.total > 0 && name.trim() && !behind && !start.isPending) submit()
      }}
    >
      <PlanLead plan={plan} options={options} behind={behind} />
      {error ? <ProblemNotice problem={problemOf(error)} onRetry={() => void refetch()} /> : null}
      <WayChoice plan={plan} options={options} behind={behind} onChange={change} />
      <AudienceNote plan={plan} options={options} />
      <div className={classes.choices}>
        <OptionFields plan={plan} options={options} onChange={change} />
        <NameAndReason
          name={name}
          reason={reason}
          onName={(name) => setChoices((now) => ({ ...now, name }))}
          onReason={(reason) => setChoices((now) => ({ ...now, reason }))}
        />
      </div>
      <div className={classes.evidence} data-behind={behind || undefined}>
        <PlanRest plan={plan}>{plan.lanes.length > 0 ? <PlanLanes plan={plan} options={options} /> : null}</PlanRest>
      </div>
      {start.error ? <StartProblem problem={problemOf(start.error)} /> : null}
      <StartBar plan={plan} options={options} named={name.trim() !== ''} behind={behind} pending={start.isPending} />
    </form>
  )
}

/** Words the problem of the start. After a lost reply it can be repeated, because the same id starts no second run. */
const StartProblem = ({ problem }: { problem: ReturnType<typeof problemOf> }) => (
  <ProblemNotice
    problem={
      problem.code === 'outcome_unknown'
        ? { ...problem, remedy: 'Press the button again: if the run was started already, it is not started twice.' }
        : problem
    }
  />
)

const COLUMNS = ['Subscription', 'Events', 'Before them', 'First turn', 'Last turn', 'Too late']

/** Shows the page while the first plan is made, in its final size. */
function PlanSkeleton() {
  return (
    <div className={classes.form}>
      <VisuallyHidden role="status">Planning</VisuallyHidden>
      <Skeleton className={classes.sentenceSkeleton} still />
      <Skeleton className={classes.choicesSkeleton} still />
      <TableSkeleton columns={COLUMNS} rows={3} />
      <SlowNotice />
    </div>
  )
}
