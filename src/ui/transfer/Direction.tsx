import { IconArrowRight } from '@tabler/icons-react'
import { useEnvironment, useSession } from '../api/use-session.ts'
import { ActionButton } from '../kit/feedback/ActionButton.tsx'
import { counted } from '../kit/text/count-words.ts'
import classes from './CopyIn.module.css'
import type { Taken } from './Intake.tsx'

interface DirectionProps {
  taken: Taken
  /** Rows are being done: their results must not be lost. */
  running: boolean
  onOther: () => void
}

/** From where to where, loud: nobody takes staging for production here. */
export function Direction({ taken: { name, file }, running, onOther }: DirectionProps) {
  const environment = useEnvironment()
  const source = useSession().environments.find(({ id }) => id === file.environment)
  const from = source?.name ?? file.environment
  return (
    <section className={classes.direction} aria-label="From where to where">
      <p className={classes.way}>
        <span className={classes.place} data-environment={source?.colour ?? 'grey'}>
          {from ?? 'Unknown environment'}
        </span>
        <IconArrowRight size={20} stroke={1.75} role="img" aria-label="to" />
        <span className={classes.place} data-environment={environment.colour}>
          {environment.name}
        </span>
      </p>
      <p className={classes.quiet}>
        {counted(file.subscriptions.length, 'subscription')} from {name ?? 'pasted text'}
        {from ? '' : ', which does not say where it was copied out'}
        {source?.id === environment.id ? ', copied out of this same environment' : ''}.
      </p>
      <ActionButton
        size="compact-sm"
        disabledReason={running ? 'Stop first, or wait until it is done' : undefined}
        onClick={onOther}
      >
        Another file
      </ActionButton>
    </section>
  )
}
