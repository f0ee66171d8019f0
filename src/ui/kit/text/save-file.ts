import { MINUTE } from '../../../contract/durations.ts'
/** Saves text as a file through the browser, without leaving the page. */
export function saveFile(name: string, text: string, type = 'application/json'): void {
  const address = URL.createObjectURL(new Blob([text], { type }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // The browser reads it after the click returned.
  setTimeout(() => URL.revokeObjectURL(address), MINUTE)
}
