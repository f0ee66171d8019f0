import type { FilterMaterial } from '../../../contract/draft.ts'
import { FreshnessLine } from '../../components/FreshnessLine.tsx'
import { count } from '../../kit/text/count-words.ts'
import classes from './Consequences.module.css'

/** Shows the sources of the events: a subscription's own store holds only what its filter let through. */
export function Sources({ material: { sources, claims, schemaProblem } }: { material: FilterMaterial }) {
  const partial = sources.filter(({ freshness }) => !freshness.complete || freshness.problem !== null)
  return (
    <>
      <details className={classes.sources}>
        <summary>
          {count(claims.length)} {claims.length === 1 ? 'event' : 'events'} of {sources.length}{' '}
          {sources.length === 1 ? 'subscription' : 'subscriptions'}
          {partial.length > 0 ? ', not all of them read' : ''}
        </summary>
        <p className={classes.quiet}>
          A subscription’s own store holds only what its filter let through, so events of unfiltered subscriptions of
          this environment are tried as well; each event once, the newest 10,000.
        </p>
        <ul>
          {sources.map(({ id, title, count: events, freshness }) => (
            <li key={id}>
              <span>
                {title} <span className={classes.figures}>{count(events)}</span>
              </span>
              <FreshnessLine freshness={freshness} />
            </li>
          ))}
        </ul>
      </details>
      {schemaProblem ? <p className={classes.quiet}>Attribute names are not checked: {schemaProblem}</p> : null}
    </>
  )
}
