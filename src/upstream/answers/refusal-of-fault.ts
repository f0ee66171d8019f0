import type { Refusal } from '../../contract/refusal.ts'
import type { FaultKind, UpstreamFault } from '../transport/fault.ts'
import { FAULT_WORDS } from '../words.ts'
import { OPERATIONS, type Operation } from './operations.ts'
import { type ChosenRefusal, refusalOf } from './refusal.ts'
import { differsIn, UnexpectedReply } from './unexpected-reply.ts'

const REFUSALS: Record<FaultKind, ChosenRefusal> = {
  unsent: { code: 'upstream_unreachable' },
  untrusted: { code: 'upstream_unreachable', details: FAULT_WORDS.untrusted },
  lost: { code: 'upstream_unreachable', details: FAULT_WORDS.lost },
  timeout: { code: 'upstream_timeout' },
  oversized: { code: 'upstream_broken', details: FAULT_WORDS.oversized },
  garbled: { code: 'upstream_broken' },
  redirect: { code: 'upstream_broken', details: FAULT_WORDS.redirect },
  cancelled: { code: 'internal' },
}

/** After these kinds the API may have done it: the request left, and no readable answer came. */
const UNCERTAIN = new Set<FaultKind>(['lost', 'timeout', 'oversized', 'garbled', 'cancelled'])

/** Returns the refusal behind a call without a whole answer; a write that may have arrived is `outcome_unknown`. */
export function refusalOfFault(fault: UpstreamFault, operation: Operation): Refusal {
  if (OPERATIONS[operation].writes && UNCERTAIN.has(fault.kind)) return refusalOf('outcome_unknown', {}, fault)
  if (fault.kind === 'redirect' && operation === 'downloadExport')
    return refusalOf('upstream_refused', FAULT_WORDS.elsewhere, fault)
  const { code, details } = REFUSALS[fault.kind]
  return refusalOf(code, details, fault)
}

/**
 * Returns the refusal behind a 2xx answer that cannot be understood. The outcome of a write is unknown then: the API may
 * have done it.
 */
export function refusalOfUnreadable(status: number, why: string | Error, operation: Operation): Refusal {
  const code = OPERATIONS[operation].writes ? 'outcome_unknown' : 'upstream_broken'
  if (typeof why === 'string') {
    const differs = differsIn(operation, why)
    return refusalOf(code, { upstreamStatus: status, differs }, new Error(`${operation}: ${why}`))
  }
  const differs = why instanceof UnexpectedReply && { differs: why.differs }
  return refusalOf(code, { upstreamStatus: status, ...differs }, why)
}
