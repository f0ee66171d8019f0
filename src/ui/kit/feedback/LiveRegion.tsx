import { VisuallyHidden } from '@mantine/core'
import { useEffect, useState } from 'react'
import { listenToAnnouncements } from './announce.ts'

/** Speaks announcements; there is one on the page. The key makes a repeated text a new one. */
export function LiveRegion() {
  const [said, setSaid] = useState({ text: '', count: 0 })
  useEffect(() => listenToAnnouncements((text) => setSaid(({ count }) => ({ text, count: count + 1 }))), [])
  return (
    <VisuallyHidden role="status" aria-live="polite">
      <span key={said.count}>{said.text}</span>
    </VisuallyHidden>
  )
}
