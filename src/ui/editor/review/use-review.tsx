import { type ReactNode, useState } from 'react'
import { lazyPart } from '../../kit/lazy/lazy-part.tsx'
import type { ReviewOptions } from './review-options.ts'

const ReviewDialog = lazyPart(async () => (await import('./ReviewDialog.tsx')).ReviewDialog)

/** The dialog before anything is sent; loaded when it is first asked for. */
export function useReview(options: ReviewOptions): { ask: () => void; dialog: ReactNode } {
  const [asked, setAsked] = useState({ turn: 0, opened: false })
  const close = () => setAsked((now) => ({ ...now, opened: false }))
  return {
    ask: () => setAsked(({ turn }) => ({ turn: turn + 1, opened: true })),
    dialog:
      asked.turn > 0 ? <ReviewDialog key={asked.turn} {...options} opened={asked.opened} onClose={close} /> : null,
  }
}
