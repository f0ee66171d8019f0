import { z } from 'zod'
import { Refusal } from '../../contract/refusal.ts'
import { Uuid } from '../../contract/upstream/common.ts'
import { ExportAnswer, type ReadExport, type ReadSummary, SummaryAnswer } from '../../contract/upstream/event.ts'
import type { ReadList } from '../../contract/upstream/list.ts'
import { parseJson } from '../answers/parse-json.ts'
import { isMissing } from '../answers/refusal.ts'
import { refusalOfUnreadable } from '../answers/refusal-of-fault.ts'
import { refuseForeign } from '../answers/reply.ts'
import { UnexpectedReply } from '../answers/unexpected-reply.ts'
import type { Outgoing, ReadOptions, Sender } from '../credentials/send.ts'
import type { UpstreamAnswer } from '../transport/call.ts'
import { UpstreamFault } from '../transport/fault.ts'
import { orNotOffered } from './not-offered.ts'
import { checked, subscriptionPath } from './paths.ts'
import type { UpstreamSubscriptions } from './subscription-calls.ts'

/** The answer to the start or cancellation of a job; without `job`, or without both, when it cannot be read. */
export interface ExportWritten {
  status: number
  job?: ReadExport
  id?: string
}

/** The place of a file that the API does not hand out itself: it redirects to a file store. */
export interface FileElsewhere {
  elsewhere: string
}

/** A file as the API hands it out. `length` is in bytes, undefined when unknown. */
export interface ExportFile {
  parts: AsyncGenerator<Uint8Array>
  length: number | undefined
}

/** The calls about exports and figures of one subscription (API 9, 10). Every id is checked to be a UUID. All throw `Refusal`. */
export interface UpstreamExports {
  listExports(id: string, options?: ReadOptions): Promise<ReadExport[]>
  /** Asks once, never again by itself. */
  startExport(id: string): Promise<ExportWritten>
  getExport(id: string, exportId: string, options?: ReadOptions): Promise<ReadExport>
  cancelExport(id: string, exportId: string): Promise<ExportWritten>
  /**
   * Returns the file, part by part, until the signal aborts or it is read; or the place to which the API points for it.
   */
  downloadExport(id: string, exportId: string, options: { signal: AbortSignal }): Promise<ExportFile | FileElsewhere>
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
      if (!isMissing(missing)) throw missing
      const other = works === VARIANTS[0] ? VARIANTS[1] : VARIANTS[0]
      const answer = await call(other).catch((error: unknown) => {
        if (isMissing(error)) throw missing
        works = other
        throw error
      })
      works = other
      return answer
    }
  }
}

export function createExportCalls(
  send: Sender,
  { getSubscription }: Pick<UpstreamSubscriptions, 'getSubscription'>,
): UpstreamExports {
  const inVariant = createVariants()
  const jobPath = (id: string, below: string, exportId: string) =>
    `${subscriptionPath(id)}${below}/${checked(exportId)}`

  const listExports: UpstreamExports['listExports'] = (id, { signal } = {}) =>
    orNotOffered(
      'listExports',
      () => getSubscription(id, { signal }),
      () =>
        inVariant(async (below) => {
          const answer = await send.authorised('listExports', { path: subscriptionPath(id) + below, signal })
          return jobsIn(answer, send.read.list('listExports', ExportAnswer, answer))
        }),
    )
  const listedJob = async (id: string, exportId: string, options?: ReadOptions) =>
    (await listExports(id, options)).find((job) => job.id.toLowerCase() === exportId.toLowerCase())

  return {
    listExports,

    startExport: (id) =>
      orNotOffered(
        'startExport',
        () => getSubscription(id),
        () =>
          inVariant(async (below) =>
            written(await send.authorised('startExport', { method: 'POST', path: subscriptionPath(id) + below })),
          ),
      ),

    async getExport(id, exportId, { signal } = {}) {
      try {
        return await inVariant(async (below) => {
          const answer = await send.authorised('getExport', { path: jobPath(id, below, exportId), signal })
          const found = send.read.one('getExport', ExportAnswer, answer)
          refuseForeign('getExport', 'id', found.id, exportId)
          return found
        })
      } catch (error) {
        if (!isMissing(error)) throw error
        const listed = await listedJob(id, exportId, { signal })
        if (!listed) throw error
        return listed
      }
    },

    cancelExport: (id, exportId) =>
      orNotOffered(
        'cancelExport',
        () => listedJob(id, exportId),
        () =>
          inVariant(async (below) =>
            written(await send.authorised('cancelExport', { method: 'DELETE', path: jobPath(id, below, exportId) })),
          ),
      ),

    downloadExport: (id, exportId, { signal }) =>
      inVariant(async (below) => {
        const path = `${jobPath(id, below, exportId)}/download`
        const outgoing: Outgoing = { path, signal, streamed: true, headers: { accept: 'application/x-ndjson, */*' } }
        try {
          const { headers, parts = nothing() } = await send.authorised('downloadExport', outgoing)
          return { parts, length: lengthIn(headers) }
        } catch (error) {
          // It is never followed: the token is the API's alone.
          const elsewhere = error instanceof Refusal && faultIn(error)?.elsewhere()
          if (elsewhere) return { elsewhere }
          throw error
        }
      }),

    async getSummary(id) {
      const answer = await send.authorised('getSummary', { path: `${subscriptionPath(id)}/summary` })
      return send.read.one('getSummary', SummaryAnswer, answer)
    },
  }
}

/** Returns the jobs of a list. One that cannot be read costs no other; where none can, it is not said that there are none. */
const jobsIn = ({ status }: UpstreamAnswer, { items, unread: [first] }: ReadList<ReadExport>): ReadExport[] => {
  if (items.length > 0 || !first) return items
  const missing = { ...first.missing, path: first.at + first.missing.path }
  throw refusalOfUnreadable(status, new UnexpectedReply('listExports', missing), 'listExports')
}

/** Returns what can be read of a 2xx answer: the job was started or cancelled in any case. */
const written = ({ status, text }: UpstreamAnswer): ExportWritten => {
  const json = parseJson(text)
  const job = ExportAnswer.read(json).data
  const id = NamedJob.safeParse(json).data
  return { status, ...(job && { job }), ...(id && { id }) }
}

const faultIn = ({ cause }: Refusal): UpstreamFault | undefined => (cause instanceof UpstreamFault ? cause : undefined)

/** Returns undefined for a packed body, which has another length when it is unpacked. */
const lengthIn = (headers: Headers): number | undefined => {
  const length = headers.get('content-length')
  const packed = headers.get('content-encoding') ?? 'identity'
  return packed === 'identity' && length !== null && /^\d{1,15}$/.test(length) ? Number(length) : undefined
}

async function* nothing(): AsyncGenerator<Uint8Array> {}
