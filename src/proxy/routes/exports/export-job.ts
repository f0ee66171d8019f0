import type { ExportJob } from '../../../contract/export.ts'
import type { ReadExport } from '../../../contract/upstream/event.ts'

/** Returns a job with its state in one of the console's words (API 10); a word that is not known says nothing of a file. */
export function jobOf({ id, createdAt, updatedAt, state }: ReadExport): ExportJob {
  return {
    id,
    createdAt: createdAt ?? null,
    updatedAt: updatedAt ?? null,
    state:
      STATES.get(
        state
          .trim()
          .toLowerCase()
          .replaceAll(/[_\s]+/g, '-'),
      ) ?? 'unknown',
    upstreamState: state,
  }
}

/** `processing` and `canceled` are documented; the others are what such jobs are called elsewhere (API 18 #26). */
const WORDS: Record<Exclude<ExportJob['state'], 'unknown'>, string[]> = {
  processing: ['processing', 'in-progress', 'inprogress', 'queued', 'pending', 'running', 'started', 'created', 'new'],
  ready: ['completed', 'complete', 'done', 'ready', 'finished', 'success', 'succeeded', 'available'],
  cancelled: ['canceled', 'cancelled', 'canceling', 'aborted'],
  failed: ['failed', 'failure', 'error', 'errored', 'expired', 'deleted'],
}
const STATES = new Map(
  Object.entries(WORDS).flatMap(([state, words]) => words.map((word) => [word, state as ExportJob['state']] as const)),
)
