import { loadPart } from '../lazy/load-part.ts'
import { missingParts } from '../lazy/missing-parts.ts'
import { announce } from './announce.ts'
import type { Notice } from './notice.ts'

let wake: (() => void) | undefined

/** Sets what mounts the notices when the first one comes; the shell calls it. */
export function onFirstNotice(mount: () => void): void {
  wake = mount
}

/**
 * Shows a notice for a few seconds; a failure stays until it is closed. The code of notices is loaded with the first; when
 * it does not come, the words are shown plainly.
 */
export async function notify({ tone, title, text, action }: Notice): Promise<void> {
  wake?.()
  const words = text ? `${title}. ${text}` : title
  announce(words)
  const code = await loadPart(() => import('./notices.tsx')).catch(() => undefined)
  if (!code) return void missingParts.add({ words })
  code.showNotice({ tone, title, ...(text ? { text } : {}), ...(action ? { action } : {}) })
}
