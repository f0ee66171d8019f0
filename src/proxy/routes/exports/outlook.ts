import { DAY, MINUTE } from '../../../contract/durations.ts'
import type { EventSummary, ExportJob, ExportList } from '../../../contract/export.ts'
import { saysAll } from '../../../contract/freshness.ts'
import type { EventStats } from '../../../contract/subscription.ts'
import { exportBlocked, exportCaution } from '../../words/exports.ts'

/** The facts known before an export is started: the jobs of 7 days, the API's figures, the console's own. */
export interface ExportFacts {
  jobs: readonly Pick<ExportJob, 'state' | 'updatedAt'>[]
  summary: Pick<EventSummary, 'exportable' | 'updatedAt'> | null
  stats: Pick<EventStats, 'failed' | 'lastFailedAt' | 'freshness'>
  /** Milliseconds since 1970. */
  now: number
}

/** Milliseconds for which the console's own figures may say that there is nothing. */
const RECENT = 5 * MINUTE

/**
 * Returns why no export can be started, or why one will probably be refused or empty (API 10). Only a certain reason
 * blocks: the API computes its figures once in 24 hours, and it is not settled that it refuses a second export a day.
 */
export function exportOutlook(facts: ExportFacts): Pick<ExportList, 'blocked' | 'caution'> {
  const blocked = blockedBy(facts)
  return { blocked, caution: blocked === null ? cautionOf(facts) : null }
}

const blockedBy = (facts: ExportFacts): string | null => {
  if (facts.jobs.some(({ state }) => state === 'processing')) return exportBlocked.running
  if (!isRecent(facts)) return null
  if (facts.stats.failed === 0) return exportBlocked.noFailed
  return allExported(facts) ? exportBlocked.allExported : null
}

const cautionOf = ({ jobs, summary, now }: ExportFacts): string | null => {
  if (jobs.some(({ state, updatedAt }) => state === 'ready' && now - Date.parse(updatedAt ?? '') < DAY))
    return exportCaution.recent
  if (summary?.exportable === 0) return exportCaution.empty
  return null
}

const isRecent = ({ stats: { freshness }, now }: ExportFacts): boolean =>
  saysAll(freshness) && freshness.asOf !== null && now - Date.parse(freshness.asOf) < RECENT

/** True when the API counted nothing exportable, and nothing happened since that could have changed its count. */
const allExported = ({ jobs, summary, stats }: ExportFacts): boolean => {
  if (summary?.exportable !== 0) return false
  const counted = Date.parse(summary.updatedAt)
  const failedSince = stats.lastFailedAt !== null && Date.parse(stats.lastFailedAt) >= counted
  const released = jobs.some(
    ({ state, updatedAt }) => (state === 'cancelled' || state === 'failed') && Date.parse(updatedAt ?? '') >= counted,
  )
  return !failedSince && !released && jobs.some(({ state }) => state === 'ready')
}
