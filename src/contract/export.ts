import { z } from 'zod'
import { Timestamp, Uuid } from './upstream/common.ts'

/**
 * An export job (API 10). `ready`: the file can be downloaded; `unknown`: a word that the documentation does not have.
 * `upstreamState` as the API spells it. Times are null when it does not tell them.
 */
export const ExportJob = z.object({
  id: Uuid,
  createdAt: Timestamp.nullable(),
  updatedAt: Timestamp.nullable(),
  state: z.enum(['processing', 'ready', 'cancelled', 'failed', 'unknown']),
  upstreamState: z.string(),
})
export type ExportJob = z.infer<typeof ExportJob>

/** The API's own figures of the last 7 days, computed at most once in 24 h (API 9). */
export const EventSummary = z.object({
  updatedAt: Timestamp,
  failed: z.number().int(),
  exportable: z.number().int(),
})
export type EventSummary = z.infer<typeof EventSummary>

/**
 * `GET …/subscriptions/{id}/exports`: jobs newest first; `blocked` is the reason why no export can be started now,
 * `caution` the reason why the API will probably refuse one or why there may be nothing in it.
 */
export const ExportList = z.object({
  jobs: z.array(ExportJob),
  summary: EventSummary.nullable(),
  /** The reason why there is no summary, null when there is one. */
  summaryProblem: z.string().nullable(),
  blocked: z.string().nullable(),
  caution: z.string().nullable(),
})
export type ExportList = z.infer<typeof ExportList>

/** `GET …/exports/{exportId}/file`: null when the console hands the file out, else the address to which the API points. */
export const ExportPlace = z.object({ elsewhere: z.url({ protocol: /^https$/ }).nullable() })
export type ExportPlace = z.infer<typeof ExportPlace>

/** Body of `POST …/subscriptions/{id}/exports`: an event is exported only once, so the person confirms it (API 10). */
export const ExportStart = z.strictObject({
  understood: z.literal(true),
  reason: z.string().trim().max(500).optional(),
})
export type ExportStart = z.infer<typeof ExportStart>

/**
 * Body of `DELETE …/exports/{exportId}`, which cancels and answers with the job; impossible once the file is begun (API
 * 10).
 */
export const ExportCancel = z.strictObject({ reason: z.string().trim().max(500).optional() })
export type ExportCancel = z.infer<typeof ExportCancel>

/** 202 of `POST …/subscriptions/{id}/test` (API 8): the API took it. Look for its event from `sentAt` on. */
export const TestRequest = z.strictObject({ reason: z.string().trim().max(500).optional() })
export type TestRequest = z.infer<typeof TestRequest>
export const TestReply = z.object({ sentAt: Timestamp })
export type TestReply = z.infer<typeof TestReply>
