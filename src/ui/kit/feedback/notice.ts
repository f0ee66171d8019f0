import type { ReactNode } from 'react'
import type { Tone } from '../text/tones.ts'

/** A message that stands for a few seconds in a corner of the window. */
export interface Notice {
  tone: Extract<Tone, 'success' | 'failure' | 'waiting'>
  title: string
  text?: string
  /**
   * A link or button that closes the notice. Screen readers do not meet it, so the same must be reachable elsewhere.
   */
  action?: (close: () => void) => ReactNode
}
