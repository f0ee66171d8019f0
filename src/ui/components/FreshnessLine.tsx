import { IconAlertTriangle, IconRefresh } from '@tabler/icons-react'
import { type Freshness, MOST_UNREADABLE } from '../../contract/freshness.ts'
import { count } from '../kit/text/count-words.ts'
import { Time } from '../kit/time/Time.tsx'
import classes from './Freshness.module.css'
import { unknownStatesWords } from './unknown-states.ts'
import { WhatDiffered } from './WhatDiffered.tsx'

/** Words what was read so far, and never calls a part "all". */
const readInWords = ({ read, total, complete }: Freshness): string => {
  if (complete) return `all ${count(read)} stored events read`
  return total === null ? `${count(read)} events read so far` : `${count(read)} of ${count(total)} events read`
}

/** Words the events that could not be read and are missing from every list, and who can tell more. */
const unreadableInWords = (unreadable: number): string => {
  const [many, are] = unreadable === 1 ? ['1 event', 'is'] : [`${count(unreadable)} events`, 'are']
  const atLeast = unreadable >= MOST_UNREADABLE ? 'At least ' : ''
  return `${atLeast}${many} could not be read and ${are} missing here`
}

/** Shows how current and complete the console's copy of the stored events is. */
export function FreshnessLine({ freshness }: { freshness: Freshness }) {
  return (
    <div className={classes.line}>
      <span>
        {freshness.asOf === null ? (
          'Not read yet'
        ) : (
          <>
            As of <Time at={freshness.asOf} />, {readInWords(freshness)}
          </>
        )}
      </span>
      {freshness.syncing ? (
        <span className={classes.warn} data-syncing>
          <IconRefresh size={14} stroke={1.75} className={classes.spin} aria-hidden /> Reading more
        </span>
      ) : null}
      {freshness.unreadable > 0 ? (
        <span className={classes.warn}>
          <IconAlertTriangle size={14} stroke={1.75} aria-hidden /> {unreadableInWords(freshness.unreadable)}
          {freshness.differs ? '.' : '; the console’s log says which and why'}
        </span>
      ) : null}
      {freshness.unreadable > 0 && freshness.differs ? (
        <span className={classes.warn}>
          <WhatDiffered differs={freshness.differs} />
        </span>
      ) : null}
      {freshness.unknownStates.length > 0 ? (
        <span className={classes.warn}>
          <IconAlertTriangle size={14} stroke={1.75} aria-hidden /> {unknownStatesWords(freshness.unknownStates)}
        </span>
      ) : null}
      {freshness.problem ? (
        <span className={classes.warn}>
          <IconAlertTriangle size={14} stroke={1.75} aria-hidden /> {freshness.problem}
        </span>
      ) : null}
    </div>
  )
}
