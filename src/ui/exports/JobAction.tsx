import { Button } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { noop, useMutation } from '@tanstack/react-query'
import { type MouseEvent, useState } from 'react'
import type { ExportJob } from '../../contract/export.ts'
import { denied } from '../../contract/role.ts'
import type { Subscription } from '../../contract/subscription.ts'
import { downloadPath, findFile } from '../api/exports.ts'
import { problemOf } from '../api/problem.ts'
import { useEnvironment, useSession } from '../api/use-session.ts'
import { reasonOrRemedy } from '../components/said.ts'
import { ActionButton } from '../kit/feedback/ActionButton.tsx'
import { notify } from '../kit/feedback/notify.ts'
import { lazyPart } from '../kit/lazy/lazy-part.tsx'

const CancelExportDialog = lazyPart(async () => (await import('./CancelExportDialog.tsx')).CancelExportDialog)

const FileElsewhereDialog = lazyPart(async () => (await import('./FileElsewhereDialog.tsx')).FileElsewhereDialog)

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
        <CancelExportDialog
          key={asked.times}
          subscription={subscription}
          job={job}
          opened={asked.opened}
          onClose={() => setAsked((now) => ({ ...now, opened: false }))}
        />
      ) : null}
    </>
  )
}

/**
 * Downloads by the browser itself: a file of a million lines goes past the page, not through it. Whether there is one, and
 * where, is asked first, because a browser does not show why a download was refused.
 */
function Download({ subscription, job }: JobActionProps) {
  const environment = useEnvironment()
  const find = useMutation(findFile(environment.id, subscription.id))
  const [elsewhere, setElsewhere] = useState<string>()
  const href = downloadPath(environment.id, subscription.id, job.id)
  const reason = denied(useSession().role, 'export.download')
  const icon = <IconDownload size={16} stroke={1.75} aria-hidden />
  if (reason) {
    return (
      <ActionButton leftSection={icon} disabledReason={reason} onClick={noop}>
        Download
      </ActionButton>
    )
  }
  const download = (event: MouseEvent) => {
    event.preventDefault()
    find.mutate(job.id, {
      onSuccess: (place) => {
        if (place.elsewhere === null) window.location.assign(href)
        else setElsewhere(place.elsewhere)
      },
      onError: (error) => {
        const problem = problemOf(error)
        void notify({ tone: 'failure', title: problem.title, text: reasonOrRemedy(problem) })
      },
    })
  }
  return (
    <>
      <Button component="a" leftSection={icon} href={href} download loading={find.isPending} onClick={download}>
        Download
      </Button>
      {elsewhere === undefined ? null : (
        <FileElsewhereDialog address={elsewhere} onClose={() => setElsewhere(undefined)} />
      )}
    </>
  )
}
