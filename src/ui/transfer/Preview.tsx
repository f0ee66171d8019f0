import { Button, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import type { SubscriptionFile } from '../../contract/draft.ts'
import type { Environment } from '../../contract/session.ts'
import type { Subscription } from '../../contract/subscription.ts'
import { createSubscription, draftQueries, editSubscription } from '../api/drafts.ts'
import type { WriteOutcome } from '../api/outcome.ts'
import { useEnvironment } from '../api/use-session.ts'
import { LEAVE_ONE_BY_ONE, useLeaveGuard } from '../components/use-leave-guard.tsx'
import { ActionBar } from '../kit/feedback/ActionBar.tsx'
import { ActionButton } from '../kit/feedback/ActionButton.tsx'
import { ProgressLine } from '../kit/feedback/ProgressLine.tsx'
import { useOneByOne } from '../kit/feedback/use-one-by-one.ts'
import { count } from '../kit/text/count-words.ts'
import { applyRow } from './apply-row.ts'
import classes from './CopyIn.module.css'
import { comparedAgain, compareFile, groupsOf } from './compare.ts'
import { RowGroup } from './RowGroup.tsx'
import { knownOf, remarksOf } from './remarks.ts'
import { barredBy, type Count, firstChoice, questionOf, retryable, tallyOf, tallyWords } from './taking.ts'

interface PreviewProps {
  file: SubscriptionFile
  existing: readonly Subscription[]
  /** Reads the environment again and compares anew. */
  onAgain: () => void
  /** True while rows are being done. */
  onRunning: (running: boolean) => void
}

/** Shows what a file would do here, row by row; chosen rows are done one after the other, and every result stays. */
export function Preview({ file, existing, onAgain, onRunning }: PreviewProps) {
  const environment = useEnvironment()
  const [rows, setRows] = useState(() => compareFile(file.subscriptions, existing))
  const [chosen, setChosen] = useState<ReadonlySet<string>>(() => firstChoice(rows, environment))
  const [reason, setReason] = useState('')
  const { data: material } = useQuery(draftQueries.material(environment.id))
  const known = useMemo(() => knownOf(environment, material), [environment, material])
  const remarks = useMemo(() => new Map(rows.map(({ key, draft }) => [key, remarksOf(draft, known)])), [rows, known])
  const create = useMutation(createSubscription(environment.id))
  const edit = useMutation(editSubscription(environment.id))
  const course = useOneByOne<WriteOutcome>()
  const { results, running } = course
  useEffect(() => onRunning(running), [onRunning, running])

  const todo = rows.filter((row) => chosen.has(row.key) && row.kind !== 'same' && !results.has(row.key))
  const again = rows.filter((row) => chosen.has(row.key) && retryable(results.get(row.key)) && row.kind !== 'same')
  const tally = tallyOf(rows, chosen, results)
  const barred = barredBy(rows, chosen)
  const { dialog: leaveDialog } = useLeaveGuard({ held: running, words: LEAVE_ONE_BY_ONE })

  const start = (keys: string[]) => {
    const byKey = new Map(rows.map((row) => [row.key, row]))
    const work = async (key: string): Promise<WriteOutcome> => {
      const row = byKey.get(key)
      if (!row) return { state: 'refused' }
      const outcome = await applyRow(row, reason.trim() || undefined, {
        create: create.mutateAsync,
        edit: edit.mutateAsync,
      })
      const { current } = outcome
      if (outcome.state === 'changed' && current)
        setRows((all) => all.map((one) => (one.key === key ? comparedAgain(one, current) : one)))
      return outcome
    }
    void course.run(keys, work)
  }
  const toggle = (key: string) =>
    setChosen((now) => {
      const next = new Set(now)
      if (!next.delete(key)) next.add(key)
      return next
    })
  return (
    <>
      {groupsOf(rows).map((group) => (
        <RowGroup
          key={group.name}
          group={group}
          environment={environment}
          remarks={remarks}
          chosen={chosen}
          results={results}
          current={course.current}
          frozen={running}
          barred={barred}
          onToggle={toggle}
        />
      ))}
      <ActionBar label="Copy in" className={classes.foot}>
        {running ? (
          <>
            <ProgressLine label={`Copying into ${environment.name}`} done={course.done} total={course.total} />
            <Button onClick={course.stop} disabled={course.stopping}>
              {course.stopping ? 'Stopping after this one…' : 'Stop after this one'}
            </Button>
          </>
        ) : (
          <>
            {results.size > 0 ? <Tally tally={tally} environment={environment} /> : null}
            {todo.length + again.length > 0 ? (
              <TextInput
                className={classes.reason ?? ''}
                label="Reason"
                description="Optional; kept in the journal with each of them"
                maxLength={500}
                value={reason}
                onChange={(event) => setReason(event.currentTarget.value)}
              />
            ) : null}
            <div className={classes.buttons}>
              {results.size > 0 ? <Button onClick={onAgain}>Compare again</Button> : null}
              {again.length > 0 ? (
                <Button onClick={() => start(again.map(({ key }) => key))}>
                  {again.length === 1 ? 'Try the failed one again' : `Try the ${count(again.length)} failed ones again`}
                </Button>
              ) : null}
              {todo.length > 0 || results.size === 0 ? (
                <ActionButton
                  variant="filled"
                  disabledReason={todo.length === 0 ? 'Nothing is chosen that differs from what is here' : undefined}
                  onClick={() => start(inOrder(todo.map(({ key }) => key)))}
                >
                  {questionOf(todo, environment.name)}
                </ActionButton>
              ) : null}
            </div>
          </>
        )}
      </ActionBar>
      {leaveDialog}
    </>
  )

  /** As they stand on the page. */
  function inOrder(keys: string[]): string[] {
    const wanted = new Set(keys)
    return groupsOf(rows).flatMap((group) => group.rows.map(({ key }) => key).filter((key) => wanted.has(key)))
  }
}

/** Shows the result of all rows in one sentence, which is spoken as well. */
function Tally({ tally, environment }: { tally: Count; environment: Environment }) {
  return (
    <div className={classes.tally} role="status">
      <b>In {environment.name}:</b> {tallyWords(tally)}
      {tally.unknown > 0 ? (
        <p className={classes.quiet}>
          What nobody knows of is not tried again, so that nothing is done twice. “Compare again” shows whether it is
          there.
        </p>
      ) : null}
    </div>
  )
}
