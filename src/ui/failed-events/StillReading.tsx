import { Button } from '@mantine/core'
import type { FailedSummary } from '../../contract/failed-event.ts'
import { EmptyState } from '../kit/feedback/EmptyState.tsx'
import { ProgressLine } from '../kit/feedback/ProgressLine.tsx'
import { count, counted } from '../kit/text/count-words.ts'

interface StillReadingProps {
  freshness: FailedSummary['freshness']
  /** Failed events found meanwhile. */
  found: number
  onShow: () => void
}

/** Says that nothing was found yet, and that not everything has been read. */
export function StillReading({ freshness, found, onShow }: StillReadingProps) {
  return (
    <EmptyState
      title={freshness.syncing ? 'The stored events are being read' : 'Not all stored events could be read'}
      action={found > 0 ? <Button onClick={onShow}>Show the {count(found)} found so far</Button> : undefined}
    >
      {freshness.subscriptions > 1 ? (
        <ProgressLine
          label="Subscriptions read"
          done={freshness.subscriptions - freshness.unread}
          total={freshness.subscriptions}
        />
      ) : null}
      {freshness.problem ??
        `${found === 0 ? 'No failed event' : counted(found, 'failed event')} so far, in ${counted(freshness.read, 'event')}.`}
    </EmptyState>
  )
}
