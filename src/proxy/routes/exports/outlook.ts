import type { EventSummary, ExportJob, ExportList } from '../../../contract/export.ts'
import type { EventStats } from '../../../contract/subscription.ts'

/** What is known before an export is started: the jobs of 7 days, the API's figures, the console's own. */
export interface ExportSight {
  jobs: readonly Pick<ExportJob, 'state' | 'updatedAt'>[]
  summary: Pick<EventSummary, 'exportable' | 'updatedAt'> | null
  stats: Pick<EventStats, 'failed' | 'lastFailedAt' | 'freshness'>
  /** Milliseconds since 1970. */
  now: number
}

const DAY = 24 * 3_600_000
/** The console's own figures may be this old to say that there is nothing, in ms. */
const RECENT = 5 * 60_000

/**
 * Why no export can be started, and why one will probably be refused or empty (API 10). Blocked is only what is certain:
 * the API computes its figures once in 24 hours and whether a second export a day is refused is not settled.
 */
export function exportOutlook(sight: ExportSight): Pick<ExportList, 'blocked' | 'caution'> {
  const blocked = blockedBy(sight)
  return { blocked, caution: blocked === null ? cautionOf(sight) : null }
}

const blockedBy = (sight: ExportSight): string | null => {
  if (sight.jobs.some(({ state }) => state === 'processing'))
    return 'An export of this subscription is running: wait until it is completed, or cancel it'
  if (!isRecent(sight)) return null
  if (sight.stats.failed === 0) return 'No failed event is stored, so there is nothing to export'
  return allExported(sight)
    ? 'Every failed event was exported already, and each is exported once: download that file again'
    : null
}

const cautionOf = ({ jobs, summary, now }: ExportSight): string | null => {
  if (jobs.some(({ state, updatedAt }) => state === 'ready' && now - Date.parse(updatedAt) < DAY))
    return 'An export was completed within the last 24 hours: the API may refuse another one'
  if (summary?.exportable === 0) return 'When the API last counted, nothing was exportable: the file may be empty'
  return null
}

const isRecent = ({ stats: { freshness }, now }: ExportSight): boolean =>
  freshness.complete && freshness.asOf !== null && now - Date.parse(freshness.asOf) < RECENT

/** By the API's count, where nothing happened since that could have changed it. */
const allExported = ({ jobs, summary, stats }: ExportSight): boolean => {
  if (summary?.exportable !== 0) return false
  const counted = Date.parse(summary.updatedAt)
  const failedSince = stats.lastFailedAt !== null && Date.parse(stats.lastFailedAt) >= counted
  const released = jobs.some(
    ({ state, updatedAt }) => (state === 'cancelled' || state === 'failed') && Date.parse(updatedAt) >= counted,
  )
  return !failedSince && !released && jobs.some(({ state }) => state === 'ready')
}
