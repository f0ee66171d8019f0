/**
 * The reason for a call without a whole answer. `unsent`: the request never left (no such host, refused, no connection in
 * time); `untrusted`: it never left, for the certificate is not trusted; `lost`: the connection broke after that.
 */
export type FaultKind = 'unsent' | 'untrusted' | 'lost' | 'timeout' | 'oversized' | 'garbled' | 'redirect' | 'cancelled'

/** A call without a whole answer. Carries the code of its cause, not the cause itself: that may quote the request. */
export class UpstreamFault extends Error {
  readonly kind: FaultKind
  readonly code: string | undefined
  /** Private, so that no log has it: the address of a file store holds its own credentials. */
  readonly #location: string | undefined

  constructor(kind: FaultKind, code?: string, location?: string) {
    super(code === undefined ? kind : `${kind} (${code})`)
    this.name = 'UpstreamFault'
    this.kind = kind
    this.code = code
    this.#location = location
  }

  /** Returns the address that a redirect names, when it is one of https. */
  elsewhere(): string | undefined {
    const url = URL.parse(this.#location ?? '')
    return url?.protocol === 'https:' ? url.href : undefined
  }
}

/** Stands for errors of undici's parser, which have a name and not always a code. */
const NOT_HTTP = 'HTTP_PARSER_ERROR'

const KINDS: Record<string, FaultKind> = {
  ECONNREFUSED: 'unsent',
  EHOSTUNREACH: 'unsent',
  ENETUNREACH: 'unsent',
  ENOTFOUND: 'unsent',
  EAI_AGAIN: 'unsent',
  UND_ERR_CONNECT_TIMEOUT: 'unsent',
  UND_ERR_HEADERS_TIMEOUT: 'timeout',
  UND_ERR_BODY_TIMEOUT: 'timeout',
  UND_ERR_RES_EXCEEDED_MAX_SIZE: 'oversized',
  UND_ERR_HEADERS_OVERFLOW: 'oversized',
  [NOT_HTTP]: 'garbled',
  CERT_HAS_EXPIRED: 'untrusted',
  CERT_NOT_YET_VALID: 'untrusted',
  CERT_REVOKED: 'untrusted',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'untrusted',
  ERR_TLS_CERT_ALTNAME_INVALID: 'untrusted',
  SELF_SIGNED_CERT_IN_CHAIN: 'untrusted',
  UNABLE_TO_GET_ISSUER_CERT: 'untrusted',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'untrusted',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'untrusted',
}

/** Returns the fault behind an error of `fetch`; an unknown one counts as a lost connection. */
export function faultOf(error: unknown): UpstreamFault {
  if (error instanceof UpstreamFault) return error
  const codes = codesOf(error)
  const known = codes.find((code) => Object.hasOwn(KINDS, code))
  return new UpstreamFault(KINDS[known ?? ''] ?? 'lost', known ?? codes[0])
}

/** Returns the codes along the chain of causes: `fetch` hides the network's error in its own. */
const codesOf = (error: unknown): string[] => {
  if (!(error instanceof Error)) return []
  const code = error.name === 'HTTPParserError' ? NOT_HTTP : 'code' in error ? String(error.code) : ''
  const own = /^[A-Z][A-Z\d_]{1,60}$/.test(code) ? [code] : []
  return [...own, ...codesOf(error.cause)]
}
