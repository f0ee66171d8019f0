import { IconCopyPlus, IconPencil, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { denied } from '../../../contract/role.ts'
import type { SubscriptionRow } from '../../../contract/subscription.ts'
import { paths } from '../../address/paths.ts'
import { useEnvironment, useSession } from '../../api/use-session.ts'
import { ActionButton } from '../../kit/feedback/ActionButton.tsx'
import { lazyPart } from '../../kit/lazy/lazy-part.tsx'

const DeleteDialog = lazyPart(async () => (await import('./DeleteDialog.tsx')).DeleteDialog)

/**
 * The ways to change, copy and delete a subscription; in sight for everybody, with the reason where they are barred.
 */
export function ShapeActions({ subscription }: { subscription: SubscriptionRow }) {
  const environment = useEnvironment()
  const { role } = useSession()
  const navigate = useNavigate()
  const [asked, setAsked] = useState({ turn: 0, opened: false })
  return (
    <>
      <ActionButton
        leftSection={<IconPencil size={16} stroke={1.75} aria-hidden />}
        disabledReason={denied(role, 'subscription.edit')}
        onClick={() => void navigate(paths.editSubscription(environment.id, subscription.id))}
      >
        Edit
      </ActionButton>
      <ActionButton
        leftSection={<IconCopyPlus size={16} stroke={1.75} aria-hidden />}
        disabledReason={denied(role, 'subscription.create')}
        onClick={() => void navigate(paths.newSubscription(environment.id, subscription.id))}
      >
        Duplicate
      </ActionButton>
      <ActionButton
        leftSection={<IconTrash size={16} stroke={1.75} aria-hidden />}
        disabledReason={denied(role, 'subscription.delete')}
        onClick={() => setAsked(({ turn }) => ({ turn: turn + 1, opened: true }))}
      >
        Delete
      </ActionButton>
      {asked.turn > 0 ? (
        <DeleteDialog
          key={asked.turn}
          seen={subscription}
          opened={asked.opened}
          onClose={() => setAsked((now) => ({ ...now, opened: false }))}
        />
      ) : null}
    </>
  )
}
