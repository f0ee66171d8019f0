import { IconUpload } from '@tabler/icons-react'
import { useNavigate } from 'react-router'
import { denied } from '../../../contract/role.ts'
import { paths } from '../../address/paths.ts'
import { useEnvironment, useSession } from '../../api/use-session.ts'
import { ActionButton } from '../../kit/feedback/ActionButton.tsx'

/** The way to take in what was copied out elsewhere; in sight for everybody, with the reason where it is barred. */
export function CopyInButton() {
  const environment = useEnvironment()
  const navigate = useNavigate()
  return (
    <ActionButton
      leftSection={<IconUpload size={16} stroke={1.75} aria-hidden />}
      disabledReason={denied(useSession().role, 'subscription.create')}
      onClick={() => void navigate(paths.copyIn(environment.id))}
    >
      Copy in
    </ActionButton>
  )
}
