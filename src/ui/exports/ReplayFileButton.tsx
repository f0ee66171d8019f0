import { IconFileUpload } from '@tabler/icons-react'
import { useNavigate } from 'react-router'
import { useEnvironment, useSession } from '../api/use-session.ts'
import { ActionButton } from '../components/ActionButton.tsx'
import { paths } from '../paths.ts'
import { replayDenied } from './replay-denied.ts'

/** The way to replay a downloaded file; in sight for everybody, with the reason where it is barred. */
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
