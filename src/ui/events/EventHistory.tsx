import type { EventDetail } from '../../contract/event.ts'
import { StateBadge } from '../components/StateBadge.tsx'
import { Time } from '../kit/time/Time.tsx'
import classes from './EventDrawer.module.css'

/** Every state change the API keeps of the event, the newest first (API 5.3). */
export function EventHistory({ detail: { history, historyProblem } }: { detail: EventDetail }) {
  return (
    <details className={classes.section}>
      <summary>
        History <span className={classes.count}>{historyProblem === null ? history.length : 'not available'}</span>
      </summary>
      {historyProblem === null ? (
        <table className={classes.history} aria-label="History">
          <thead>
            <tr>
              <th scope="col">When</th>
              <th scope="col">State</th>
              <th scope="col">Attempt</th>
              <th scope="col">Answer</th>
            </tr>
          </thead>
          <tbody>
            {history.toReversed().map(({ at, state, attempt, status, error }) => (
              <tr key={`${at} ${state}`}>
                <td>
                  <Time at={at} absolute />
                </td>
                <td>{state === '' ? <span data-empty>–</span> : <StateBadge state={state} />}</td>
                <td>{attempt ?? ''}</td>
                <td className={classes.error}>{[status, error].filter((part) => part !== null).join(' ')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : (
        <p className={classes.quiet}>{historyProblem}</p>
      )}
    </details>
  )
}
