import { Button } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { noop } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import type { ExportJob } from '../../contract/export.ts'
import { denied } from '../../contract/role.ts'
import type { Subscription } from '../../contract/subscription.ts'
import { downloadPath } from '../api/exports.ts'
import { useEnvironment, useSession } from '../api/use-session.ts'
import { ActionButton } from '../kit/feedback/ActionButton.tsx'

const CancelExportDialog = lazy(async () => ({
  default: (await import('./CancelExportDialog.tsx')).CancelExportDialog,
}))

interface JobActionProps {
  subscription: Subscription
  job: ExportJob
}

/** Offers the action of an export's state. Its dialog outlives a change of that state. */
export function JobAction({ subscription, job }: JobActionProps) {
  const { role } = useSession()
  const [asked, setAsked] = useState({ times: 0, opened: false })
  return (
    <>
      {job.state === 'ready' || job.state === 'unknown' ? <Download subscription={subscription} job={job} /> : null}
      {job.state === 'processing' ? (
        <ActionButton
          disabledReason={denied(role, 'export.cancel')}
          onClick={() => setAsked(({ times }) => ({ times: times + 1, opened: true }))}
        >
          Cancel export
        </ActionButton>
      ) : null}
      {asked.times > 0 ? (
        <Suspense fallback={null}>
          <CancelExportDialog
            key={asked.times}
            subscription={subscription}
            job={job}
            opened={asked.opened}
            onClose={() => setAsked((now) => ({ ...now, opened: false }))}
          />
        </Suspense>
      ) : null}
    </>
  )
}

/** Downloads by the browser itself: a file of a million lines goes past the page, not through it. */
function Download({ subscription, job }: JobActionProps) {
  const environment = useEnvironment()
  const reason = denied(useSession().role, 'export.download')
  const icon = <IconDownload size={16} stroke={1.75} aria-hidden />
  if (reason) {
    return (
      <ActionButton leftSection={icon} disabledReason={reason} onClick={noop}>
        Download
      </ActionButton>
    )
  }
  return (
    <Button component="a" leftSection={icon} href={downloadPath(environment.id, subscription.id, job.id)} download>
      Download
    </Button>
  )
}
