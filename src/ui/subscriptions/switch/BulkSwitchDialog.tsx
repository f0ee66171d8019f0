import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { Subscription, SubscriptionRow } from '../../../contract/subscription.ts'
import { MOST_BY_NAME } from '../../api/catch-up.ts'
import { outcomeOf, type WriteOutcome } from '../../api/outcome.ts'
import { switchSubscription } from '../../api/subscriptions.ts'
import { useEnvironment } from '../../api/use-session.ts'
import { ConfirmDialog } from '../../components/ConfirmDialog.tsx'
import { LEAVE_ONE_BY_ONE, useLeaveGuard } from '../../components/use-leave-guard.tsx'
import { ProgressLine } from '../../kit/feedback/ProgressLine.tsx'
import { useOneByOne } from '../../kit/feedback/use-one-by-one.ts'
import { useOpenedAfterMount } from '../../kit/feedback/use-opened-after-mount.ts'
import { BulkCatchUp } from './BulkCatchUp.tsx'
import classes from './BulkSwitch.module.css'
import { BulkSwitchRow } from './BulkSwitchRow.tsx'
import { BulkSwitchWords } from './BulkSwitchWords.tsx'
import { bulkQuestion, bulkTally, differing } from './bulk-words.ts'
import { missedOf, withMissed } from './catch-up-words.ts'
import { useCatchingUp } from './use-catching-up.ts'

interface BulkSwitchDialogProps {
  /** The selected subscriptions, as they were seen when this was asked for. */
  rows: readonly SubscriptionRow[]
  enabled: boolean
  opened: boolean
  /** With the ids of those that are now as they were to be. */
  onClose: (done: string[]) => void
}

/**
 * Asks before several subscriptions are turned on or off, does it one after the other, and keeps what came of each.
 * Only those that are not so already are sent.
 */
export function BulkSwitchDialog({ rows, enabled, opened, onClose }: BulkSwitchDialogProps) {
  const environment = useEnvironment()
  const [planned] = useState(() => differing(rows, enabled))
  const bases = useRef(new Map<string, Subscription>(planned.map((row) => [row.id, row])))
  const change = useMutation(switchSubscription(environment.id))
  const course = useOneByOne<WriteOutcome>()
  const { results, running, stop } = course
  const done = planned.filter(({ id }) => results.get(id)?.state === 'done').map(({ id }) => id)
  const left = planned.filter(({ id }) => !done.includes(id)).map(({ id }) => id)
  const begun = running || results.size > 0
  const catchingUp = useCatchingUp(environment)
  const missed = enabled && !running ? withMissed(planned.filter(({ id }) => done.includes(id))) : []
  const together = left.length === 0 && missed.length > 0 && missedOf(missed) <= MOST_BY_NAME
  const { dialog: leaveDialog } = useLeaveGuard({ held: running, words: LEAVE_ONE_BY_ONE })

  const work = async (id: string, reason: string | undefined): Promise<WriteOutcome> => {
    const subscription = bases.current.get(id)
    if (!subscription) return { state: 'refused' }
    try {
      const current = await change.mutateAsync({ subscription, enabled, ...(reason ? { reason } : {}) })
      return { state: 'done', current }
    } catch (error) {
      const outcome = outcomeOf(error, (current) => current.enabled === enabled)
      // The switch alone is at stake: the next try goes by what another person left, and changes nothing else of it.
      if (outcome.current) bases.current.set(id, outcome.current)
      return outcome
    }
  }
  const prepare = (subscriptions: readonly SubscriptionRow[]) => catchingUp.prepare(subscriptions, () => onClose(done))
  const question = bulkQuestion({ planned: planned.length, left: left.length, begun, running, enabled })
  return (
    <>
      <ConfirmDialog
        opened={useOpenedAfterMount(opened)}
        title={question.title}
        confirm={together ? 'Prepare redelivery…' : question.confirm}
        cancel={together ? 'Not now' : begun ? 'Close' : 'Cancel'}
        danger={!enabled}
        withReason={!together}
        pending={running || catchingUp.pending}
        problem={catchingUp.problem}
        onConfirm={(reason) => {
          if (together) prepare(missed)
          else void course.run(left, (id) => work(id, reason))
        }}
        onClose={() => onClose(done)}
      >
        {begun ? null : <BulkSwitchWords rows={planned} already={rows.length - planned.length} enabled={enabled} />}
        {running ? (
          <div className={classes.course}>
            <ProgressLine label={enabled ? 'Switching on' : 'Switching off'} done={course.done} total={course.total} />
            <Button size="compact-sm" onClick={stop} disabled={course.stopping}>
              {course.stopping ? 'Stopping after this one…' : 'Stop after this one'}
            </Button>
          </div>
        ) : begun ? (
          <p role="status">{bulkTally([...results.values()], left.length - unsettled(results), enabled)}</p>
        ) : null}
        {missed.length > 0 ? <BulkCatchUp rows={missed} /> : null}
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
        <ul className={classes.rows} aria-label="The selected subscriptions" tabIndex={0}>
          {planned.map((row) => (
            <BulkSwitchRow
              key={row.id}
              row={row}
              enabled={enabled}
              outcome={results.get(row.id)}
              under={course.current === row.id}
              onPrepare={missed.includes(row) ? () => prepare([row]) : undefined}
            />
          ))}
        </ul>
      </ConfirmDialog>
      {leaveDialog}
    </>
  )
}

/** The number of subscriptions that were reported as not done. */
const unsettled = (results: ReadonlyMap<string, WriteOutcome>): number =>
  [...results.values()].filter(({ state }) => state !== 'done').length
