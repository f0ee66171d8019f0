import { announce } from './announce.ts'
import type { Notice } from './notice.ts'

let wake: (() => void) | undefined

/** For the shell: what mounts the place where notices appear, once the first one comes. */
export function onFirstNotice(mount: () => void): void {
  wake = mount
}

/** Tells, in passing, what came of something. A failure stays until it is closed. Loaded with the first notice. */
export async function notify({ tone, title, text, action }: Notice): Promise<void> {
  wake?.()
  announce(text ? `${title}. ${text}` : title)
  const { showNotice } = await import('./notices.tsx')
  showNotice({ tone, title, ...(text ? { text } : {}), ...(action ? { action } : {}) })
}
