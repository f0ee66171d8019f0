import { Anchor } from '@mantine/core'
import { IconProgress } from '@tabler/icons-react'
import type { SubscriptionRow } from '../../../contract/subscription.ts'
import { changedFields } from '../../../filter/changed-fields.ts'
import type { WriteOutcome } from '../../api/outcome.ts'
import { EnabledBadge } from '../../components/EnabledBadge.tsx'
import { lookOfProblem } from '../../components/problem-look.ts'
import { reasonOrRemedy } from '../../components/said.ts'
import { ToneBadge } from '../../kit/text/ToneBadge.tsx'
import classes from './BulkSwitch.module.css'
import { missedWords } from './catch-up-words.ts'

interface BulkSwitchRowProps {
  row: SubscriptionRow
  enabled: boolean
  outcome: WriteOutcome | undefined
  /** It is being switched right now. */
  under: boolean
  /** The way to the plan of what failed while it was off; left out where nothing did, or it is not on. */
  onPrepare?: (() => void) | undefined
}

/** One of several, and what came of switching it. */
export function BulkSwitchRow({ row, enabled, outcome, under, onPrepare }: BulkSwitchRowProps) {
  return (
    <li className={classes.row}>
      <span className={classes.name}>{row.title}</span>
      {under ? (
        <ToneBadge look={{ word: 'Under way', tone: 'running', Icon: IconProgress }} />
      ) : outcome?.state === 'done' ? (
        <EnabledBadge enabled={enabled} />
      ) : outcome ? (
        <ToneBadge look={lookOfProblem(outcome.problem?.code ?? 'internal')} />
      ) : null}
      {outcome && !under ? <Told row={row} outcome={outcome} /> : null}
      {onPrepare ? (
        <p className={classes.told}>
          {missedWords([row])}.{' '}
          <Anchor component="button" type="button" inherit onClick={onPrepare}>
            Prepare redelivery…
          </Anchor>
        </p>
      ) : null}
    </li>
  )
}

function Told({
  row,
  outcome: { state, problem, current, notes = [] },
}: {
  row: SubscriptionRow
  outcome: WriteOutcome
}) {
  if (state === 'done')
    return notes.map((note) => (
      <p key={note} className={classes.told}>
        {note}
      </p>
    ))
  const theirs = state === 'changed' && current ? changedFields(row, current) : []
  return (
    <p className={classes.told}>
      {problem?.title}.{' '}
      {theirs.length > 0 ? `Somebody else changed its ${theirs.join(', ')}; trying again leaves that as it is.` : null}
      {theirs.length === 0 && problem ? reasonOrRemedy(problem) : null}
    </p>
  )
}
