import { memo } from 'react'
import { Link } from 'react-router'
import type { EventItem } from '../../../contract/event.ts'
import type { FailedItem } from '../../../contract/failed-event.ts'
import { paths } from '../../address/paths.ts'
import { useEnvironment } from '../../api/use-session.ts'
import { answerWords } from '../../components/answer-words.ts'
import { attributesInShort } from '../../components/attributes.ts'
import { eventTitle } from '../../components/event-type.ts'
import { StateBadge } from '../../components/StateBadge.tsx'
import { hint } from '../../kit/feedback/hint.ts'
import { RowLink } from '../../kit/table/RowLink.tsx'
import { SelectionBox } from '../../kit/table/SelectionBox.tsx'
import { Identifier } from '../../kit/text/Identifier.tsx'
import { ExpiresIn } from '../../kit/time/ExpiresIn.tsx'
import { Time } from '../../kit/time/Time.tsx'
import classes from './FailedTable.module.css'

interface FailedCellsProps {
  item: FailedItem
  /** The address of the row. */
  to: string
  selected: boolean
  tabIndex: 0 | -1
  /** True inside a subscription, which is then not named again. */
  scoped: boolean
  onPick: (item: FailedItem, on: boolean, range: boolean) => void
}

/** Shows a failed event in cells of two lines: event, user, subscription, answer and times. */
export const FailedCells = memo(function FailedCells(props: FailedCellsProps) {
  const environment = useEnvironment()
  const { item, to, selected, tabIndex, scoped, onPick } = props
  return (
    <>
      <td className={classes.select}>
        <SelectionBox
          label={`Select ${eventTitle(item)}, ${item.subscription.title}`}
          checked={selected}
          tabIndex={tabIndex}
          onPick={(on, range) => onPick(item, on, range)}
        />
      </td>
      <td className={classes.state}>
        <StateBadge state={item.state} />
        {item.run ? (
          <span className={classes.second}>
            in run{' '}
            <Link
              to={paths.run(environment.id, item.run.id)}
              className={classes.run ?? ''}
              tabIndex={tabIndex}
              {...hint(item.run.name)}
            >
              {item.run.name}
            </Link>
          </span>
        ) : null}
      </td>
      <th scope="row" className={classes.event}>
        <RowLink to={to} className={classes.link} underline={false} tabIndex={tabIndex} preventScrollReset>
          {eventTitle(item)}
        </RowLink>
        <Second className={classes.attributes} text={attributesInShort(item.attributes)} />
      </th>
      <td className={classes.user}>
        {item.user ? <Identifier value={item.user} label="user id" bare /> : <span data-empty>–</span>}
      </td>
      {scoped ? null : (
        <td className={classes.subscription}>
          <span className={classes.first} translate="no" {...hint(item.subscription.title)}>
            {item.subscription.title}
          </span>
          {item.subscription.endpoint ? (
            <span className={classes.second} {...hint(item.subscription.endpoint)}>
              {item.subscription.enabled ? '' : 'Off · '}
              <span translate="no">{URL.parse(item.subscription.endpoint)?.host ?? item.subscription.endpoint}</span>
            </span>
          ) : null}
        </td>
      )}
      <td className={classes.answer}>
        <span className={classes.first}>{answerWords(item)}</span>
        <Second text={answerDetail(item)} />
      </td>
      <td className={classes.attempts} data-align="end" data-hide="wide">
        {item.attempts ?? '–'}
      </td>
      <td className={classes.at}>
        <Time at={item.updatedAt} />
      </td>
      <td className={classes.expires}>
        <ExpiresIn at={item.expiresAt} />
      </td>
    </>
  )
})

const Second = ({ text, className = '' }: { text: string | undefined; className?: string | undefined }) =>
  text ? (
    <span className={`${classes.second} ${className}`} {...hint(text)}>
      {text}
    </span>
  ) : null

/** Returns the line under the listener's answer: its kind, or the API's own error. */
export function answerDetail({ cause, listenerError }: Pick<EventItem, 'cause' | 'listenerError'>): string | undefined {
  return (cause && KINDS[cause]) || listenerError?.slice(0, 200) || undefined
}

const KINDS: Partial<Record<NonNullable<EventItem['cause']>, string>> = {
  redirect: 'never followed',
  'client-error': 'client error',
  'server-error': 'server error',
}
