import { IconAlertTriangle, IconBan, IconInfoCircle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { Warning } from '../../../filter/warning.ts'
import classes from './Warnings.module.css'

const LOOKS = {
  refused: { Icon: IconBan, word: 'Will be refused' },
  risk: { Icon: IconAlertTriangle, word: 'Risk' },
  note: { Icon: IconInfoCircle, word: 'Note' },
} as const

/** One warning with the section it rests on, and what could be done about it. */
export function WarningLine({
  warning: { level, message, source },
  children,
}: {
  warning: Warning
  children?: ReactNode
}) {
  const { Icon, word } = LOOKS[level]
  return (
    <p className={classes.warning} data-level={level}>
      <Icon size={15} stroke={1.75} role="img" aria-label={word} />
      <span>
        {message}
        {message.endsWith('?') ? '' : '.'} <span className={classes.source}>{source}</span> {children}
      </span>
    </p>
  )
}
