import { RunItemQuery } from '../../../contract/run.ts'
import { csvFile, csvHeaders } from '../../http/csv.ts'
import { type ApiRoute, streamRoute } from '../../http/guard.ts'
import { RUN_ITEM_COLUMNS } from '../../words/csv-columns.ts'
import { environmentOf, idOf } from '../request-values.ts'
import type { RouteServices } from '../services.ts'
import { readRun } from './get-run.ts'

/** The events of a run and what became of them, in its order, as CSV; read from the ledger while it is sent. */
export function downloadRunItems({ environments, store, log }: RouteServices): ApiRoute {
  return streamRoute({
    method: 'GET',
    path: '/api/environments/:environment/runs/:run/items.csv',
    needs: 'run.read',
    query: RunItemQuery.pick({ state: true, subscription: true }),
    async run(request) {
      const context = environmentOf(environments, request)
      const { id, name, createdAt } = await readRun({ store }, context, idOf(request, 'run'))
      const items = store.runs.allItems(context.id, id, request.query)
      return {
        headers: csvHeaders(`run-${createdAt.slice(0, 10)}-${name}.csv`),
        body: csvFile(RUN_ITEM_COLUMNS, items),
      }
    },
    onBreak: (err, { requestId }) => log.error({ requestId, err }, 'file of a run broke off'),
  })
}
