import { useEffect, useState } from 'react'
import { onFirstNotice } from '../kit/feedback/notify.ts'
import { lazyPart } from '../kit/lazy/lazy-part.tsx'

const Notices = lazyPart(async () => (await import('../kit/feedback/notices.tsx')).Notices, { quiet: true })

/** Loads the notices when the first one comes. */
export function LazyNotices() {
  const [wanted, setWanted] = useState(false)
  useEffect(() => onFirstNotice(() => setWanted(true)), [])
  return wanted ? <Notices /> : null
}
