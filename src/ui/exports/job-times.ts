import type { ExportJob, ExportList } from '../../contract/export.ts'

/** Jobs and their files vanish after so long (API 10), in ms. */
const KEPT = 7 * 24 * 3_600_000

/** An export takes seconds to a minute (API 10); somebody waits for it. In ms. */
const WAITING = 2_000
/** Otherwise only others change the list. */
const USUAL = 60_000

/** How often to look at the jobs again, in ms. */
export function pollEvery(list: ExportList | undefined): number {
  return list?.jobs.some(({ state }) => state === 'processing') ? WAITING : USUAL
}

/** When the file of a job is gone, as RFC 3339. */
export function goneAt({ createdAt }: Pick<ExportJob, 'createdAt'>): string {
  return new Date(Date.parse(createdAt) + KEPT).toISOString()
}

/** The jobs that came to their end between two looks. */
export function endedBetween(before: readonly ExportJob[], after: readonly ExportJob[]): ExportJob[] {
  const waited = new Set(before.filter(({ state }) => state === 'processing').map(({ id }) => id))
  return after.filter(({ id, state }) => waited.has(id) && state !== 'processing')
}
