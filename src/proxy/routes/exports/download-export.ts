import type { ExportJob } from '../../../contract/export.ts'
import { refusalOf } from '../../../upstream/answers/refusal.ts'
import type { ReadOptions } from '../../../upstream/credentials/send.ts'
import { UpstreamFault } from '../../../upstream/transport/fault.ts'
import type { Upstream } from '../../../upstream/upstream.ts'
import { attachment } from '../../http/attachment.ts'
import { type ApiRoute, streamRoute } from '../../http/guard.ts'
import { FILE_ELSEWHERE, noFile } from '../../words/exports.ts'
import { journaledStream } from '../journaled-stream.ts'
import { idOf, subscriptionOf } from '../request-values.ts'
import type { RouteServices } from '../services.ts'
import { jobOf } from './export-job.ts'

/**
 * The file of an export, passed on as it comes from the API (API 10) and never held: a million lines take no more memory
 * than one. A file that breaks off at the API breaks off here.
 */
export function downloadExport(services: RouteServices): ApiRoute {
  return streamRoute({
    method: 'GET',
    path: '/api/environments/:environment/subscriptions/:id/exports/:exportId/download',
    needs: 'export.download',
    async run(request) {
      const exportId = idOf(request, 'exportId')
      const { context, subscription } = await subscriptionOf(services.environments, request)
      const { id, title } = subscription
      const { gone: signal } = request
      const job = await readyJob(context.upstream, id, exportId, { signal })
      const intent = {
        environment: context.id,
        action: 'export.download',
        target: { type: 'export', id: exportId, title, subscriptionId: id },
        before: null,
        after: null,
        reason: null,
      } as const
      const { body, opened: length } = await journaledStream(services, request, intent, async () => {
        const file = await context.upstream.downloadExport(id, exportId, { signal })
        if ('elsewhere' in file) throw refusalOf('upstream_refused', { status: 409, ...FILE_ELSEWHERE })
        return { chunks: wholeLines(file.parts), opened: file.length }
      })
      const headers = {
        'Content-Type': 'application/x-ndjson',
        'Content-Disposition': attachment(fileName(title, job.createdAt ?? new Date(services.now()).toISOString())),
        ...(length !== undefined && { 'Content-Length': String(length) }),
      }
      return { headers, body }
    },
    onBreak: (err, { requestId }) => services.log.warn({ requestId, err }, 'download of an export broke off'),
  })
}

/** Returns a job that may have a file. Throws a `Refusal` for any other. */
export async function readyJob(
  upstream: Pick<Upstream, 'getExport'>,
  id: string,
  exportId: string,
  options: ReadOptions,
): Promise<ExportJob> {
  const job = jobOf(await upstream.getExport(id, exportId, options))
  if (job.state === 'ready' || job.state === 'unknown') return job
  throw refusalOf('upstream_refused', { status: 409, ...noFile[job.state] })
}

/** Returns the name for the browser's file: `failed-events-CRM sync-2026-11-22.ndjson`. */
const fileName = (title: string, createdAt: string): string =>
  `failed-events-${title.trim()}-${createdAt.slice(0, 10)}.ndjson`

const [NEWLINE, BRACE] = [10, 125]

/** Passes chunks on; fails when the last one ends within a line, for not every connection tells its end from its breaking. */
async function* wholeLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let last: number | undefined
  for await (const chunk of chunks) {
    last = chunk.at(-1) ?? last
    yield chunk
  }
  if (last !== undefined && last !== NEWLINE && last !== BRACE) throw new UpstreamFault('lost')
}
