import { IconPlus } from '@tabler/icons-react'
import { useNavigate } from 'react-router'
import { denied } from '../../../contract/role.ts'
import { paths } from '../../address/paths.ts'
import { useEnvironment, useSession } from '../../api/use-session.ts'
import { ActionButton } from '../../kit/feedback/ActionButton.tsx'

/** The way to a new subscription; in sight for everybody, with the reason where it is barred. */
export function NewSubscriptionButton() {
  const environment = useEnvironment()
  const navigate = useNavigate()
  return (
    <ActionButton
      variant="filled"
      leftSection={<IconPlus size={16} stroke={1.75} aria-hidden />}
      disabledReason={denied(useSession().role, 'subscription.create')}
      onClick={() => void navigate(paths.newSubscription(environment.id))}
    >
      New subscription
    </ActionButton>
  )
}
