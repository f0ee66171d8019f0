import type { ApiRoute } from '../../http/guard.ts'
import type { RouteServices } from '../services.ts'
import { downloadFailedEvents } from './download-failed-events.ts'
import { getEvent } from './get-event.ts'
import { getFilterMaterial } from './get-filter-material.ts'
import { listEvents } from './list-events.ts'
import { listFailedEvents } from './list-failed-events.ts'
import { redeliverEvent } from './redeliver-event.ts'
import { replayEvent } from './replay-event.ts'
import { summariseFailedEvents } from './summarise-failed-events.ts'

/** Returns the routes of the events of a subscription, and of the failed ones of an environment. */
export function eventRoutes(services: RouteServices): ApiRoute[] {
  return [
    listEvents(services),
    getEvent(services),
    redeliverEvent(services),
    replayEvent(services),
    listFailedEvents(services),
    summariseFailedEvents(services),
    downloadFailedEvents(services),
    getFilterMaterial(services),
  ]
}
