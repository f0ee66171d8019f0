import type { ExportList } from '../../contract/export.ts'
import { counted } from '../kit/text/count-words.ts'
import { Time } from '../kit/time/Time.tsx'
import classes from './Exports.module.css'
import { Note } from './Note.tsx'

/** Words the rules of an export (API 10). */
export function StartWords({ list: { summary, caution } }: { list: ExportList }) {
  return (
    <>
      {caution ? <Note>{caution}.</Note> : null}
      <ul className={classes.words}>
        <li>
          <b>Every failed event that was not exported yet</b> goes into one file; none can be picked.
          {summary ? (
            <>
              {' '}
              By the API’s count, made <Time at={summary.updatedAt} />, that is {counted(summary.exportable, 'event')}.
            </>
          ) : null}
        </li>
        <li>
          <b>Each event is exported once.</b> A later export leaves it out. This file can be downloaded again and again,
          but only for 7 days: keep it.
        </li>
        <li>The API runs one export at a time, and probably completes only one in 24 h.</li>
        <li>The events stay failed. As long as they are stored they can still be redelivered.</li>
        <li>
          Nothing is sent to the listener. Whoever uses the file has to leave out, by event id, what arrived already.
        </li>
      </ul>
    </>
  )
}
