import { IconAlertTriangle, IconBan, IconInfoCircle } from '@tabler/icons-react'
import classes from './CopyIn.module.css'
import type { Remark } from './remarks.ts'

const LOOKS = {
  refused: { Icon: IconBan, word: 'Will be refused' },
  risk: { Icon: IconAlertTriangle, word: 'Risk' },
  note: { Icon: IconInfoCircle, word: 'Note' },
} as const

/** One remark, with a sign for how grave it is. */
export function RemarkLine({ remark: { level, message } }: { remark: Remark }) {
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
