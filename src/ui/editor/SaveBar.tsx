import { Button } from '@mantine/core'
import { FIELD_NAMES } from '../../contract/words/subscription-fields.ts'
import type { SubscriptionField } from '../../filter/changed-fields.ts'
import { ActionBar } from '../kit/feedback/ActionBar.tsx'
import { ActionButton } from '../kit/feedback/ActionButton.tsx'
import classes from './Editor.module.css'

interface SaveBarProps {
  /** Something new is made, nothing is changed. */
  creates: boolean
  changes: SubscriptionField[]
  unsaved: boolean
  /** Fields that something is wrong with. */
  wrong: SubscriptionField[]
  onShow: (field: SubscriptionField) => void
  onCancel: () => void
  onSave: () => void
}

const inWords = (fields: SubscriptionField[]) => fields.map((field) => FIELD_NAMES[field].toLowerCase()).join(', ')

/** Shows what there is to save, always in sight. */
export function SaveBar({ creates, changes, unsaved, wrong, onShow, onCancel, onSave }: SaveBarProps) {
  return (
    <ActionBar className={classes.bar}>
      <span className={classes.state} data-tone={wrong.length > 0 ? 'failure' : undefined} role="status">
        {wrong[0] ? (
          <button type="button" onClick={() => wrong[0] && onShow(wrong[0])}>
            To be put right: {inWords(wrong)}
          </button>
        ) : creates ? (
          'Nothing is stored yet'
        ) : unsaved ? (
          `Changed: ${inWords(changes) || 'text that cannot be read'}`
        ) : (
          'As stored'
        )}
      </span>
      <span className={classes.buttons}>
        <Button onClick={onCancel}>Cancel</Button>
        <ActionButton
          variant="filled"
          onClick={onSave}
          disabledReason={creates || unsaved ? undefined : 'Nothing was changed'}
        >
          {creates ? 'Create subscription…' : 'Review changes…'}
        </ActionButton>
      </span>
    </ActionBar>
  )
}
