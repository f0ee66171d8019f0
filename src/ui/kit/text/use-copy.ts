import { useEffect, useState } from 'react'
import { SECOND } from '../../../contract/durations.ts'
import { announce } from '../feedback/announce.ts'
import { notify } from '../feedback/notify.ts'

/** "Copied" stands this long. */
const SHOWN = 2 * SECOND

/** Copies text and announces it; `what` names the text, in lower case. `copied` is true for a moment. */
export function useCopy(what: string) {
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(setCopied, SHOWN, false)
    return () => clearTimeout(timer)
  }, [copied])
  const copy = async (text: string) => {
    try {
      await navigator.clipboard.writeText(text)
      setCopied(true)
      announce(`Copied ${what}`)
    } catch {
      const text = 'Browsers allow it only over https, on localhost, and to a page that may use the clipboard.'
      void notify({ tone: 'failure', title: `The browser did not copy ${what}`, text })
    }
  }
  return { copied, copy }
}
