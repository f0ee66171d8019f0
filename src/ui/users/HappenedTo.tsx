import { Link } from 'react-router'
import type { Occurrence } from '../../contract/user-trail.ts'
import { paths } from '../address/paths.ts'
import { useEnvironment } from '../api/use-session.ts'
import { count, counted } from '../kit/text/count-words.ts'
import { useTimeZone } from '../kit/time/TimeZone.tsx'
import { absoluteTime } from '../kit/time/time-words.ts'
import { useNow } from '../kit/time/use-now.ts'
import { OccurrenceTable } from './OccurrenceTable.tsx'
import classes from './Trail.module.css'
import { occurrenceName, toldWords, untoldWords } from './trail-words.ts'

/** Says of one thing that happened to a user who was told and who was not, with each stored copy under it. */
export function HappenedTo({ occurrence }: { occurrence: Occurrence }) {
  const { type, at, items, filtered, absent, unclear, notSubscribed } = occurrence
  const now = useNow()
  const { zone } = useTimeZone()
  const when = `${occurrenceName(type)} on ${absoluteTime(Date.parse(at), zone)}`
  return (
    <section className={classes.happened} aria-label={when}>
      <h2 className={classes.head}>
        {when}: <strong>{toldWords(occurrence)}</strong>
      </h2>
      <p className={classes.untold}>{untoldWords(occurrence, now).join('; ')}</p>
      <OccurrenceTable label={when} items={items} />
      {filtered.count + absent.count + unclear.count + notSubscribed > 0 ? (
        <details className={classes.others}>
          <summary>The others, by what they are now</summary>
          <Others words="The filter drops it" some={filtered} />
          <Others words="Takes it, and has nothing stored of it" some={absent} />
          <Others words="Only a custom filter can tell" some={unclear} />
          {notSubscribed > 0 ? (
            <p>
              {counted(notSubscribed, 'subscription')} {notSubscribed === 1 ? 'takes' : 'take'} no events of this type.
            </p>
          ) : null}
        </details>
      ) : null}
    </section>
  )
}

function Others({ words, some: { count: all, items } }: { words: string; some: Occurrence['filtered'] }) {
  const { id } = useEnvironment()
  if (all === 0) return null
  return (
    <p>
      {words}:{' '}
      {items.map((one, place) => (
        <span key={one.id}>
          {place > 0 ? ', ' : ''}
          <Link to={paths.subscription(id, one.id)}>{one.title}</Link>
        </span>
      ))}
      {all > items.length ? ` and ${count(all - items.length)} more` : ''}
    </p>
  )
}
