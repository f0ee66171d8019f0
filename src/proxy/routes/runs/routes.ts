import type { ApiRoute } from '../../http/guard.ts'
import type { RouteServices } from '../services.ts'
import { CONTROLS, controlRun } from './control-run.ts'
import { downloadRunItems } from './download-run-items.ts'
import { followRuns } from './follow-runs.ts'
import { getRun } from './get-run.ts'
import { listActiveRuns } from './list-active-runs.ts'
import { listRunItems } from './list-run-items.ts'
import { listRuns } from './list-runs.ts'
import { planRunRoute } from './plan-run.ts'
import { readReplayAudiences } from './read-replay-audiences.ts'
import { startRun } from './start-run.ts'

/** Returns the routes of runs. `/runs/active` stands before `/runs/:run`, which would take it. */
export function runRoutes(services: RouteServices): ApiRoute[] {
  return [
    planRunRoute(services),
    readReplayAudiences(services),
    startRun(services),
    listRuns(services),
    listActiveRuns(services),
    getRun(services),
    listRunItems(services),
    downloadRunItems(services),
    ...CONTROLS.map((control) => controlRun(services, control)),
    followRuns(services),
  ]
}
