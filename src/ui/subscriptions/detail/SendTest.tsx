import { IconSend } from '@tabler/icons-react'
import { useState } from 'react'
import { denied } from '../../../contract/role.ts'
import type { Subscription } from '../../../contract/subscription.ts'
import { useArrival } from '../../address/use-arrival.ts'
import { useSession } from '../../api/use-session.ts'
import { ActionButton } from '../../kit/feedback/ActionButton.tsx'
import { lazyPart } from '../../kit/lazy/lazy-part.tsx'

const SendTestDialog = lazyPart(async () => (await import('./SendTestDialog.tsx')).SendTestDialog)

/** Nothing is sent to the listener of a subscription that is off, tests neither (API 18 #24). */
const OFF = 'The subscription is off: Identity Cloud sends its listener nothing, not even a test'

/** The way to a test notification; in sight for everybody, with the reason where there can be none. */
export function SendTest({ subscription }: { subscription: Subscription }) {
  const { role } = useSession()
  const arrived = useArrival('test')
  const [asked, setAsked] = useState({ turn: arrived ? 1 : 0, opened: arrived })
  return (
    <>
      <ActionButton
        leftSection={<IconSend size={16} stroke={1.75} aria-hidden />}
        disabledReason={denied(role, 'subscription.test') ?? (subscription.enabled ? undefined : OFF)}
        onClick={() => setAsked(({ turn }) => ({ turn: turn + 1, opened: true }))}
      >
        Send test
      </ActionButton>
      {asked.turn > 0 ? (
        <SendTestDialog
          key={asked.turn}
          subscription={subscription}
          opened={asked.opened}
          onClose={() => setAsked((now) => ({ ...now, opened: false }))}
        />
      ) : null}
    </>
  )
}
