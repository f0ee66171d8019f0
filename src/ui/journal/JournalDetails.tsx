import type { ReactNode } from 'react'
import type { JournalEntry } from '../../contract/journal.ts'
import { CodeBlock } from '../kit/text/CodeBlock.tsx'
import { Identifier } from '../kit/text/Identifier.tsx'
import { Time } from '../kit/time/Time.tsx'
import { DifferenceTable } from './DifferenceTable.tsx'
import { differences } from './differences.ts'
import classes from './Journal.module.css'

/** Shows the details of an entry. */
export function JournalDetails({ entry }: { entry: JournalEntry }) {
  return (
    <div className={classes.sheet}>
      <dl className={classes.facts}>
        <Fact name="When">
          <Time at={entry.at} absolute />
        </Fact>
        <Fact name="Who">
          {entry.actor.name}, as {entry.role}
        </Fact>
        {entry.target.type === 'session' ? null : (
          <Fact name={entry.target.type === 'event' ? 'Event' : 'Subscription'}>
            <Identifier value={entry.target.id} label={`${entry.target.type} id`} />
          </Fact>
        )}
        <Fact name="Request">
          <Identifier value={entry.requestId} label="request id" />
        </Fact>
        {entry.upstreamStatus === null ? null : (
          <Fact name="API answer">
            <span className={classes.status}>{entry.upstreamStatus}</span>
          </Fact>
        )}
        {entry.problem ? <Fact name="Problem">{entry.problem}</Fact> : null}
        <Fact name="Reason">{entry.reason ?? 'None given'}</Fact>
      </dl>
      <Changes before={entry.before} after={entry.after} />
    </div>
  )
}

const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
)

const absent = (value: unknown) => value === null || value === undefined

const asCode = (value: unknown): string => JSON.stringify(value, null, 2)

/** Shows the differences when both sides are known, else the known side. */
function Changes({ before, after }: { before: unknown; after: unknown }) {
  if (absent(before) && absent(after)) return <p className={classes.none}>No data was changed.</p>
  if (absent(after)) return <Side title="Before; what came after is not known" value={before} />
  if (absent(before)) return <Side title="After" value={after} />
  return <DifferenceTable found={differences(before, after)} before={asCode(before)} after={asCode(after)} />
}

const Side = ({ title, value }: { title: string; value: unknown }) => (
  <div>
    <h3 className={classes.sideTitle}>{title}</h3>
    <CodeBlock code={asCode(value)} label={title.toLowerCase()} />
  </div>
)
