import { SECOND } from '../../contract/durations.ts'
import type { ExportJob } from '../../contract/export.ts'
import { durationWords } from '../kit/time/duration.ts'
import { ExpiresIn } from '../kit/time/ExpiresIn.tsx'
import { spanInWords } from '../kit/time/time-words.ts'
import { useNow, useSeconds } from '../kit/time/use-now.ts'
import { goneAt } from './export-times.ts'

/** Shows the age of an export's file and how long it is kept, or why there is none. */
export function FileAge({ job }: { job: ExportJob }) {
  const now = useNow()
  if (job.state === 'processing')
    return (
      <>
        under way
        {job.createdAt ? (
          <>
            {' '}
            for <Elapsed since={job.createdAt} />
          </>
        ) : null}
      </>
    )
  if (job.state === 'cancelled') return <span data-empty>none; its events can be exported again</span>
  if (job.state === 'failed') return <span data-empty>none</span>
  if (job.state === 'unknown') return <span data-empty>not known; try to download it</span>
  const age = job.updatedAt === null ? undefined : spanInWords(now - Date.parse(job.updatedAt))
  const gone = goneAt(job)
  return (
    <>
      {age === undefined ? 'age not told' : age === 'now' ? 'new' : `${age} old`}
      {gone ? (
        <>
          , kept <ExpiresIn at={gone} /> more
        </>
      ) : null}
    </>
  )
}

/** Counts up since a time, second by second. It is not announced. */
function Elapsed({ since }: { since: string }) {
  return <span>{durationWords(Math.max(SECOND, useSeconds() - Date.parse(since)))}</span>
}
