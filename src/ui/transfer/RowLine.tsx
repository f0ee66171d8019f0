import { IconAlertTriangle, IconBan, IconInfoCircle } from '@tabler/icons-react'
import { memo } from 'react'
import { sentence } from '../../filter/sentence.ts'
import { eventTypeWord } from '../components/event-type.ts'
import { hint } from '../kit/feedback/hint.ts'
import { Changes } from './Changes.tsx'
import classes from './CopyIn.module.css'
import type { Row } from './compare.ts'
import { RowResult } from './RowResult.tsx'
import type { Remark } from './remarks.ts'
import type { RowContext } from './row-context.ts'

/** One subscription of the file: whether it is taken in, what that does, and what came of it. */
export const RowLine = memo(function RowLine(props: RowContext & { row: Row }) {
  const { row, environment, remarks, chosen, results, current, frozen, barred, onToggle } = props
  const { key, draft, kind, base, changed, clashes } = row
  const outcome = results.get(key)
  const settled = outcome?.state === 'done' || outcome?.state === 'unknown' || kind === 'same'
  const bar = barred.get(key)
  return (
    <li className={classes.row} data-out={!chosen.has(key) || undefined}>
      <input
        type="checkbox"
        className={classes.box}
        aria-label={`Take in ${draft.title}`}
        checked={chosen.has(key)}
        disabled={frozen || settled || bar !== undefined}
        onChange={() => onToggle(key)}
        {...(bar ? hint(bar) : {})}
      />
      <div className={classes.what}>
        <span className={classes.title}>{draft.title}</span>
        {kind === 'create' ? (
          <>
            <span className={classes.quiet}>
              {draft.endpoint} · {draft.events.map(eventTypeWord).join(', ') || 'no event types'} ·{' '}
              {draft.enabled ? 'On: sends from the first moment' : 'Off'}
            </span>
            <span>{sentence(draft.filter, draft.events, environment)}.</span>
          </>
        ) : null}
        {base && kind === 'change' ? (
          <Changes before={base} after={draft} fields={changed} environment={environment} />
        ) : null}
        {clashes.map((clash) => (
          <RemarkLine key={clash} remark={{ level: 'risk', message: clash }} />
        ))}
        {bar ? <RemarkLine remark={{ level: 'note', message: `${bar}.` }} /> : null}
        {kind === 'same'
          ? null
          : remarks.get(key)?.map((remark) => <RemarkLine key={remark.message} remark={remark} />)}
      </div>
      <div className={classes.result}>
        <RowResult environment={environment} row={row} outcome={outcome} under={current === key} />
      </div>
    </li>
  )
})

const LOOKS = {
  refused: { Icon: IconBan, word: 'Will be refused' },
  risk: { Icon: IconAlertTriangle, word: 'Risk' },
  note: { Icon: IconInfoCircle, word: 'Note' },
} as const

/** One remark, with a sign for how grave it is. */
function RemarkLine({ remark: { level, message } }: { remark: Remark }) {
  const { Icon, word } = LOOKS[level]
  return (
    <p className={classes.remark} data-level={level}>
      <Icon size={15} stroke={1.75} role="img" aria-label={word} />
      <span>
        {message}
        {/[.?!]$/.test(message) ? '' : '.'}
      </span>
    </p>
  )
}
