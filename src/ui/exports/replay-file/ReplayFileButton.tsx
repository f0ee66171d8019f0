import { IconFileUpload } from '@tabler/icons-react'
import { useNavigate } from 'react-router'
import { paths } from '../../address/paths.ts'
import { useEnvironment, useSession } from '../../api/use-session.ts'
import { ActionButton } from '../../kit/feedback/ActionButton.tsx'
import { replayDenied } from './replay-denied.ts'

/** Leads to the replay of a downloaded file; where that is barred, it stays in sight and says why. */
export function ReplayFileButton() {
  const environment = useEnvironment()
  const navigate = useNavigate()
  return (
    <ActionButton
      leftSection={<IconFileUpload size={16} stroke={1.75} aria-hidden />}
      disabledReason={replayDenied(useSession().role, environment)}
      onClick={() => void navigate(paths.replayFile(environment.id))}
    >
      Replay a downloaded file
    </ActionButton>
  )
}
