import { Button } from '@mantine/core'
import { SECOND } from '../../../contract/durations.ts'
import type { Subscription } from '../../../contract/subscription.ts'
import { ActionBar } from '../../kit/feedback/ActionBar.tsx'
import { ActionButton } from '../../kit/feedback/ActionButton.tsx'
import { ProgressLine } from '../../kit/feedback/ProgressLine.tsx'
import { counted } from '../../kit/text/count-words.ts'
import { durationWords } from '../../kit/time/duration.ts'
import classes from './Replay.module.css'
import type { FileContents } from './read-export-file.ts'
import type { FileRun } from './use-file-run.ts'

interface ReplayBarProps {
  file: File
  contents: FileContents | undefined
  listener: Subscription | undefined
  /** Posts a second. */
  pace: number
  run: FileRun
  disabledReason: string | undefined
  /** Events in the file of other subscriptions. */
  others: number
}

/** Shows the consequence on a button, always in sight; while the file is sent, the progress. */
export function ReplayBar({ file, contents, listener, pace, run, disabledReason, others }: ReplayBarProps) {
  const whole = run.sent >= file.size
  if (run.pending) {
    return (
      <ActionBar className={classes.bar}>
        {whole ? (
          <span role="status">The file has arrived; the console is making a run of it…</span>
        ) : (
          <ProgressLine label="Sent, KB" done={Math.round(run.sent / 1_000)} total={Math.round(file.size / 1_000)} />
        )}
        <Button onClick={run.stop} disabled={whole}>
          Stop sending
        </Button>
      </ActionBar>
    )
  }
  const events = Math.max(0, (contents?.events ?? 0) - others)
  const host = listener ? (URL.parse(listener.endpoint)?.host ?? listener.endpoint) : undefined
  return (
    <ActionBar className={classes.bar}>
      <span className={classes.quiet}>
        {events > 0
          ? `Takes about ${durationWords((events / pace) * SECOND)}; nothing is posted yet`
          : 'Nothing is posted yet'}
      </span>
      <ActionButton type="submit" variant="filled" disabledReason={disabledReason} onClick={() => {}}>
        {events > 0 && host ? `Post ${counted(events, 'event')} to ${host}` : 'Post the events'}
      </ActionButton>
    </ActionBar>
  )
}
