import { lazy, Suspense, useEffect, useState } from 'react'
import { onFirstNotice } from '../kit/feedback/notify.ts'

const Notices = lazy(async () => ({ default: (await import('../kit/feedback/notices.tsx')).Notices }))

/** Loads the notices when the first one comes. */
export function LazyNotices() {
  const [wanted, setWanted] = useState(false)
  useEffect(() => onFirstNotice(() => setWanted(true)), [])
  return wanted ? (
    <Suspense>
      <Notices />
    </Suspense>
  ) : null
}
