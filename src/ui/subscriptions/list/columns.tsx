import { createColumnHelper, tableFeatures } from '@tanstack/react-table'
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
import { Failed } from './FailedCount.tsx'
import classes from './SubscriptionTable.module.css'
import type { PageSelection } from './use-selection.ts'

interface TableMeta {
  environment: Environment
  /** Which rows are selected; undefined while there are none to select. */
  selection: PageSelection | undefined
  /** Why nobody in this role may switch. */
  switchDenied: string | undefined
  onSwitch: (subscription: SubscriptionRow, enabled: boolean) => void
}

interface ColumnMeta {
  className: string | undefined
  /** What the server sorts by for this column. */
  sort?: (typeof SUBSCRIPTION_SORTS)[number]
  /** The direction of the first click. */
  first?: 'desc'
  align?: 'end'
  hide?: 'wide'
}

export const features = tableFeatures({ tableMeta: {} as TableMeta, columnMeta: {} as ColumnMeta })
const { accessor, display, columns: columnsOf } = createColumnHelper<typeof features, SubscriptionRow>()

/** "Sends every creation" under the head "Sends": "Every creation". */
const withoutVerb = (words: string) => words.replace(/^Sends (.)/, (_all, first: string) => first.toUpperCase())

/** The columns of the list, in order. What the server can sort by says so. */
export const columns = columnsOf([
  display({
    id: 'select',
    header: 'Select',
    meta: { className: classes.select },
    cell: ({ row: { original: row }, table: { options } }) => (
      <SelectionBox
        label={`Select ${row.title}`}
        checked={options.meta?.selection?.has(row.id) ?? false}
        onPick={(on, range) => options.meta?.selection?.pick(row.id, on, range)}
      />
    ),
  }),
  accessor('title', {
    header: 'Title',
    meta: { className: classes.title, sort: 'title' },
    cell: ({ row: { original: row }, table }) => (
      <>
        <RowLink to={paths.subscription(table.options.meta?.environment.id ?? '', row.id)} className={classes.link}>
          {row.title}
        </RowLink>
        <span className={classes.under}>
          <Endpoint endpoint={row.endpoint} />
        </span>
      </>
    ),
  }),
  accessor('endpoint', {
    header: 'Endpoint',
    meta: { className: classes.endpoint, sort: 'endpoint', hide: 'wide' },
    cell: ({ row: { original: row } }) => (
      <span {...hint(row.endpoint)}>
        <Endpoint endpoint={row.endpoint} lines />
      </span>
    ),
  }),
  accessor('events', {
    header: 'Event types',
    meta: { className: classes.types },
    cell: ({ row: { original: row } }) => <EventTypes events={row.events} />,
  }),
  display({
    id: 'filter',
    header: 'Sends',
    meta: { className: classes.filter },
    cell: ({ row: { original: row }, table }) => {
      const words = sentence(row.filter, row.events, table.options.meta?.environment)
      return (
        <span className={classes.sentence} {...hint(words)}>
          {withoutVerb(words)}
        </span>
      )
    },
  }),
  display({
    id: 'failed',
    header: 'Failed',
    meta: { className: classes.failed, sort: 'failed', first: 'desc', align: 'end' },
    cell: ({ row: { original: row }, table }) => (
      <Failed
        stats={row.stats}
        title={row.title}
        to={paths.subscriptionFailedEvents(table.options.meta?.environment.id ?? '', row.id)}
      />
    ),
  }),
  display({
    id: 'lastDelivered',
    header: 'Last delivered',
    meta: { className: classes.delivered, sort: 'lastDelivered', first: 'desc' },
    cell: ({ row: { original: row } }) => <Time at={row.stats.lastDeliveredAt} />,
  }),
  accessor('updatedAt', {
    header: 'Changed',
    meta: { className: classes.changed, sort: 'updated', first: 'desc', hide: 'wide' },
    cell: ({ row: { original: row } }) => <Time at={row.updatedAt} />,
  }),
  accessor('enabled', {
    header: 'Enabled',
    meta: { className: classes.enabled },
    cell: ({ row: { original: row }, table }) => (
      <EnabledSwitch
        title={row.title}
        enabled={row.enabled}
        disabledReason={table.options.meta?.switchDenied}
        onSwitch={(enabled) => table.options.meta?.onSwitch(row, enabled)}
      />
    ),
  }),
])
