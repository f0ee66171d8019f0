import { DAY, EXPORT_RETENTION, MINUTE } from '../../../contract/durations.ts'
import { Overview, OverviewQuery } from '../../../contract/overview.ts'
import { Refusal } from '../../../contract/refusal.ts'
import { readAllStats } from '../../../sync/environment-freshness.ts'
import type { EnvironmentContext } from '../../../sync/environments.ts'
import type { Snapshot } from '../../../sync/subscription-directory.ts'
import { type ApiRoute, apiRoute } from '../../http/guard.ts'
import { throttledRead } from '../../http/throttled-read.ts'
import { clockTrouble, credentialsTrouble, unreachableTrouble } from '../../words/troubles.ts'
import { environmentOf } from '../request-values.ts'
import type { RouteServices } from '../services.ts'
import { lapsingExports, silentOf, stoppedRuns, subscriptionFacts } from './overview-facts.ts'

/** Milliseconds before its end in which an export that nobody has downloaded is told. */
const LAPSING = 2 * DAY
/** The most runs that are looked at: more are never under way. */
const MOST_RUNS = 100

type Troubles = Overview['troubles']

/**
 * Returns what needs somebody in an environment. It asks the API for nothing but the list of subscriptions: old copies of
 * event stores are read behind the answer.
 */
export function getOverview(services: RouteServices, named: readonly { id: string; name: string }[]): ApiRoute {
  const { environments, store, now } = services
  const readOverview = throttledRead<Overview>(services.elapsed)
  const overviewOf = async (context: EnvironmentContext, renews: boolean): Promise<Overview> => {
    const { id } = context
    const { snapshot, troubles } = await listOf(services, context)
    const items = snapshot?.items ?? []
    const byId = new Map(items.map((item) => [item.id, item]))
    const { stats, freshness } = await readAllStats(services, id, { ids: [...byId.keys()], renews })
    const off = items.filter((item) => !item.enabled && (stats.get(item.id)?.failed ?? 0) > 0)
    const turnedOff = await store.journal.turnedOff(
      id,
      off.map((item) => item.id),
    )
    const silences = await store.events.silences(id)
    const runs = await store.runs.page(id, { show: 'all', state: 'active', size: MOST_RUNS }, context)
    const open = await store.journal.openExports(id, now() - EXPORT_RETENTION)
    return {
      environment: id,
      asOf: new Date(now()).toISOString(),
      subscriptions: snapshot && {
        all: items.length,
        on: items.filter(({ enabled }) => enabled).length,
        missing: snapshot.missing,
      },
      freshness: { ...freshness, complete: freshness.complete && snapshot !== null },
      ...subscriptionFacts(items, stats, turnedOff, now()),
      silent: silentOf(byId, silences),
      runs: { active: runs.items.length, stopped: stoppedRuns(runs.items) },
      exports: lapsingExports(open, LAPSING, now()),
      troubles: [...troubles, ...clockTroubleOf(context, named)],
    }
  }
  return apiRoute({
    method: 'GET',
    path: '/api/environments/:environment/overview',
    needs: 'event.read',
    query: OverviewQuery,
    reply: Overview,
    run: async (request) => {
      const context = environmentOf(environments, request)
      const { look } = request.query
      return await readOverview(`${context.id} ${look}`, () => overviewOf(context, look === 'renew'))
    },
  })
}

const CREDENTIALS = new Set(['upstream_credentials', 'upstream_forbidden'])

/** Returns the list of subscriptions, null where there is not even an old one, and what is wrong with reading it. */
const listOf = async (
  { log }: Pick<RouteServices, 'log'>,
  context: EnvironmentContext,
): Promise<{ snapshot: Snapshot | null; troubles: Troubles }> => {
  try {
    const snapshot = await context.snapshot()
    return { snapshot, troubles: snapshot.problem === undefined ? [] : [unreachableTrouble(snapshot.problem)] }
  } catch (err) {
    if (!(err instanceof Refusal)) throw err
    log.warn({ environment: context.id, err }, 'subscriptions not read')
    const { code, title, remedy } = err.problem
    return {
      snapshot: null,
      troubles: [CREDENTIALS.has(code) ? credentialsTrouble(title, remedy) : unreachableTrouble(title, remedy)],
    }
  }
}

const clockTroubleOf = ({ id, upstream }: EnvironmentContext, named: readonly { id: string; name: string }[]) => {
  const ahead = upstream.clockAhead()
  if (ahead === undefined || Math.abs(ahead) <= MINUTE) return []
  const { title, text } = clockTrouble(named.find((one) => one.id === id)?.name ?? id, ahead)
  return [{ code: 'clock' as const, title, text }]
}
