import type { ReactNode } from 'react'
import type { Tone } from '../text/tones.ts'
import { announce } from './announce.ts'

export interface Notice {
  tone: Extract<Tone, 'success' | 'failure' | 'waiting'>
  title: string
  text?: string
  /** A way on, a link for one, that takes the notice away; it is only seen, so there must be another way to it. */
  action?: (close: () => void) => ReactNode
}

let wake: (() => void) | undefined

/** For the shell: what mounts the place where notices appear, once the first one comes. */
export const onFirstNotice = (mount: () => void): void => {
  wake = mount
}

/** Tells, in passing, what came of something. A failure stays until it is closed. Loaded with the first notice. */
export async function notify({ tone, title, text, action }: Notice): Promise<void> {
  wake?.()
  announce(text ? `${title}. ${text}` : title)
  const { showNotice } = await import('./notices.tsx')
  showNotice({ tone, title, ...(text ? { text } : {}), ...(action ? { action } : {}) })
}
