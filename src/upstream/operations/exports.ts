import { z } from 'zod'
import { Refusal } from '../../contract/refusal.ts'
import { Uuid } from '../../contract/upstream/common.ts'
import { ExportAnswer, type ReadExport, type ReadSummary, SummaryAnswer } from '../../contract/upstream/event.ts'
import { parseJson } from '../answers/parse-json.ts'
import { refuseForeign } from '../answers/reply.ts'
import type { Outgoing, Sender } from '../credentials/send.ts'
import type { UpstreamAnswer } from '../transport/call.ts'
import { checked, subscriptionPath } from './paths.ts'

/** The answer to the start or cancellation of a job; without `job`, or without both, when it cannot be read. */
export interface ExportWritten {
  status: number
  job?: ReadExport
  id?: string
}

/** A file as the API hands it out. `length` is in bytes, undefined when unknown. */
export interface ExportFile {
  parts: AsyncGenerator<Uint8Array>
  length: number | undefined
}

/** The calls about exports and figures of one subscription (API 9, 10). Every id is checked to be a UUID. All throw `Refusal`. */
export interface UpstreamExports {
  listExports(id: string, options?: { signal?: AbortSignal }): Promise<ReadExport[]>
  /** Asks once, never again by itself. */
  startExport(id: string): Promise<ExportWritten>
  getExport(id: string, exportId: string, options?: { signal?: AbortSignal }): Promise<ReadExport>
  cancelExport(id: string, exportId: string): Promise<ExportWritten>
  /** Returns the file, part by part, until the signal aborts or it is read. */
  downloadExport(id: string, exportId: string, options: { signal: AbortSignal }): Promise<ExportFile>
  getSummary(id: string): Promise<ReadSummary>
}

/** "Returns its id" (API 10): in a job, beside other things, or bare. */
const NamedJob = z.union([Uuid, z.looseObject({ id: Uuid }).transform(({ id }) => id)])

/** The paths of exports, the current one first (API 10, 17). */
const VARIANTS = ['/exports', '/events/exports'] as const

/** Tries the path that worked last, then the other one when the API does not know it; remembers which one works. */
const createVariants = () => {
  let works: (typeof VARIANTS)[number] = VARIANTS[0]
  return async <T>(call: (below: string) => Promise<T>): Promise<T> => {
    try {
      return await call(works)
    } catch (missing) {
      if (!isUnknown(missing)) throw missing
      const other = works === VARIANTS[0] ? VARIANTS[1] : VARIANTS[0]
      const answer = await call(other).catch((error: unknown) => {
        if (isUnknown(error)) throw missing
        works = other
        throw error
      })
      works = other
      return answer
    }
  }
}

/** True for a 404, and for a 405: the API may take the path for that of an event. */
const isUnknown = (error: unknown): boolean =>
  error instanceof Refusal && (error.problem.upstreamStatus === 404 || error.problem.upstreamStatus === 405)

export function createExportCalls(send: Sender): UpstreamExports {
  const inVariant = createVariants()
  const jobPath = (id: string, below: string, exportId: string) =>
    `${subscriptionPath(id)}${below}/${checked(exportId)}`

  return {
    listExports: (id, { signal } = {}) =>
      inVariant(async (below) => {
        const answer = await send.authorised('listExports', { path: subscriptionPath(id) + below, signal })
        return send.read.list('listExports', ExportAnswer, answer).items
      }),

    startExport: (id) =>
      inVariant(async (below) =>
        written(await send.authorised('startExport', { method: 'POST', path: subscriptionPath(id) + below })),
      ),

    getExport: (id, exportId, { signal } = {}) =>
      inVariant(async (below) => {
        const answer = await send.authorised('getExport', { path: jobPath(id, below, exportId), signal })
        const found = send.read.one('getExport', ExportAnswer, answer)
        refuseForeign('getExport', 'id', found.id, exportId)
        return found
      }),

    cancelExport: (id, exportId) =>
      inVariant(async (below) =>
        written(await send.authorised('cancelExport', { method: 'DELETE', path: jobPath(id, below, exportId) })),
      ),

    downloadExport: (id, exportId, { signal }) =>
      inVariant(async (below) => {
        const path = `${jobPath(id, below, exportId)}/download`
        const outgoing: Outgoing = { path, signal, streamed: true, headers: { accept: 'application/x-ndjson, */*' } }
        const { headers, parts = nothing() } = await send.authorised('downloadExport', outgoing)
        return { parts, length: lengthIn(headers) }
      }),

    async getSummary(id) {
      const answer = await send.authorised('getSummary', { path: `${subscriptionPath(id)}/summary` })
      return send.read.one('getSummary', SummaryAnswer, answer)
    },
  }
}

/** Returns what can be read of a 2xx answer: the job was started or cancelled in any case. */
const written = ({ status, text }: UpstreamAnswer): ExportWritten => {
  const json = parseJson(text)
  const job = ExportAnswer.read(json).data
  const id = NamedJob.safeParse(json).data
  return { status, ...(job && { job }), ...(id && { id }) }
}

/** Returns undefined for a packed body, which has another length when it is unpacked. */
const lengthIn = (headers: Headers): number | undefined => {
  const length = headers.get('content-length')
  const packed = headers.get('content-encoding') ?? 'identity'
  return packed === 'identity' && length !== null && /^\d{1,15}$/.test(length) ? Number(length) : undefined
}

async function* nothing(): AsyncGenerator<Uint8Array> {}
