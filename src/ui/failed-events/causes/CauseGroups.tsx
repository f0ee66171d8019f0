import type { EventSelection, FailedGroup, FailedSummary } from '../../../contract/failed-event.ts'
import { useEnvironment, useSession } from '../../api/use-session.ts'
import { ActionButton } from '../../kit/feedback/ActionButton.tsx'
import { ColumnHead, DataTable } from '../../kit/table/DataTable.tsx'
import { count } from '../../kit/text/count-words.ts'
import { ExpiresIn } from '../../kit/time/ExpiresIn.tsx'
import { Time } from '../../kit/time/Time.tsx'
import { useTimeZone } from '../../kit/time/TimeZone.tsx'
import { blocked } from '../blocked.ts'
import { type FailedAddress, type FailedPatch, matchOf } from '../failed-address.ts'
import { chipsOf, runName } from '../filters/chips.ts'
import { usePlan } from '../use-plan.ts'
import classes from './CauseGroups.module.css'
import { causeTitle, filterOf, remedyOf } from './remedies.ts'

interface CauseGroupsProps {
  address: FailedAddress
  subscriptionId: string | undefined
  asOf: string
  summary: FailedSummary
  onChange: (patch: FailedPatch) => void
}

/** Groups the failed events by cause: how many, when, and what would help. The largest group comes first. */
export function CauseGroups(props: CauseGroupsProps) {
  const groups = props.summary.groups.toSorted((one, other) => other.count - one.count)
  return (
    <div className={classes.list}>
      <DataTable label="Failed events by cause" cards sticky>
        <thead>
          <tr>
            <ColumnHead>Cause and remedy</ColumnHead>
            <ColumnHead align="end">Events</ColumnHead>
            {props.subscriptionId === undefined ? (
              <ColumnHead align="end" hide="medium">
                Subscriptions
              </ColumnHead>
            ) : null}
            <ColumnHead hide="medium">First failed</ColumnHead>
            <ColumnHead hide="medium">Last failed</ColumnHead>
            <ColumnHead>First expires in</ColumnHead>
            <ColumnHead align="end">
              <span className={classes.unseen}>What to do</span>
            </ColumnHead>
          </tr>
        </thead>
        <tbody>
          {groups.map((group) => (
            <GroupRow key={`${group.cause} ${group.status}`} group={group} {...props} />
          ))}
        </tbody>
      </DataTable>
    </div>
  )
}

function GroupRow({
  group,
  address,
  subscriptionId,
  asOf,
  summary,
  onChange,
}: CauseGroupsProps & { group: FailedGroup }) {
  const environment = useEnvironment()
  const { role } = useSession()
  const { zone } = useTimeZone()
  const plan = usePlan()
  const filter = filterOf(group, summary.groups)
  const narrowed = { ...address, ...filter, subscription: subscriptionId ?? address.subscription }
  const selection: EventSelection | undefined =
    filter && address.state === 'failure'
      ? { by: 'match', match: matchOf(narrowed), asOf, except: [], count: group.count }
      : undefined
  const name = runName(chipsOf(narrowed, { environment, choices: summary.choices, zone }))
  const reason = filter
    ? blocked('redelivery', { role, environment, selection })
    : 'No filter tells these from others: pick them among the events'
  return (
    <tr>
      <th scope="row" className={classes.cause}>
        {filter ? (
          <button type="button" className={classes.title} onClick={() => onChange({ ...filter, view: undefined })}>
            {causeTitle(group)}
          </button>
        ) : (
          <span className={classes.title}>{causeTitle(group)}</span>
        )}
        <span className={classes.remedy}>{remedyOf(group)}</span>
      </th>
      <td className={classes.count} data-align="end">
        {count(group.count)}
      </td>
      {subscriptionId === undefined ? (
        <td className={classes.subscriptions} data-align="end" data-hide="medium">
          {count(group.subscriptions)}
        </td>
      ) : null}
      <td className={classes.first} data-hide="medium">
        <Time at={group.firstFailedAt} />
      </td>
      <td className={classes.last} data-hide="medium">
        <Time at={group.lastFailedAt} />
      </td>
      <td className={classes.expires}>
        <ExpiresIn at={group.soonestExpiry} />
      </td>
      <td className={classes.action} data-align="end">
        <ActionButton
          size="compact-sm"
          disabledReason={reason}
          onClick={() => selection && plan({ selection, way: 'redelivery', name })}
          aria-label={`Redeliver these: ${causeTitle(group)}`}
        >
          Redeliver these…
        </ActionButton>
      </td>
    </tr>
  )
}
