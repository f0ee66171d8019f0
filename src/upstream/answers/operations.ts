/** The call that the API refused. Code and words of the refusal depend on it. */
export interface RefusalContext {
  operation: Operation
  /** The credentials of this call, which are struck out of texts of the API. */
  secrets: readonly string[]
  /** Milliseconds since 1970, for dates in `Retry-After`. */
  now: number
}

/** The thing that the API does not have when it answers 404. */
export type Missing = 'customer' | 'subscription' | 'event' | 'exports' | 'export' | 'summary'

/** Every call that the console makes: `writes` when it changes something, `missing` for the meaning of a 404. */
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
