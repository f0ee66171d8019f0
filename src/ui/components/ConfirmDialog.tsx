import { ReasonField } from './ReasonField.tsx'
import '@mantine/core/styles/ModalBase.layer.css'
import '@mantine/core/styles/Modal.layer.css'
import '@mantine/core/styles/Overlay.layer.css'
import '@mantine/core/styles/CloseButton.layer.css'
import { Button, Modal } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { useCovering } from '../kit/feedback/dialog-cover.ts'
import classes from './ConfirmDialog.module.css'
import { ProblemNotice, type ProblemShown } from './ProblemPanel.tsx'

interface ConfirmDialogProps {
  opened: boolean
  /** A question: "Disable Orders sync?" */
  title: string
  /** Says what will happen. */
  children: ReactNode
  /** The consequence, on the button: "Disable and keep recording". Without it there is nothing left to decide. */
  confirm?: string | undefined
  /** The alternative, on the other button: "Keep theirs". */
  cancel?: string
  danger?: boolean
  /** Asks for a reason, which goes to the journal. */
  withReason?: boolean
  pending?: boolean
  problem?: ProblemShown | undefined
  onConfirm: (reason: string | undefined) => void
  onClose: () => void
}

/** Asks before something is done. It stays open until that is done, and shows why it failed. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { opened, title, children, confirm, danger = false, pending = false, problem } = props
  const withReason = props.withReason === true && confirm !== undefined
  const [reason, setReason] = useState('')
  useCovering(opened)
  const submit = () => props.onConfirm(reason.trim() || undefined)
  return (
    <Modal
      opened={opened}
      onClose={pending ? () => {} : props.onClose}
      onExitTransitionEnd={() => {
        setReason('')
        focusSomewhere()
      }}
      title={title}
      closeButtonProps={{ 'aria-label': 'Close', disabled: pending }}
    >
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault()
          if (confirm && !pending) submit()
        }}
      >
        <div className={classes.consequence}>{children}</div>
        {withReason ? <ReasonField value={reason} onChange={setReason} /> : null}
        {problem ? <ProblemNotice problem={problem} /> : null}
        <div className={classes.buttons}>
          <Button onClick={props.onClose} disabled={pending}>
            {props.cancel ?? 'Cancel'}
          </Button>
          {confirm ? (
            <Button type="submit" variant="filled" color={danger ? 'red' : 'petrol'} loading={pending}>
              {confirm}
            </Button>
          ) : null}
        </div>
      </form>
    </Modal>
  )
}

/** Moves the focus to the page when the element that opened the dialog has gone. */
const focusSomewhere = () => {
  if (document.activeElement === document.body) document.querySelector('main')?.focus({ preventScroll: true })
}
