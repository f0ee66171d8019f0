import type { ReactNode } from 'react'
import type { Environment } from '../../../contract/session.ts'
import type { SUBSCRIPTION_SORTS, SubscriptionRow } from '../../../contract/subscription.ts'
import { sentence } from '../../../filter/sentence.ts'
import { paths } from '../../address/paths.ts'
import { hint } from '../../kit/feedback/hint.ts'
import { RowLink } from '../../kit/table/RowLink.tsx'
import { SelectionBox } from '../../kit/table/SelectionBox.tsx'
import { Time } from '../../kit/time/Time.tsx'
import { Endpoint } from '../Endpoint.tsx'
import { EnabledSwitch } from '../switch/EnabledSwitch.tsx'
import { EventTypes } from './EventTypes.tsx'
import { FailedCount } from './FailedCount.tsx'
import { FailingSince } from './FailingSince.tsx'
import classes from './SubscriptionTable.module.css'
import type { PageSelection } from './use-selection.ts'

/** The things that cells need besides their row. */
export interface CellContext {
  environment: Environment
  /** Undefined while there are no rows to select. */
  selection: PageSelection | undefined
  /** Says why the reader's role may not switch subscriptions; undefined when it may. */
  switchDenied: string | undefined
  onSwitch: (subscription: SubscriptionRow, enabled: boolean) => void
}

interface Column {
  id: string
  head: string
  className: string | undefined
  /** The key that the server sorts by for this column; left out when it cannot. */
  sort?: (typeof SUBSCRIPTION_SORTS)[number]
  /** The direction of the first click. */
  first?: 'desc'
  align?: 'end'
  hide?: 'wide'
  cell: (row: SubscriptionRow, context: CellContext) => ReactNode
}

/** "Sends every creation" under the head "Sends": "Every creation". */
const withoutVerb = (words: string) => words.replace(/^Sends (.)/, (_all, first: string) => first.toUpperCase())

/** Lists the columns in the order they stand in. */
export const COLUMNS: readonly Column[] = [
  {
    id: 'select',
    head: 'Select',
    className: classes.select,
    cell: (row, { selection }) => (
      <SelectionBox
        label={`Select ${row.title}`}
        checked={selection?.has(row.id) ?? false}
        onPick={(on, range) => selection?.pick(row.id, on, range)}
      />
    ),
  },
  {
    id: 'title',
    head: 'Title',
    className: classes.title,
    sort: 'title',
    cell: (row, { environment }) => (
      <>
        <RowLink to={paths.subscription(environment.id, row.id)} className={classes.link} translate="no">
          {row.title}
        </RowLink>
        <span className={classes.under}>
          <Endpoint endpoint={row.endpoint} />
        </span>
      </>
    ),
  },
  {
    id: 'endpoint',
    head: 'Endpoint',
    className: classes.endpoint,
    sort: 'endpoint',
    hide: 'wide',
    cell: (row) => (
      <span {...hint(row.endpoint)}>
        <Endpoint endpoint={row.endpoint} lines />
      </span>
    ),
  },
  {
    id: 'events',
    head: 'Event types',
    className: classes.types,
    cell: (row) => <EventTypes events={row.events} />,
  },
  {
    id: 'filter',
    head: 'Sends',
    className: classes.filter,
    cell: (row, { environment }) => {
      const words = sentence(row.filter, row.events, environment)
      return (
        <span className={classes.sentence} {...hint(words)}>
          {withoutVerb(words)}
        </span>
      )
    },
  },
  {
    id: 'failed',
    head: 'Failed',
    className: classes.failed,
    sort: 'failed',
    first: 'desc',
    align: 'end',
    cell: (row, { environment }) => (
      <FailedCount stats={row.stats} title={row.title} to={paths.subscriptionFailedEvents(environment.id, row.id)} />
    ),
  },
  {
    id: 'lastDelivered',
    head: 'Last delivered',
    className: classes.delivered,
    sort: 'lastDelivered',
    first: 'desc',
    cell: ({ enabled, stats }) => (
      <>
        <Time at={stats.lastDeliveredAt} />
        {enabled ? <FailingSince stats={stats} /> : null}
      </>
    ),
  },
  {
    id: 'updatedAt',
    head: 'Changed',
    className: classes.changed,
    sort: 'updated',
    first: 'desc',
    hide: 'wide',
    cell: (row) => <Time at={row.updatedAt} />,
  },
  {
    id: 'enabled',
    head: 'Enabled',
    className: classes.enabled,
    cell: (row, { switchDenied, onSwitch }) => (
      <EnabledSwitch
        title={row.title}
        enabled={row.enabled}
        disabledReason={switchDenied}
        onSwitch={(enabled) => onSwitch(row, enabled)}
      />
    ),
  },
]
