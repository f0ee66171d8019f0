import type { ExportList } from '../../contract/export.ts'
import { count, counted } from '../kit/text/count-words.ts'
import { Time } from '../kit/time/Time.tsx'
import classes from './Exports.module.css'

/** Words how much can be exported by the API's own count, which is made once in 24 h (API 9). */
export function ExportSummary({ list: { summary, summaryProblem, jobs } }: { list: ExportList }) {
  if (summary === null) {
    return (
      <div className={classes.summary}>
        <h2 className={classes.lead}>How much can be exported is not known</h2>
        <p className={classes.quiet}>{summaryProblem ?? 'Identity Cloud gives no figures for this subscription.'}</p>
      </div>
    )
  }
  const { failed, exportable, updatedAt } = summary
  const since = jobs.some((job) => job.state === 'ready' && Date.parse(job.updatedAt ?? '') > Date.parse(updatedAt))
  return (
    <div className={classes.summary}>
      <h2 className={classes.lead}>{leadOf(failed, exportable, since)}</h2>
      <p className={classes.quiet}>
        Computed <Time at={updatedAt} />
        {since ? ', before the last export' : ''}; the API does so once in 24 h.{' '}
        {since ? 'How many are left is not counted yet.' : 'What failed or was delivered since is not in it.'}
      </p>
    </div>
  )
}

const leadOf = (failed: number, exportable: number, since: boolean): string => {
  if (failed === 0) return 'No event had failed'
  if (exportable === 0)
    return failed === 1
      ? 'The one failed event was exported already'
      : `All ${count(failed)} failed events were exported already`
  return `${count(exportable)} of ${counted(failed, 'failed event')} ${since ? 'could' : 'can'} be exported`
}
