import type { z } from 'zod'
import type { UpstreamAnswer } from '../transport/call.ts'
import type { Operation } from './operations.ts'
import { parseJson } from './parse-json.ts'
import { refusalOfUnreadable } from './refusal-of-fault.ts'

/** A readable answer that is not the expected one. It becomes the cause of a refusal. */
export class UnexpectedReply extends Error {}

/** A subscription that is listed and cannot be read, as it is reported. */
export interface UnreadSubscription {
  /** Null when it has none. */
  subscriptionId: string | null
  /** The first difference from a subscription; quotes nothing of it. */
  why: string
}

/**
 * Returns the JSON of a 2xx answer, checked against the contract, with any `Content-Type` (API 18 #6). Throws a `Refusal`
 * that says where it differs and quotes nothing of it.
 */
export function readReply<Schema extends z.ZodType>(
  operation: Operation,
  schema: Schema,
  { status, text }: UpstreamAnswer,
): z.output<Schema> {
  const json = parseJson(text)
  if (json === undefined) throw refusalOfUnreadable(status, `${operation}: not JSON`, operation)
  const parsed = schema.safeParse(json)
  if (parsed.success) return parsed.data
  throw refusalOfUnreadable(status, new UnexpectedReply(`${operation}: ${whereItDiffers(parsed.error)}`), operation)
}

/** Returns the first difference from the contract, like `invalid_type at /state`; quotes nothing of what was read. */
export function whereItDiffers({ issues: [issue] }: z.ZodError): string {
  return `${issue?.code} at /${issue?.path.map(String).join('/')}`
}

/** Throws a `Refusal` for a reply with another customer or another id than was asked for. */
export function refuseForeign(operation: Operation, what: string, found: string, expected: string): void {
  if (found.toLowerCase() !== expected.toLowerCase())
    throw refusalOfUnreadable(200, new UnexpectedReply(`${operation}: ${what} of another`), operation)
}
