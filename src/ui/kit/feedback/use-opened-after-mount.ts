import { useEffect, useState } from 'react'

/** For a dialog that mounts opened: it returns the focus to what had it before it opened, so it has to be there before. */
export function useOpenedAfterMount(opened: boolean): boolean {
  const [mounted, setMounted] = useState(false)
  useEffect(() => setMounted(true), [])
  return mounted && opened
}
