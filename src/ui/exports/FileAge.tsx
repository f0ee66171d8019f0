import { SECOND } from '../../contract/durations.ts'
import type { ExportJob } from '../../contract/export.ts'
import { durationWords } from '../kit/time/duration.ts'
import { ExpiresIn } from '../kit/time/ExpiresIn.tsx'
import { spanInWords } from '../kit/time/time-words.ts'
import { useNow, useSeconds } from '../kit/time/use-now.ts'
import { goneAt } from './export-times.ts'

/** How old the file of an export is and how long it is kept; or since when it is made, or that there is none, and why. */
export function FileAge({ job }: { job: ExportJob }) {
  const now = useNow()
  if (job.state === 'processing')
    return (
      <>
        under way for <Elapsed since={job.createdAt} />
      </>
    )
  if (job.state === 'cancelled') return <span data-empty>none; its events can be exported again</span>
  if (job.state === 'failed') return <span data-empty>none</span>
  const age = spanInWords(now - Date.parse(job.updatedAt))
  return (
    <>
      {age === 'now' ? 'new' : `${age} old`}, kept <ExpiresIn at={goneAt(job)} /> more
    </>
  )
}

/** How long something has been under way, second by second. Not announced. */
export function Elapsed({ since }: { since: string }) {
  return <span>{durationWords(Math.max(SECOND, useSeconds() - Date.parse(since)))}</span>
}
