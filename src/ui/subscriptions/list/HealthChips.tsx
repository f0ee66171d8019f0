import { useQuery } from '@tanstack/react-query'
import type { Overview } from '../../../contract/overview.ts'
import { HEALTHS, type HealthKind, SubscriptionQuery } from '../../../contract/subscription.ts'
import { useAddress } from '../../address/use-address.ts'
import { overviewQueries } from '../../api/overview.ts'
import { useEnvironment } from '../../api/use-session.ts'
import { count } from '../../kit/text/count-words.ts'
import classes from './HealthChips.module.css'

const KINDS: Record<HealthKind, { word: string; of: (overview: Overview) => number }> = {
  failing: { word: 'Failing', of: ({ failing }) => failing.count },
  expiring: { word: 'Expiring within 24 h', of: ({ expiring }) => expiring.subscriptions.count },
  off: { word: 'Off', of: ({ subscriptions }) => (subscriptions ? subscriptions.all - subscriptions.on : 0) },
  silent: { word: 'Silent', of: ({ silent }) => silent.count },
  undelivered: { word: 'To redeliver', of: ({ undelivered }) => undelivered.count },
}

/** Offers what is the matter with subscriptions as filters, with how many there are; only those of which there are any. */
export function HealthChips() {
  const { query, change } = useAddress(SubscriptionQuery)
  const { data } = useQuery(overviewQueries.glance(useEnvironment().id))
  const shown = HEALTHS.filter((kind) => kind === query.health || (data && KINDS[kind].of(data) > 0))
  return (
    <fieldset className={classes.chips} aria-label="What is the matter">
      {shown.map((kind) => {
        const set = kind === query.health
        return (
          <button
            key={kind}
            type="button"
            className={classes.chip}
            aria-pressed={set}
            onClick={() => change({ health: set ? undefined : kind, page: undefined })}
          >
            {KINDS[kind].word} <span className={classes.number}>{data ? count(KINDS[kind].of(data)) : ''}</span>
          </button>
        )
      })}
    </fieldset>
  )
}
