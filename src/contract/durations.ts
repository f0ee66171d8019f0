/** Lengths of time in milliseconds, as `Date` counts. */
export const SECOND = 1000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

/** The API keeps a failed event this long after its failure, any other this long after its creation (API 6.5). */
export const EVENT_RETENTION = 7 * DAY

/** A file of an export, and the export itself, vanish this long after its start (API 10). */
export const EXPORT_RETENTION = 7 * DAY
