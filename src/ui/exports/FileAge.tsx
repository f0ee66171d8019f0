import type { ExportJob } from '../../contract/export.ts'
import { ExpiresIn } from '../kit/time/ExpiresIn.tsx'
import { spanInWords } from '../kit/time/time-words.ts'
import { useNow } from '../kit/time/use-now.ts'
import { Elapsed } from './Elapsed.tsx'
import { goneAt } from './job-times.ts'

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
