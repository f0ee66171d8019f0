import { lazy, type ReactNode, Suspense, useState } from 'react'
import type { Draft } from '../../../contract/draft.ts'
import type { Environment } from '../../../contract/session.ts'
import type { Subscription } from '../../../contract/subscription.ts'
import type { Warning } from '../../../filter/warnings.ts'
import type { Field } from '../draft.ts'

const ReviewDialog = lazy(async () => ({ default: (await import('./ReviewDialog.tsx')).ReviewDialog }))

export interface ReviewOptions {
  environment: Environment
  /** What the change is based on; undefined for something new. */
  base: Subscription | undefined
  draft: Draft
  warnings: Warning[]
  /** Fields that the API would not have, each with its reason. */
  onRefused: (fields: Partial<Record<Field, string>>) => void
  /** What somebody else stored is the new base; of mine only the fields in `kept` stay. */
  onTheirs: (theirs: Subscription, kept: Field[]) => void
  onSaved: (saved: Subscription) => void
}

/** The dialog before anything is sent; loaded when it is first asked for. */
export function useReview(options: ReviewOptions): { ask: () => void; dialog: ReactNode } {
  const [asked, setAsked] = useState({ turn: 0, opened: false })
  const close = () => setAsked((now) => ({ ...now, opened: false }))
  return {
    ask: () => setAsked(({ turn }) => ({ turn: turn + 1, opened: true })),
    dialog:
      asked.turn > 0 ? (
        <Suspense fallback={null}>
          <ReviewDialog key={asked.turn} {...options} opened={asked.opened} onClose={close} />
        </Suspense>
      ) : null,
  }
}
