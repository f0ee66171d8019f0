import type { ActiveRuns } from '../../../contract/run.ts'

/** What is worth a place on every page: of single events only those that have yet to go out, the rest is followed. */
export function shownRuns(active: ActiveRuns | undefined): ActiveRuns['runs'] {
  return active?.runs.filter(({ single, endsAt }) => !single || endsAt !== null) ?? []
}
