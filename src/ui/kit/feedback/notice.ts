import type { ReactNode } from 'react'
import type { Tone } from '../text/tones.ts'

/** What is told in passing, for a few seconds, in a corner of the window. */
export interface Notice {
  tone: Extract<Tone, 'success' | 'failure' | 'waiting'>
  title: string
  text?: string
  /** A way on, a link for one, that takes the notice away; it is only seen, so there must be another way to it. */
  action?: (close: () => void) => ReactNode
}
