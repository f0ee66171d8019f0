import { DAY, EVENT_RETENTION, MINUTE, SECOND } from '../../contract/durations.ts'
import type { ExportJob, ExportList } from '../../contract/export.ts'
import { durationWords } from '../kit/time/duration.ts'

/** Jobs and their files vanish after 7 days (API 10). */
const JOB_RETENTION = 7 * DAY

/** An export takes seconds to a minute (API 10); somebody waits for it. In ms. */
const WAITING = 2 * SECOND
/** Otherwise only others change the list. */
const USUAL = MINUTE

/** How often to look at the jobs again, in ms. */
export function pollEvery(list: ExportList | undefined): number {
  return list?.jobs.some(({ state }) => state === 'processing') ? WAITING : USUAL
}

/** When the file of a job is gone, as RFC 3339. */
export function goneAt({ createdAt }: Pick<ExportJob, 'createdAt'>): string {
  return new Date(Date.parse(createdAt) + JOB_RETENTION).toISOString()
}

/** The jobs that came to their end between two looks. */
export function endedBetween(before: readonly ExportJob[], after: readonly ExportJob[]): ExportJob[] {
  const waited = new Set(before.filter(({ state }) => state === 'processing').map(({ id }) => id))
  return after.filter(({ id, state }) => waited.has(id) && state !== 'processing')
}

/** How long one subscription's lane needs for so many events; `interval` is in seconds between two of them. */
export function redeliveryTime(failed: number, interval: number): { words: string; tooLong: boolean } {
  const time = failed * interval * SECOND
  return { words: durationWords(time), tooLong: time > EVENT_RETENTION }
}
