import type { UserTrail } from '../../../contract/user-trail.ts'
import { csvFile, csvHeaders } from '../../http/csv.ts'
import { type ApiRoute, streamRoute } from '../../http/guard.ts'
import { TRAIL_COLUMNS, type TrailLine } from '../../words/csv-columns.ts'
import { environmentOf } from '../request-values.ts'
import type { RouteServices } from '../services.ts'
import { readTrail } from './read-trail.ts'

/** Returns the trail of one user as CSV, a line for each event and subscription, for a privacy officer's file. */
export function downloadUserTrail(services: RouteServices): ApiRoute {
  return streamRoute({
    method: 'GET',
    path: '/api/environments/:environment/users/:user/trail.csv',
    needs: 'event.read',
    async run(request) {
      const context = environmentOf(services.environments, request)
      const trail = await readTrail(services, context, request.param('user').trim())
      const name = `user-trail-${context.id}-${trail.asOf.slice(0, 16).replaceAll(/[:T]/g, '-')}.csv`
      return { headers: csvHeaders(name), body: csvFile(TRAIL_COLUMNS, linesOf(trail)) }
    },
    onBreak: (err, { requestId }) => services.log.error({ requestId, err }, 'file of a user’s events broke off'),
  })
}

async function* linesOf({ user, asOf, occurrences }: UserTrail): AsyncGenerator<TrailLine> {
  for (const { items, filtered, absent, unclear, ...happened } of occurrences) {
    const line = { user, asOf, eventId: happened.eventId, type: happened.type, at: happened.at }
    for (const item of items) yield { ...line, subscription: item.subscription.title, item, fate: item.state }
    for (const [fate, some] of [
      ['dropped by the filter', filtered],
      ['not stored', absent],
      ['decided by a custom filter', unclear],
    ] as const)
      for (const { title } of some.items) yield { ...line, subscription: title, item: null, fate }
  }
}
