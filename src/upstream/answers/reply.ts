import { listDifferences, type ReadList, readList } from '../../contract/upstream/list.ts'
import { type Answer, COSTS } from '../../contract/upstream/reading.ts'
import type { UpstreamAnswer } from '../transport/call.ts'
import type { Differences } from './differences.ts'
import type { Operation } from './operations.ts'
import { parseJson } from './parse-json.ts'
import { refusalOfUnreadable } from './refusal-of-fault.ts'
import { UnexpectedReply } from './unexpected-reply.ts'

/** A subscription that is listed and cannot be read, as it is reported. */
export interface UnreadSubscription {
  /** Null when it has none. */
  subscriptionId: string | null
  /** The first difference from a subscription; quotes nothing of it. */
  why: string
}

/** Reads 2xx answers with any `Content-Type` (API 18 #6) and notes where they are not as documented. */
export interface ReplyReader {
  /** Returns what can be understood. Throws a `Refusal` that names the needed member that is missing. */
  one<Read>(operation: Operation, answer: Answer<Read>, reply: UpstreamAnswer): Read
  /** Returns the items that can be understood, and the others with their places. Throws a `Refusal` for no list. */
  list<Read>(operation: Operation, item: Answer<Read>, reply: UpstreamAnswer): ReadList<Read>
  /** Returns the JSON of an answer. Throws a `Refusal` when it is none. */
  json(operation: Operation, reply: UpstreamAnswer): unknown
}

export function createReplyReader(differences: Differences): ReplyReader {
  const json: ReplyReader['json'] = (operation, { status, text }) => {
    const value = parseJson(text)
    if (value === undefined) {
      differences.note(operation, [{ path: '', found: 'not JSON', cost: COSTS.unreadable }])
      throw refusalOfUnreadable(status, 'not JSON', operation)
    }
    return value
  }
  return {
    json,
    one(operation, answer, reply) {
      const value = json(operation, reply)
      differences.note(operation, answer.differences(value))
      const read = answer.read(value)
      if (read.missing === undefined) return read.data
      throw refusalOfUnreadable(reply.status, new UnexpectedReply(operation, read.missing), operation)
    },
    list(operation, item, reply) {
      const value = json(operation, reply)
      differences.note(operation, listDifferences(value, item))
      const read = readList(item, value)
      if (read) return read
      throw refusalOfUnreadable(reply.status, new UnexpectedReply(operation, 'there is no list'), operation)
    },
  }
}

/** Throws a `Refusal` for a reply with another customer or another id than was asked for. */
export function refuseForeign(operation: Operation, what: string, found: string | undefined, expected: string): void {
  if (found !== undefined && found.toLowerCase() !== expected.toLowerCase())
    throw refusalOfUnreadable(
      200,
      new UnexpectedReply(operation, { path: `/${what}`, found: 'that of another' }),
      operation,
    )
}
