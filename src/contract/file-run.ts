import { z } from 'zod'
import { EVENT_RETENTION, SECOND } from './durations.ts'
import { DEFAULT_PACE, MAX_PACE, RunSummary } from './run.ts'
import { Uuid } from './upstream/common.ts'

/** Limits of a file, in bytes and in lines: its tokens are in memory until the run is made. */
export const FILE_LIMITS = { bytes: 128 * 2 ** 20, lines: 50_000 } as const

/** A time that is larger is in milliseconds. */
const MILLISECONDS_FROM = 1e11

/** The number of unreadable lines of a file that are named one by one. */
export const NAMED_LINES = 50
/**
 * Query of `POST …/runs/from-file`, whose body is the file of an export as it was downloaded (NDJSON, API 10): a direct
 * replay of its events to the endpoint of `subscription`. `id` is made by the caller, as of every run. A file with
 * lines that cannot be read is refused (`invalid_request`, a field named `line 12` for each, at most `NAMED_LINES`) and
 * nothing is made of it, unless `skip` says to leave such lines out. A file with tokens that are older than the API keeps
 * events is refused as well (a field named `old`), unless `old` says to post those, too.
 */
export const FileRunQuery = z.strictObject({
  id: Uuid,
  subscription: Uuid,
  name: z.string().trim().min(1).max(200),
  reason: z.string().trim().max(500).optional(),
  pace: z.coerce.number().int().min(1).max(MAX_PACE).default(DEFAULT_PACE),
  canary: z.stringbool().default(false),
  skip: z.stringbool().default(false),
  old: z.stringbool().default(false),
})
export type FileRunQuery = z.infer<typeof FileRunQuery>

/** Returns true for a token that was issued (`iat`, in s) longer ago than the API keeps events. Some old tokens have ms (API 17). */
export function isOldToken(iat: number, now: number): boolean {
  return now - (iat < MILLISECONDS_FROM ? iat * SECOND : iat) > EVENT_RETENTION
}

/** 201: the run, how many lines the file had, and how many of them were left out because they cannot be read. */
export const FileRunReply = RunSummary.extend({ lines: z.number().int(), skipped: z.number().int() })
export type FileRunReply = z.infer<typeof FileRunReply>
