import { announce } from './announce.ts'
import type { Notice } from './notice.ts'

let wake: (() => void) | undefined

/** Sets what mounts the notices when the first one comes; the shell calls it. */
export function onFirstNotice(mount: () => void): void {
  wake = mount
}

/**
 * Shows a notice for a few seconds; a failure stays until it is closed. The code of notices is loaded with the first.
 */
export async function notify({ tone, title, text, action }: Notice): Promise<void> {
  wake?.()
  announce(text ? `${title}. ${text}` : title)
  const { showNotice } = await import('./notices.tsx')
  showNotice({ tone, title, ...(text ? { text } : {}), ...(action ? { action } : {}) })
}
