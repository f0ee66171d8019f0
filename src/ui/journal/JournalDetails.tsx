import type { ReactNode } from 'react'
import type { AttemptFacts, JournalEntry } from '../../contract/journal.ts'
import { CodeBlock } from '../kit/text/CodeBlock.tsx'
import { Identifier } from '../kit/text/Identifier.tsx'
import { Time } from '../kit/time/Time.tsx'
import { DifferenceTable } from './DifferenceTable.tsx'
import { differences } from './differences.ts'
import classes from './Journal.module.css'
import { actorInWords, attemptFacts } from './journal-words.ts'

/** Shows the details of an entry. */
export function JournalDetails({ entry }: { entry: JournalEntry }) {
  const facts = attemptFacts(entry)
  return (
    <div className={classes.sheet}>
      <dl className={classes.facts}>
        <Fact name="When">
          <Time at={entry.at} absolute />
        </Fact>
        <Fact name="Who">
          {actorInWords(entry)}
          {entry.role === null ? '' : `, as ${entry.role}`}
        </Fact>
        <Target target={entry.target} />
        {facts ? <Attempt facts={facts} /> : null}
        <Fact name="Request">
          <Identifier value={entry.requestId} label="request id" />
        </Fact>
        {entry.upstreamStatus === null ? null : (
          <Fact name="API answer">
            <span className={classes.status}>{entry.upstreamStatus}</span>
          </Fact>
        )}
        {entry.problem ? <Fact name="Problem">{entry.problem}</Fact> : null}
        {facts && entry.reason === null ? null : <Fact name="Reason">{entry.reason ?? 'None given'}</Fact>}
      </dl>
      {facts ? null : <Changes before={entry.before} after={entry.after} />}
    </div>
  )
}

const TARGETS = { subscription: 'Subscription', event: 'Event', run: 'Run', export: 'Export' } as const

const Target = ({ target: { type, id } }: Pick<JournalEntry, 'target'>) => {
  if (type === 'session' || id === '') return null
  if (type === 'request') return <Fact name="Asked for">{id}</Fact>
  return (
    <Fact name={TARGETS[type]}>
      <Identifier value={id} label={`${type} id`} />
    </Fact>
  )
}

/** Shows where an attempt came from, how often, and of a sign-in the values from which a role was to come. */
function Attempt({ facts: { addresses, times, claim, values } }: { facts: AttemptFacts }) {
  return (
    <>
      <Fact name={addresses.length > 1 ? 'Addresses' : 'Address'}>{addresses.join(', ')}</Fact>
      {times > 1 ? <Fact name="Times">{times.toLocaleString('en')} more, counted together for an hour</Fact> : null}
      {claim === undefined ? null : (
        <Fact name="Values">
          {values && values.length > 0 ? values.join(', ') : 'None'} in the claim “{claim}”
        </Fact>
      )}
    </>
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
