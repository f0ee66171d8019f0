import type { Refusal } from '../../contract/refusal.ts'
import type { FaultKind, UpstreamFault } from '../transport/fault.ts'
import { OPERATIONS, type Operation } from './operations.ts'
import { refusalOf, type UpstreamCode } from './refusal-words.ts'

type Words = NonNullable<Parameters<typeof refusalOf>[1]>

const READING: Record<FaultKind, [UpstreamCode, Words?]> = {
  unsent: ['upstream_unreachable'],
  untrusted: [
    'upstream_unreachable',
    {
      title: 'The certificate of the API is not trusted',
      remedy: 'Ask the people who run the console to check the address and certificates of this environment.',
    },
  ],
  lost: ['upstream_unreachable', { title: 'The connection to the API broke off' }],
  timeout: ['upstream_timeout'],
  oversized: ['upstream_broken', { title: 'The answer of the API is larger than the console accepts' }],
  garbled: ['upstream_broken'],
  redirect: [
    'upstream_broken',
    {
      title: 'The API answered with a redirect, which the console does not follow',
      remedy: 'Ask the people who run the console to check region and baseUrl of this environment.',
    },
  ],
  cancelled: ['internal'],
}

/** Kinds after which the API may have done what it was asked: the request left, a sound answer did not come. */
const UNCERTAIN = new Set<FaultKind>(['lost', 'timeout', 'oversized', 'garbled', 'cancelled'])

/** The refusal behind a call without a whole answer; a write that may have arrived is `outcome_unknown`. */
export const refusalOfFault = (fault: UpstreamFault, operation: Operation): Refusal => {
  if (OPERATIONS[operation].writes && UNCERTAIN.has(fault.kind)) return refusalOf('outcome_unknown', {}, fault)
  const [code, words] = READING[fault.kind]
  return refusalOf(code, words, fault)
}

/** The refusal behind an answer that says yes and cannot be understood; of a write it is not known what was done. */
export const unreadable = (status: number, why: string | Error, operation: Operation): Refusal => {
  const code = OPERATIONS[operation].writes ? 'outcome_unknown' : 'upstream_broken'
  return refusalOf(code, { upstreamStatus: status }, typeof why === 'string' ? new Error(why) : why)
}
