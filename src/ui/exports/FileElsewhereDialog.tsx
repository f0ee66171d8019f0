import { useState } from 'react'
import { ConfirmDialog } from '../components/ConfirmDialog.tsx'
import { useOpenedAfterMount } from '../kit/feedback/use-opened-after-mount.ts'

/** Offers a file that the API keeps elsewhere: the browser may go there, which has no token of the console to give away. */
export function FileElsewhereDialog({ address, onClose }: { address: string; onClose: () => void }) {
  const [left, setLeft] = useState(false)
  const { host } = new URL(address)
  return (
    <ConfirmDialog
      opened={useOpenedAfterMount(!left)}
      title="The API points elsewhere for this file"
      confirm={`Open ${host}`}
      onConfirm={() => {
        window.open(address, '_blank', 'noopener,noreferrer')
        setLeft(true)
        onClose()
      }}
      onClose={onClose}
    >
      <p>
        Identity Cloud does not hand the file out itself: it is at <b>{host}</b>. The console does not go there, because
        its token is meant for the API alone. Your browser can, without it, if you trust that address.
      </p>
    </ConfirmDialog>
  )
}
