import { DAY, EVENT_RETENTION, MINUTE, SECOND } from '../../contract/durations.ts'
import type { ExportJob, ExportList } from '../../contract/export.ts'
import { durationWords } from '../kit/time/duration.ts'

/** Jobs and their files vanish after 7 days (API 10). */
const JOB_RETENTION = 7 * DAY

/** Polling interval while an export is made, which takes seconds to a minute (API 10). */
const WAITING = 2 * SECOND
/** Polling interval otherwise, when only others change the list. */
const USUAL = MINUTE

/** Returns the polling interval of the jobs, in ms. */
export function pollEvery(list: ExportList | undefined): number {
  return list?.jobs.some(({ state }) => state === 'processing') ? WAITING : USUAL
}

/** Returns when the file of a job vanishes, as RFC 3339; undefined when its start is not told. */
export function goneAt({ createdAt }: Pick<ExportJob, 'createdAt'>): string | undefined {
  return createdAt === null ? undefined : new Date(Date.parse(createdAt) + JOB_RETENTION).toISOString()
}

/** Returns the jobs that ended between two readings. */
export function endedBetween(before: readonly ExportJob[], after: readonly ExportJob[]): ExportJob[] {
  const waited = new Set(before.filter(({ state }) => state === 'processing').map(({ id }) => id))
  return after.filter(({ id, state }) => waited.has(id) && state !== 'processing')
}

/** Words how long a lane needs for its failed events; `interval` is the seconds between two of them. */
export function redeliveryTime(failed: number, interval: number): { words: string; tooLong: boolean } {
  const time = failed * interval * SECOND
  return { words: durationWords(time), tooLong: time > EVENT_RETENTION }
}
