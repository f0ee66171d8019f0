import type { z } from 'zod'
import { BUILD_HEADER, TIME_HEADER } from '../../contract/answer-headers.ts'
import { SECOND } from '../../contract/durations.ts'
import { Problem } from '../../contract/problem.ts'
import { seeBuild } from '../kit/lazy/new-version.ts'
import { askTime } from '../kit/time/server-clock.ts'
import { answerLost, blocked, consoleUnreachable, notSent, ProblemError, replyUnreadable } from './problem.ts'
import { sendFile } from './send-file.ts'
import { signInGate } from './sign-in-gate.ts'

interface CallOptions {
  method?: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  body?: unknown
  /** Sends a file from the disk as the body; `onSent` gets the bytes sent so far. */
  file?: Blob
  onSent?: (bytes: number) => void
  headers?: Record<string, string>
  signal?: AbortSignal
  /** False when the call must not wait for a new sign-in, which only the reading of the session is. */
  waitForSignIn?: boolean
}

/** The server requires this header of every change, so that no other site can make one. */
const WRITE = { 'X-Console': '1' }

const send = async (path: string, options: CallOptions): Promise<Response> => {
  const { method = 'GET', body, file, signal } = options
  const headers = {
    Accept: 'application/json',
    ...(method === 'GET' ? {} : WRITE),
    ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
    ...options.headers,
  }
  if (method !== 'GET' && navigator.onLine === false) throw notSent()
  try {
    if (file) return await sendFile(path, { method, headers, file, signal, onSent: options.onSent })
    return await fetch(path, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal ? { signal } : {}),
    })
  } catch (error) {
    if (signal?.aborted) throw error
    if (method !== 'GET') throw answerLost(error)
    throw (await isReachable()) ? blocked(path, error) : consoleUnreachable(error)
  }
}

/** The longest wait (ms) for the console's sign of life. */
const REACH = 3 * SECOND

/** Returns true when the console answers at another address: then what did not come was stopped on its way. */
const isReachable = async (): Promise<boolean> => {
  if (navigator.onLine === false) return false
  try {
    return (await fetch('/healthz', { signal: AbortSignal.timeout(REACH) })).ok
  } catch {
    return false
  }
}

/** Returns the body as JSON, undefined when it is not. A body cut short counts as unreadable, not as absent. */
const read = async (response: Response, signal?: AbortSignal): Promise<unknown> => {
  try {
    return await response.json()
  } catch (error) {
    if (signal?.aborted) throw error
    return undefined
  }
}

/**
 * Calls the console's own API. Resolves with the reply read by `schema`; throws `ProblemError` for every refusal. When
 * the session has ended, it waits for a new sign-in and repeats the call, which the server refused before doing
 * anything.
 */
export async function call<Reply>(path: string, schema: z.ZodType<Reply>, options: CallOptions = {}): Promise<Reply> {
  const waits = options.waitForSignIn !== false
  if (waits && signInGate.leaving()) await signInGate.staying()
  if (waits && signInGate.other() !== undefined) await signInGate.wait(options.signal)
  const answered = askTime()
  const response = await send(path, options)
  answered(Number(response.headers.get(TIME_HEADER) ?? Number.NaN))
  seeBuild(response.headers.get(BUILD_HEADER))
  const body = await read(response, options.signal)
  const unreadable = (cause: unknown) => {
    const requestId = response.headers.get('x-request-id') ?? ''
    const asked = (options.method ?? 'GET') === 'GET'
    return asked ? replyUnreadable(response.status, requestId, cause) : answerLost(cause, requestId)
  }
  if (response.ok) {
    const reply = schema.safeParse(body)
    if (!reply.success) throw unreadable(reply.error)
    return reply.data
  }
  const problem = Problem.safeParse(body)
  if (!problem.success) throw unreadable(problem.error)
  if (problem.data.code === 'signed_out' && waits && signInGate.armed()) {
    if (!signInGate.leaving()) await signInGate.wait(options.signal)
    return call(path, schema, options)
  }
  throw new ProblemError(problem.data)
}

/**
 * Returns a query as an address has it, without absent and empty values, always in the same order for one cache key.
 */
export function searchOf(query: Record<string, string | number | undefined>): string {
  const search = new URLSearchParams()
  for (const key of Object.keys(query).sort()) {
    const value = query[key]
    if (value !== undefined && value !== '') search.set(key, String(value))
  }
  return search.size === 0 ? '' : `?${search}`
}

/** Returns a path under `/api`, each part encoded. */
export function apiPath(...parts: string[]): string {
  return `/api/${parts.map((part) => encodeURIComponent(part.toWellFormed())).join('/')}`
}
