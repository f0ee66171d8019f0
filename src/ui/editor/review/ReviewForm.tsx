import { Button } from '@mantine/core'
import { useState } from 'react'
import type { Draft } from '../../../contract/draft.ts'
import type { Subscription } from '../../../contract/subscription.ts'
import { sentenceParts } from '../../../filter/sentence.ts'
import type { Warning } from '../../../filter/warning.ts'
import type { ShownProblem } from '../../api/problem.ts'
import { useEnvironment } from '../../api/use-session.ts'
import { ProblemNotice } from '../../components/ProblemPanel.tsx'
import { ReasonField } from '../../components/ReasonField.tsx'
import { Sentence } from '../consequences/Sentence.tsx'
import { WarningLine } from '../filter/WarningLine.tsx'
import { Comparison } from './Comparison.tsx'
import classes from './Review.module.css'

interface ReviewFormProps {
  base: Subscription | undefined
  draft: Draft
  warnings: Warning[]
  pending: boolean
  problem: ShownProblem | undefined
  onCancel: () => void
  onSubmit: (reason: string | undefined) => void
}

/** Shows what will be stored and its warnings, and asks for the reason. */
export function ReviewForm({ base, draft, warnings, pending, problem, onCancel, onSubmit }: ReviewFormProps) {
  const environment = useEnvironment()
  const [reason, setReason] = useState('')
  const grave = warnings.filter(({ level }) => level !== 'note')
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault()
        if (!pending) onSubmit(reason.trim() || undefined)
      }}
    >
      {base ? (
        <Comparison before={base} after={draft} names={['Now', 'After']} json />
      ) : (
        <div className={classes.words}>
          <p className={classes.sentence}>
            <Sentence parts={sentenceParts(draft.filter, draft.events, environment)} />
          </p>
          <p>
            To <b translate="no">{draft.endpoint}</b>.{' '}
            {draft.enabled
              ? 'It is on: events are sent from the moment it exists.'
              : 'It is off: events are recorded and marked failed at once.'}
          </p>
        </div>
      )}
      {grave.length > 0 ? (
        <div className={classes.warnings}>
          {grave.map((warning) => (
            <WarningLine key={warning.pointer + warning.message} warning={warning} />
          ))}
        </div>
      ) : null}
      <ReasonField data-autofocus value={reason} onChange={setReason} />
      {problem && problem.code !== 'changed_meanwhile' ? <ProblemNotice problem={problem} /> : null}
      {problem?.code === 'outcome_unknown' ? (
        <p className={classes.quiet}>
          Trying again is safe: if it was stored after all, {base ? 'the console sees that' : 'the title is taken'}.
        </p>
      ) : null}
      <div className={classes.buttons}>
        <Button onClick={onCancel} disabled={pending}>
          Back to the form
        </Button>
        <Button type="submit" variant="filled" loading={pending}>
          {base ? 'Store these changes' : 'Create subscription'}
        </Button>
      </div>
    </form>
  )
}
