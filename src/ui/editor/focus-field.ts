import type { SubscriptionField } from '../../filter/changed-fields.ts'

/** Moves the focus to a field once it is in the page: the view may have to change first. */
export function focusField(field: SubscriptionField): void {
  requestAnimationFrame(() => {
    const element = document.getElementById(`editor-${field}`) ?? document.getElementById(`editor-${field}-title`)
    element?.focus()
    element?.scrollIntoView({ block: 'center' })
  })
}
