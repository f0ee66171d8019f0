import type { ExportJob } from '../../../contract/export.ts'
import type { UpstreamExport } from '../../../contract/upstream/event.ts'

/** Returns a job with its state in one of four words (API 10). A job in any other state of the API has its file. */
export function jobOf({ id, createdAt, updatedAt, state }: UpstreamExport): ExportJob {
  return {
    id,
    createdAt,
    updatedAt,
    state: STATES[state.trim().toLowerCase()] ?? 'ready',
    upstreamState: state,
  }
}

const STATES: Record<string, ExportJob['state'] | undefined> = {
  processing: 'processing',
  canceled: 'cancelled',
  cancelled: 'cancelled',
  failed: 'failed',
}
