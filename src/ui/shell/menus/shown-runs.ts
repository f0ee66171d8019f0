import type { ActiveRuns } from '../../../contract/run.ts'

/** Returns the runs to show on every page. Single events count only until they are sent. */
export function shownRuns(active: ActiveRuns | undefined): ActiveRuns['runs'] {
  return active?.runs.filter(({ single, endsAt }) => !single || endsAt !== null) ?? []
}
