import { IconFileExport } from '@tabler/icons-react'
import { useState } from 'react'
import type { ExportList } from '../../contract/export.ts'
import { denied } from '../../contract/role.ts'
import type { Subscription } from '../../contract/subscription.ts'
import { useSession } from '../api/use-session.ts'
import { ActionButton } from '../kit/feedback/ActionButton.tsx'
import { lazyPart } from '../kit/lazy/lazy-part.tsx'

const StartExportDialog = lazyPart(async () => (await import('./StartExportDialog.tsx')).StartExportDialog)

interface StartExportProps {
  subscription: Subscription
  list: ExportList
}

/** Starts a new export; where that is not possible now, it stays in sight and says why. */
export function StartExport({ subscription, list }: StartExportProps) {
  const { role } = useSession()
  const [asked, setAsked] = useState({ times: 0, opened: false })
  return (
    <>
      <ActionButton
        variant="filled"
        leftSection={<IconFileExport size={16} stroke={1.75} aria-hidden />}
        disabledReason={denied(role, 'export.start') ?? list.blocked ?? undefined}
        onClick={() => setAsked(({ times }) => ({ times: times + 1, opened: true }))}
      >
        Start export
      </ActionButton>
      {asked.times > 0 ? (
        <StartExportDialog
          key={asked.times}
          subscription={subscription}
          list={list}
          opened={asked.opened}
          onClose={() => setAsked((now) => ({ ...now, opened: false }))}
        />
      ) : null}
    </>
  )
}
