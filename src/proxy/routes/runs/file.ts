import { type RunItem, RunItemQuery } from '../../../contract/run.ts'
import { type CsvColumns, csvFile, csvHeaders } from '../../http/csv.ts'
import { type ApiRoute, streamRoute } from '../../http/guard.ts'
import { environmentOf, idOf } from '../request-values.ts'
import type { RouteServices } from '../services.ts'
import { runAt } from './control.ts'

/** No token: what the list shows, and the ids behind it. */
const COLUMNS: CsvColumns<RunItem> = {
  Position: (item) => item.position + 1,
  Subscription: (item) => item.subscriptionTitle,
  'Subscription id': (item) => item.subscriptionId,
  'Event id': (item) => item.eventId,
  'Event type': (item) => item.type,
  User: (item) => item.user,
  Result: (item) => item.state,
  Note: (item) => item.note,
  Status: (item) => item.status,
  'Sent at': (item) => item.sentAt,
  'Ended at': (item) => item.endedAt,
  'Expires at': (item) => item.expiresAt,
}

/** What became of each event of a run, in its order, as CSV; read from the ledger while it is sent. */
export function runFileRoute({ environments, store, log }: RouteServices): ApiRoute {
  return streamRoute({
    method: 'GET',
    path: '/api/environments/:environment/runs/:run/items.csv',
    needs: 'run.read',
    query: RunItemQuery.pick({ state: true, subscription: true }),
    async run(request) {
      const context = environmentOf(environments, request)
      const { id, name, createdAt } = await runAt({ store }, context, idOf(request, 'run'))
      const items = store.runs.allItems(context.id, id, request.query)
      return { headers: csvHeaders(`run-${createdAt.slice(0, 10)}-${name}.csv`), body: csvFile(COLUMNS, items) }
    },
    onBreak: (err, { requestId }) => log.error({ requestId, err }, 'file of a run broke off'),
  })
}
