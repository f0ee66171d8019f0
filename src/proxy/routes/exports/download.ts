import type { Subscription } from '../../../contract/subscription.ts'
import type { EnvironmentContext } from '../../../sync/environments.ts'
import { refusalOf } from '../../../upstream/answers/refusal.ts'
import { UpstreamFault } from '../../../upstream/transport/fault.ts'
import { attachment } from '../../http/attachment.ts'
import type { StreamRequest } from '../../http/guard.ts'
import { journaledStream } from '../journaled-stream.ts'
import type { RouteServices } from '../services.ts'
import { jobOf } from './job.ts'

/**
 * The file of an export, handed on as it comes from the API (API 10) and never held: a million lines take no more memory
 * than one. What breaks off at the API breaks off here.
 */
export async function downloadExport(
  parts: Pick<RouteServices, 'store' | 'log'>,
  context: EnvironmentContext,
  subscription: Subscription,
  exportId: string,
  request: StreamRequest,
): Promise<{ headers: Record<string, string>; body: AsyncIterable<Uint8Array> }> {
  const { id, title } = subscription
  const job = jobOf(await context.upstream.getExport(id, exportId, { signal: request.gone }))
  if (job.state !== 'ready') throw refusalOf('upstream_refused', { status: 409, ...NO_FILE[job.state] })
  const intent = {
    environment: context.id,
    action: 'export.download',
    target: { type: 'export', id: exportId, title, subscriptionId: id },
    before: null,
    after: null,
    reason: null,
  } as const
  const { body, opened } = await journaledStream(parts, request, intent, async () => {
    const file = await context.upstream.downloadExport(id, exportId, { signal: request.gone })
    return { parts: wholeLines(file.parts), opened: file.length }
  })
  const headers = {
    'Content-Type': 'application/x-ndjson',
    'Content-Disposition': attachment(fileName(title, job.createdAt)),
    ...(opened !== undefined && { 'Content-Length': String(opened) }),
  }
  return { headers, body }
}

const NO_FILE = {
  processing: { title: 'This export is not completed yet', remedy: 'Wait until it is, then download the file.' },
  cancelled: { title: 'This export was cancelled: it has no file', remedy: 'Its events can be exported again.' },
  failed: { title: 'This export failed: it has no file', remedy: 'Start another one.' },
}

/** `failed-events-CRM sync-2026-11-22.ndjson`: of which subscription, and from when. */
const fileName = (title: string, createdAt: string): string =>
  `failed-events-${title.trim()}-${createdAt.slice(0, 10)}.ndjson`

const [NEWLINE, BRACE] = [10, 125]

/** Not every connection tells its end from its breaking; a file that ends within a line broke. */
async function* wholeLines(parts: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let last: number | undefined
  for await (const part of parts) {
    last = part.at(-1) ?? last
    yield part
  }
  if (last !== undefined && last !== NEWLINE && last !== BRACE) throw new UpstreamFault('lost')
}
