import { z } from 'zod'
import { HeaderMap, Links, Timestamp, Uuid } from './common.ts'

/** The states as the API spells them (API 6.1). Others may appear and are shown as they come. */
export const EVENT_STATES = ['awaiting-executing', 'executing', 'success', 'awaiting-retry', 'failure'] as const

/** The listener's answer, or the reason why there was none (API 5.2; `error` is an assumption, 18 #20). */
export const ListenerResponse = z.looseObject({
  statusCode: z.number().int().optional(),
  headers: HeaderMap.optional(),
  error: z.string().optional(),
})
export type ListenerResponse = z.infer<typeof ListenerResponse>

/** A stored event (API 5.2). `request.payload` is the compact security event token as it was sent. */
export const UpstreamEvent = z.looseObject({
  id: Uuid,
  createdAt: Timestamp,
  updatedAt: Timestamp,
  state: z.string(),
  attempts: z.number().int().nonnegative(),
  request: z.looseObject({ endpoint: z.string(), headers: HeaderMap, payload: z.string() }),
  response: ListenerResponse.nullish(),
  _links: Links.optional(),
})
export type UpstreamEvent = z.infer<typeof UpstreamEvent>

/** One entry of an event's history: an open object of which only a state and a time are required (API 5.3, 18 #17). */
export const UpstreamHistoryEntry = z.looseObject({
  state: z.string(),
  createdAt: Timestamp,
  attempt: z.number().int().optional(),
  response: ListenerResponse.nullish(),
  error: z.string().optional(),
})
export type UpstreamHistoryEntry = z.infer<typeof UpstreamHistoryEntry>

/** `GET {sub}/summary` (API 9): recomputed at most once in 24 h. */
export const UpstreamSummary = z.looseObject({
  updatedAt: Timestamp,
  total: z.number().int(),
  succeeded: z.number().int(),
  retrying: z.number().int(),
  failed: z.number().int(),
  exportable: z.number().int(),
})
export type UpstreamSummary = z.infer<typeof UpstreamSummary>

/** An export job (API 10). States seen: `processing`, `canceled`; assumed: `completed`, `failed` (18 #26). */
export const UpstreamExport = z.looseObject({
  id: Uuid,
  createdAt: Timestamp,
  updatedAt: Timestamp,
  state: z.string(),
  _links: Links.optional(),
})
export type UpstreamExport = z.infer<typeof UpstreamExport>
