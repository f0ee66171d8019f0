import { Anchor } from '@mantine/core'
import { Link } from 'react-router'
import type { JournalEntry } from '../../contract/journal.ts'
import { paths } from '../address/paths.ts'
import { useSession } from '../api/use-session.ts'
import classes from './Journal.module.css'

interface JournalTargetProps {
  entry: JournalEntry
  everywhere: boolean
}

const addressOf = ({ environment, target }: JournalEntry): string | undefined => {
  if (environment === null || target.type === 'session' || target.type === 'request') return undefined
  if (target.type === 'run') return paths.run(environment, target.id)
  if (target.subscriptionId === null) return undefined
  if (target.type === 'subscription') return paths.subscription(environment, target.id)
  return paths.event(environment, target.subscriptionId, target.id)
}

/** Returns the title of a target; of a request its action says everything. */
const titleOf = ({ target: { type, title } }: JournalEntry): string | null => (type === 'request' ? null : title)

/**
 * Shows the target of an entry, with a link where it has a page. A session that somebody began or ended for themselves needs no
 * target beside its action.
 */
export function JournalTarget({ entry, everywhere }: JournalTargetProps) {
  const { environments } = useSession()
  if (entry.target.type === 'session') return entry.action === 'session.end' ? entry.target.title : null
  const to = addressOf(entry)
  const environment = environments.find(({ id }) => id === entry.environment)
  return (
    <>
      {to && environment ? (
        <Anchor component={Link} to={to} inherit translate="no">
          {entry.target.title}
        </Anchor>
      ) : (
        <span translate="no">{titleOf(entry)}</span>
      )}
      {everywhere && entry.environment !== null ? (
        <span className={classes.environment}> in {environment?.name ?? entry.environment}</span>
      ) : null}
    </>
  )
}
