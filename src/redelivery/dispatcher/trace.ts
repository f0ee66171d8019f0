/**
 * The trace: what the API showed of an event before its call, noted in the ledger with the call. A call whose answer never
 * came is judged by what differs from it.
 */
import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { EventItem } from '../../contract/event.ts'
import { hasStatus } from './outcome-notes.ts'
import type { Answer, ApiRefusal, EventRef, RedeliveryPorts } from './ports.ts'

/** These stand for a history's fingerprint where the API offers none, or where it could not be read. */
const [NONE, UNREAD] = ['none', 'unread']

/** The trace as it is stored, as far as it was noted. */
const Trace = z.object({
  state: z.string().optional(),
  attempts: z.number().nullish(),
  updatedAt: z.string().optional(),
  history: z.string().optional(),
})
export type Trace = z.infer<typeof Trace>

type ShownEvent = Pick<EventItem, 'state' | 'attempts' | 'updatedAt'>

/**
 * Returns the trace of an event as text for the ledger, with its history as the API has it now. `refusal` is why the
 * history could not be read, where that may pass.
 */
export async function traceOf(
  ports: Pick<RedeliveryPorts, 'readHistory'>,
  ref: EventRef,
  { state, attempts, updatedAt }: ShownEvent,
): Promise<{ trace: string; refusal?: ApiRefusal }> {
  const answer = await ports.readHistory(ref)
  const trace: Trace = { state, attempts, updatedAt, history: fingerprint(answer) }
  const passes = 'refusal' in answer && PASSING.has(answer.refusal.code)
  return { trace: JSON.stringify(trace), ...(passes && { refusal: answer.refusal }) }
}

/** Reads a noted trace. Before there were traces the event's `updatedAt` alone was noted: all else is not known of it. */
export function readTrace(noted: string | null): Trace {
  if (!noted?.startsWith('{')) return noted === null ? {} : { updatedAt: noted }
  return Trace.safeParse(JSON.parse(noted)).data ?? {}
}

/** Returns true when an event has changed since its trace was noted, as far as the event itself shows it. */
export function hasChanged(trace: Trace, { attempts, updatedAt }: ShownEvent): boolean {
  return trace.updatedAt !== updatedAt || (trace.attempts !== undefined && trace.attempts !== attempts)
}

/**
 * Compares an event's history with the noted one. `unread`: it cannot be read now, but may be later. `unknown`: it was not
 * noted before the call, so nothing can be compared. An API without any history leaves it to the event: `same`.
 */
export async function compareHistory(
  ports: Pick<RedeliveryPorts, 'readHistory'>,
  ref: EventRef,
  trace: Trace,
): Promise<'same' | 'differs' | 'unread' | 'unknown'> {
  const before = trace.history
  if (before === undefined || before === UNREAD) return 'unknown'
  const now = fingerprint(await ports.readHistory(ref))
  if (now === UNREAD) return 'unread'
  if (now === before) return 'same'
  return now === NONE || before === NONE ? 'unknown' : 'differs'
}

const PASSING = new Set<ApiRefusal['code']>([
  'upstream_unavailable',
  'upstream_timeout',
  'upstream_unreachable',
  'rate_limited',
])

const fingerprint = (answer: Answer<readonly unknown[]>): string => {
  if ('refusal' in answer) return hasStatus(answer.refusal, 404, 405, 410) ? NONE : UNREAD
  // The order of the entries is not promised (API 5.3).
  const entries = answer.value.map((entry) => JSON.stringify(entry)).sort()
  return createHash('sha256').update(entries.join('\n')).digest('base64url')
}
