import { useEffect, useRef } from 'react'
import type { ExportJob } from '../../contract/export.ts'
import { notify } from '../kit/feedback/notify.ts'
import { endedBetween } from './job-times.ts'

/** Tells when an export that was under way is ready, or failed. Who cancelled it knows. */
export function useEndedExports(jobs: readonly ExportJob[]): void {
  const last = useRef(jobs)
  useEffect(() => {
    for (const { state } of endedBetween(last.current, jobs)) {
      if (state === 'ready')
        void notify({ tone: 'success', title: 'The export is ready', text: 'Its file can be downloaded for 7 days.' })
      if (state === 'failed') void notify({ tone: 'failure', title: 'The export failed' })
    }
    last.current = jobs
  }, [jobs])
}
