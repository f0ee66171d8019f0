import type { Log } from '../../config/log.ts'
import type { RunBook, RunChange } from '../../store/runs/book.ts'

const LINES: Record<RunChange['what'], string> = {
  started: 'run started',
  paused: 'run paused',
  resumed: 'run resumed',
  released: 'run goes on: its first event was delivered',
  stopped: 'run stopped by itself',
  cancelled: 'run cancelled',
  ended: 'run ended',
}

/** Writes a line into the log for each step in the life of a run, in the process that makes it. */
export function logRuns(runs: Pick<RunBook, 'onChange'>, log: Log): void {
  runs.onChange(({ what, environment, runId, single, events }) =>
    log[what === 'stopped' ? 'warn' : 'info']({ environment, run: runId, single, events }, LINES[what]),
  )
}
