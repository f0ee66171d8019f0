import type { AnswerChange } from '../answers/change-answer.ts'

/** A fault instead of, before or after the operation. Times are real milliseconds, never scaled. */
export type Fault =
  /** Answers this status without doing anything, with the documented body, or another: a text as it is, else JSON. */
  | { does: 'status'; status: number; details?: string; body?: unknown }
  /** Waits, then goes on. */
  | { does: 'delay'; milliseconds: number }
  /** Breaks the connection: before the operation, or after it, so that it took place and nobody heard of it. */
  | { does: 'reset'; when?: 'before' | 'after' }
  /** Does the operation and answers half of its body. */
  | { does: 'broken-json' }
  /** Does the operation and answers a body that goes on for so many bytes (64 MiB). */
  | { does: 'oversized'; bytes?: number }
  /** Does the operation and answers something else. */
  | ({ does: 'answer' } & AnswerChange)
  /** Revokes all access tokens, then goes on. */
  | { does: 'revoke-tokens' }
  /** 429 with `Retry-After` in seconds (60), or without. */
  | { does: 'too-many-requests'; retryAfter?: number | null }

/**
 * A fault and the requests it hits: calls of one operation, or those of a method and with a part of the path. What is
 * left out matches everything.
 */
export interface FaultRule {
  id: string
  /** By the name in `operations/all.ts`. */
  operation?: string
  method?: string
  path?: string
  fault: Fault
  /** The number of requests it lets pass before it strikes. */
  skip?: number
  /** The number of times it still strikes; absent: until removed. */
  times?: number
}

interface Struck {
  method: string
  path: string
  /** The call that it is, where it is one. */
  operation: string | undefined
}

/** The rules in force, in order; every request is told the ones that hit it. */
export interface Faults {
  add(rule: Omit<FaultRule, 'id'>): FaultRule
  remove(id: string): boolean
  all(): FaultRule[]
  /** The faults that hit this request, used up by one: in order, up to the first that ends it. */
  strike(request: Struck): Fault[]
  clear(): void
}

export function createFaults(): Faults {
  let rules: FaultRule[] = []
  let count = 0

  return {
    add(rule) {
      const added = { ...rule, id: `fault-${++count}` }
      rules.push(added)
      return added
    },
    remove(id) {
      const before = rules.length
      rules = rules.filter((rule) => rule.id !== id)
      return rules.length < before
    },
    all: () => rules.map((rule) => ({ ...rule })),
    strike({ method, path, operation }) {
      let hit = rules.filter(
        (rule) =>
          (rule.operation === undefined || rule.operation === operation) &&
          (rule.method === undefined || rule.method.toUpperCase() === method) &&
          (rule.path === undefined || path.includes(rule.path)),
      )
      const passed = hit.filter(({ skip = 0 }) => skip > 0)
      for (const rule of passed) rule.skip = (rule.skip ?? 0) - 1
      hit = hit.filter((rule) => !passed.includes(rule))
      const end = hit.findIndex(({ fault }) => endsRequest(fault))
      const struck = end < 0 ? hit : hit.slice(0, end + 1)
      for (const rule of struck) if (rule.times !== undefined) rule.times--
      rules = rules.filter((rule) => rule.times === undefined || rule.times > 0)
      return struck.map((rule) => rule.fault)
    },
    clear() {
      rules = []
    },
  }
}

const endsRequest = (fault: Fault) =>
  fault.does === 'status' || fault.does === 'too-many-requests' || (fault.does === 'reset' && fault.when !== 'after')
