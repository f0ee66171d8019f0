import { useEffect, useState } from 'react'

/** Opens a dialog one render after it mounts, so that it can return the focus to the element that had it before. */
export function useOpenedAfterMount(opened: boolean): boolean {
  const [mounted, setMounted] = useState(false)
  useEffect(() => setMounted(true), [])
  return mounted && opened
}
