/** What the console was doing when the API refused: words and codes depend on it. */
export interface RefusalContext {
  operation: Operation
  /** What an answer must not be allowed to repeat: the credentials of this call. */
  secrets: readonly string[]
  /** In ms, for dates in `Retry-After`. */
  now: number
}

/** What it is that the API does not have when it says 404. */
export type Missing = 'customer' | 'subscription' | 'event' | 'exports' | 'export' | 'summary'

/** Every call the console makes: whether it changes something, and what a 404 means. */
export const OPERATIONS = {
  token: { writes: false, missing: 'customer' },
  keys: { writes: false, missing: 'customer' },
  listSubscriptions: { writes: false, missing: 'customer' },
  getSubscription: { writes: false, missing: 'subscription' },
  createSubscription: { writes: true, missing: 'customer' },
  patchSubscription: { writes: true, missing: 'subscription' },
  deleteSubscription: { writes: true, missing: 'subscription' },
  listEvents: { writes: false, missing: 'subscription' },
  getEvent: { writes: false, missing: 'event' },
  getHistory: { writes: false, missing: 'event' },
  redeliver: { writes: true, missing: 'event' },
  sendTest: { writes: true, missing: 'subscription' },
  listExports: { writes: false, missing: 'exports' },
  startExport: { writes: true, missing: 'exports' },
  getExport: { writes: false, missing: 'export' },
  cancelExport: { writes: true, missing: 'export' },
  downloadExport: { writes: false, missing: 'export' },
  getSummary: { writes: false, missing: 'summary' },
} as const satisfies Record<string, { writes: boolean; missing: Missing }>
export type Operation = keyof typeof OPERATIONS
