import { IconArrowRight, IconChevronDown } from '@tabler/icons-react'
import { useId } from 'react'
import type { JournalEntry } from '../../contract/journal.ts'
import { ToneBadge } from '../kit/text/ToneBadge.tsx'
import { Time } from '../kit/time/Time.tsx'
import classes from './Journal.module.css'
import { JournalDetails } from './JournalDetails.tsx'
import { JournalTarget } from './JournalTarget.tsx'
import { actionInWords, actorInWords, attemptFacts, changeInWords, OUTCOME_LOOKS } from './journal-words.ts'

interface JournalRowProps {
  entry: JournalEntry
  everywhere: boolean
  open: boolean
  onToggle: () => void
}

/** Shows an entry, and its details when it is open. */
export function JournalRow({ entry, everywhere, open, onToggle }: JournalRowProps) {
  const id = useId()
  const what = actionInWords(entry)
  const times = attemptFacts(entry)?.times ?? 1
  return (
    <>
      <tr data-current={open || undefined} className={open ? classes.open : undefined}>
        <td data-hide="narrow" className={classes.when}>
          <Time at={entry.at} absolute zoned={false} />
        </td>
        <td data-hide="narrow" className={classes.who}>
          {actorInWords(entry)}
        </td>
        <th scope="row" className={classes.what}>
          <span className={classes.action}>{what}</span> <JournalTarget entry={entry} everywhere={everywhere} />
          {times > 1 ? <span className={classes.times}> {times.toLocaleString('en')} more times</span> : null}
          <div className={classes.narrow}>
            {actorInWords(entry)}, <Time at={entry.at} />
          </div>
        </th>
        <td data-hide="medium">
          <Change entry={entry} />
        </td>
        <td data-hide="medium" className={classes.reason}>
          {entry.reason ? <span className={classes.clamp}>{entry.reason}</span> : <span data-empty>–</span>}
        </td>
        <td>
          <ToneBadge look={OUTCOME_LOOKS[entry.outcome]} quiet={entry.outcome === 'done'} />
        </td>
        <td data-align="end">
          <button
            type="button"
            className={classes.toggle}
            aria-label={`Details: ${what} ${entry.target.title}`}
            aria-expanded={open}
            aria-controls={open ? id : undefined}
            onClick={onToggle}
          >
            <IconChevronDown size={16} stroke={1.75} aria-hidden />
          </button>
        </td>
      </tr>
      {open ? (
        <tr id={id} className={classes.details}>
          <td colSpan={7}>
            <JournalDetails entry={entry} />
          </td>
        </tr>
      ) : null}
    </>
  )
}

const Change = ({ entry }: { entry: JournalEntry }) => {
  const change = changeInWords(entry)
  if (!change) return <span data-empty>–</span>
  return (
    <span className={classes.change}>
      <span className={classes.from}>{change[0]}</span>
      <IconArrowRight size={14} stroke={1.75} aria-label="to" />
      {change[1]}
    </span>
  )
}
