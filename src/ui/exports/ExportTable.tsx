import type { ExportJob } from '../../contract/export.ts'
import type { Subscription } from '../../contract/subscription.ts'
import { ColumnHead, DataTable } from '../kit/table/DataTable.tsx'
import { Identifier } from '../kit/text/Identifier.tsx'
import { ToneBadge } from '../kit/text/ToneBadge.tsx'
import { Time } from '../kit/time/Time.tsx'
import classes from './Exports.module.css'
import { FileAge } from './FileAge.tsx'
import { JobAction } from './JobAction.tsx'
import { jobLook } from './job-looks.ts'

interface ExportTableProps {
  subscription: Subscription
  jobs: readonly ExportJob[]
}

/** Shows the exports of the last 7 days with their actions. */
export function ExportTable({ subscription, jobs }: ExportTableProps) {
  return (
    <div className={classes.jobs}>
      <DataTable label="Exports of the last 7 days" cards>
        <thead>
          <tr>
            <ColumnHead>State</ColumnHead>
            <ColumnHead>Started</ColumnHead>
            <ColumnHead hide="narrow">Ended</ColumnHead>
            <ColumnHead>File</ColumnHead>
            <ColumnHead hide="wide">Export id</ColumnHead>
            <ColumnHead align="end">
              <span className={classes.unseen}>What to do</span>
            </ColumnHead>
          </tr>
        </thead>
        <tbody>
          {jobs.map((job) => (
            <tr key={job.id}>
              <th scope="row" className={classes.state}>
                <ToneBadge look={jobLook(job)} />
              </th>
              <td className={classes.started}>
                <Time at={job.createdAt} absolute />
              </td>
              <td className={classes.ended} data-hide="narrow">
                <Time at={job.state === 'processing' ? null : job.updatedAt} absolute />
              </td>
              <td className={classes.file}>
                <FileAge job={job} />
              </td>
              <td data-hide="wide">
                <Identifier value={job.id} label="export id" />
              </td>
              <td className={classes.action} data-align="end">
                <JobAction subscription={subscription} job={job} />
              </td>
            </tr>
          ))}
        </tbody>
      </DataTable>
    </div>
  )
}
