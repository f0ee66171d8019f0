import { type ReactNode, useCallback, useState } from 'react'
import type { SubscriptionRow } from '../../../contract/subscription.ts'
import { lazyPart } from '../../kit/lazy/lazy-part.tsx'

const load = () => import('./SwitchDialog.tsx')
const SwitchDialog = lazyPart(async () => (await load()).SwitchDialog)

interface Asked {
  /** Each asking starts anew, with nothing left of the last one. */
  turn: number
  subscription: SubscriptionRow
  enabled: boolean
  opened: boolean
}

interface Switching {
  /** Asks before a subscription is turned on or off. */
  ask: (subscription: SubscriptionRow, enabled: boolean) => void
  /** To be put anywhere in the page. */
  dialog: ReactNode
}

/** The one dialog of a page that turns subscriptions on and off, open for what is asked `first`; loaded when it is wanted. */
export function useSwitching(first?: { subscription: SubscriptionRow; enabled: boolean }): Switching {
  const [asked, setAsked] = useState<Asked | undefined>(first && { turn: 1, ...first, opened: true })
  const ask = useCallback(
    (subscription: SubscriptionRow, enabled: boolean) =>
      setAsked((last) => ({ turn: (last?.turn ?? 0) + 1, subscription, enabled, opened: true })),
    [],
  )
  const close = useCallback(() => setAsked((last) => last && { ...last, opened: false }), [])
  const dialog = asked ? (
    <SwitchDialog
      key={asked.turn}
      seen={asked.subscription}
      enabled={asked.enabled}
      opened={asked.opened}
      onClose={close}
    />
  ) : null
  return { ask, dialog }
}
