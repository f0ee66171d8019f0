import type { FaultKind } from '../../upstream/transport/fault.ts'

/** Why a listener gave no answer, in words. `sent`: whether it could be connected to. */
export const replayFault = (kind: FaultKind, sent: boolean): string =>
  kind === 'lost' && !sent ? 'No secure connection to the listener came about' : WORDS[kind]

const WORDS: Record<FaultKind, string> = {
  unsent: 'The listener cannot be connected to',
  untrusted: 'The certificate of the listener is not trusted',
  lost: 'The connection to the listener broke off without an answer',
  timeout: 'The listener did not answer in time',
  oversized: 'The answer of the listener is too large',
  garbled: 'The answer of the listener is not HTTP',
  redirect: 'The listener redirects, which is not followed',
  cancelled: 'The replay was given up',
}
