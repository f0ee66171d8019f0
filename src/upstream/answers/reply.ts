import type { z } from 'zod'
import type { UpstreamAnswer } from '../transport/call.ts'
import type { Operation } from './operations.ts'
import { parseJson } from './parse-json.ts'
import { unreadable } from './refusal-of-fault.ts'

/** A sound answer that is not what was asked for: the cause of the refusal that it becomes. */
export class OtherReply extends Error {}

/** A subscription that is listed and cannot be read, as it is told. */
export interface UnreadSubscription {
  /** Null when it has none. */
  subscriptionId: string | null
  /** Where it differs from a subscription; quotes nothing of it. */
  why: string
}

/**
 * The JSON of a 2xx answer, checked against the contract, whatever `Content-Type` says (API 18 #6). Throws a `Refusal`
 * that says where it differs and quotes nothing of it.
 */
export function readReply<Schema extends z.ZodType>(
  operation: Operation,
  schema: Schema,
  { status, text }: UpstreamAnswer,
): z.output<Schema> {
  const json = parseJson(text)
  if (json === undefined) throw unreadable(status, `${operation}: not JSON`, operation)
  const parsed = schema.safeParse(json)
  if (parsed.success) return parsed.data
  throw unreadable(status, new OtherReply(`${operation}: ${whereItDiffers(parsed.error)}`), operation)
}

/** The first difference from the contract, like `invalid_type at /state`; quotes nothing of what was read. */
export function whereItDiffers({ issues: [issue] }: z.ZodError): string {
  return `${issue?.code} at /${issue?.path.map(String).join('/')}`
}

/** Refuses a reply that contradicts what was asked for: another customer's, another id. */
export function refuseForeign(operation: Operation, what: string, found: string, expected: string): void {
  if (found.toLowerCase() !== expected.toLowerCase())
    throw unreadable(200, new OtherReply(`${operation}: ${what} of another`), operation)
}
