import type { BrowserContext } from '@playwright/test'

/** Errors that pages wrote to their consoles, violations of their content security policy included. */
export type Complaints = string[]

/** The line for each call that a test's own cut of the network makes fail; status 0 among the refusals allows it. */
const OFFLINE = /^Failed to load resource: net::ERR_INTERNET_DISCONNECTED/
const CALL = /^Failed to load resource: the server responded with a status of (\d+)/

/**
 * Collects what all pages of a browser complain about from now on, popups too. The browser itself writes a line for
 * each refused call: 401 is right as long as nobody is signed in, `refusals` are what the test provokes.
 */
export const watch = (context: BrowserContext, refusals: readonly number[]): Complaints => {
  const complaints: Complaints = []
  let signedIn = false
  context.on('response', (response) => {
    if (response.ok() && new URL(response.url()).pathname === '/api/session') signedIn = true
  })
  context.on('console', (message) => {
    if (message.type() !== 'error') return
    const status = OFFLINE.test(message.text()) ? 0 : Number(CALL.exec(message.text())?.[1])
    const { url } = message.location()
    const unknown = status === 401 && (!signedIn || url.endsWith('/api/session'))
    if (url.includes('/api/') && (unknown || refusals.includes(status))) return
    if (url.includes('/assets/') && refusals.includes(status)) return
    complaints.push(`${message.text()} ${url}`)
  })
  context.on('weberror', (error) => void complaints.push(String(error.error())))
  return complaints
}
