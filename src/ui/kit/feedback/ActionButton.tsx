import { Button, type ButtonProps } from '@mantine/core'
import { type MouseEvent, type ReactNode, useId } from 'react'
import classes from './ActionButton.module.css'
import { hint } from './hint.ts'

interface ActionButtonProps extends Omit<ButtonProps, 'disabled'> {
  children: ReactNode
  onClick: (event: MouseEvent<HTMLButtonElement>) => void
  /** Says why it cannot run now. The button stays in sight and in the tab order, and shows this reason. */
  disabledReason?: string | undefined
  type?: 'button' | 'submit'
}

/** A button that says why it cannot run instead of going away. */
export function ActionButton({ disabledReason, onClick, children, type = 'button', ...rest }: ActionButtonProps) {
  const reasonId = useId()
  if (!disabledReason) {
    return (
      <Button type={type} onClick={onClick} {...rest}>
        {children}
      </Button>
    )
  }
  return (
    <>
      <Button
        type="button"
        aria-disabled
        aria-describedby={reasonId}
        {...rest}
        loading={false}
        data-disabled
        className={classes.disabled}
        onClick={(event) => event.preventDefault()}
        {...hint(disabledReason)}
      >
        {children}
      </Button>
      <span id={reasonId} hidden>
        {disabledReason}
      </span>
    </>
  )
}
