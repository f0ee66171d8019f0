import type { UpstreamExport } from '../../contract/upstream/event.ts'
import type { SandboxOptions } from '../base/options.ts'
import { refuse } from '../base/refusal.ts'
import { DAY_MICROS, type Micros, microsOf, millisOf } from '../base/time.ts'
import type { Core } from '../delivery/core.ts'
import type { Engine } from '../delivery/engine.ts'
import type { ExportRecord } from '../state/state.ts'
import type { SubscriptionRecord } from '../state/subscription-store.ts'
import { subscriptionPath } from './links.ts'
import type { Call } from './operation.ts'

const SUBSCRIPTION = '/:customerId/webhooks/subscriptions/:subscriptionId'

/** Jobs and files vanish after seven days (API 10). */
const KEPT_MICROS = 7 * DAY_MICROS

/** The paths of exports: the current one, that of the limited availability, or both (API 17). */
export function exportPaths(below = '') {
  return ({ exportsPath }: Pick<SandboxOptions, 'exportsPath'>): string[] => [
    ...(exportsPath === 'events' ? [] : [`${SUBSCRIPTION}/exports${below}`]),
    ...(exportsPath === 'current' ? [] : [`${SUBSCRIPTION}/events/exports${below}`]),
  ]
}

/** A subscription's jobs of the last seven days, oldest first. */
export function jobsOf({ state, options }: Pick<Core, 'state' | 'options'>, subscriptionId: string): ExportRecord[] {
  const now = microsOf(options.clock.now())
  for (const { id, createdAt } of state.exports.values()) if (createdAt + KEPT_MICROS <= now) state.exports.delete(id)
  return [...state.exports.values()].filter((job) => job.subscriptionId === subscriptionId)
}

/** The job the path names, or 404. */
export function requireJob(call: Call<undefined, undefined>): ExportRecord {
  const id = call.param('exportId').toLowerCase()
  return jobsOf(call, call.subscription.subscriptionId).find((job) => job.id === id) ?? refuse(404)
}

/** Returns whole seconds, unlike all other times (API 1.2). */
const wholeSeconds = (at: Micros) => `${new Date(millisOf(at)).toISOString().slice(0, 19)}Z`

/** The collection's path, in the variant the request came by. */
export function exportsHref(subscription: SubscriptionRecord, request: Request): string {
  const variant = /\/events\/+exports/.test(new URL(request.url).pathname) ? '/events/exports' : '/exports'
  return `${subscriptionPath(subscription)}${variant}`
}

/** A job as the API shows it (API 10). */
export function showJob({ id, createdAt, updatedAt, state }: ExportRecord, collection: string): UpstreamExport {
  return {
    id,
    createdAt: wholeSeconds(createdAt),
    updatedAt: wholeSeconds(updatedAt),
    state,
    _links: { self: { href: `${collection}/${id}` }, exports: { href: collection } },
  }
}

/** The share of an export's time before the file is begun; until then it can be cancelled. */
const BEFORE_WRITING = 0.7

/** Lets a job run its time, unless it is cancelled: first it looks for events, then it writes them down. */
export function runJob({ state, options, schedule, stamp }: Engine, job: ExportRecord): void {
  const current = () => state.exports.get(job.id) === job && job.state === 'processing'
  schedule.after(options.exportDuration * BEFORE_WRITING, () => {
    if (current()) job.writing = true
  })
  schedule.after(options.exportDuration, () => {
    if (!current()) return
    const events = job.eventIds.map((id) => state.events.get(id)).filter((event) => event?.state === 'failure')
    job.records = events.flatMap((event) => (event ? [{ ...event, history: [...event.history] }] : []))
    const at = stamp()
    for (const event of events) if (event) event.exportedAt = at
    Object.assign(job, { state: 'completed', updatedAt: at })
  })
}
