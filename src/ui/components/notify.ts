import { announce } from './announce.ts'
import type { Tone } from './tones.ts'

export interface Notice {
  tone: Extract<Tone, 'success' | 'failure' | 'waiting'>
  title: string
  text?: string
}

let wake: (() => void) | undefined

/** For the shell: what mounts the place where notices appear, once the first one comes. */
export const onFirstNotice = (mount: () => void): void => {
  wake = mount
}

/** Tells, in passing, what came of something. A failure stays until it is closed. Loaded with the first notice. */
export async function notify({ tone, title, text }: Notice): Promise<void> {
  wake?.()
  announce(text ? `${title}. ${text}` : title)
  const { showNotice } = await import('./notices.tsx')
  showNotice({ tone, title, ...(text ? { text } : {}) })
}
