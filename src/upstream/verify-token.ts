import { compactVerify, errors, importJWK } from 'jose'
import type { EnvironmentSetting } from '../config/config.ts'
import { MINUTE } from '../contract/durations.ts'
import type { Verification } from '../contract/event.ts'
import { Refusal } from '../contract/refusal.ts'
import type { ReadKey } from '../contract/upstream/keys.ts'
import { ReadClaims, ReadHeader } from '../contract/upstream/notification.ts'
import type { Upstream } from './upstream.ts'
import { INVALID_TOKEN, keysUnread, OTHER_ISSUER, UNCHECKED_TOKEN, VERIFIED_TOKEN } from './words.ts'

/** A decoded security event token with the result of its check. */
export interface CheckedToken {
  header: ReadHeader
  claims: ReadClaims
  verification: Verification
}

/** Decodes and checks the compact token sent to `endpoint`; null when it cannot be read at all. Never throws. */
export type TokenVerifier = (payload: string, endpoint: string) => Promise<CheckedToken | null>

export interface VerifierOptions {
  environment: Pick<EnvironmentSetting, 'baseUrl' | 'customerId' | 'issuer'>
  keys: Upstream['keys']
  /** Milliseconds since 1970. */
  now: () => number
}

const ALGORITHM = 'RS256'
/** An unknown key id makes the keys be read again, but not sooner than this after the last time, in ms (API 12). */
const REREAD_INTERVAL = MINUTE

/**
 * Checks tokens against the published keys of one environment (API 12): RS256, a key chosen by `kid`, signature, audience,
 * issuer. The configuration says where the keys are; the token's own `jku` is not followed.
 */
export function createTokenVerifier({ environment, keys, now }: VerifierOptions): TokenVerifier {
  const documented = `${environment.baseUrl}/${environment.customerId}/webhooks`
  const issuers = environment.issuer === undefined ? [documented] : [environment.issuer, documented]
  let reread = Number.NEGATIVE_INFINITY

  const keysFor = async (kid: string | undefined): Promise<ReadKey[]> => {
    const known = candidates(await keys(), kid)
    if (known.length > 0 || now() - reread < REREAD_INTERVAL) return known
    reread = now()
    return candidates(await keys({ fresh: true }), kid)
  }

  const check = async (payload: string, endpoint: string, header: ReadHeader, claims: ReadClaims): Promise<Finding> => {
    if (header.alg !== ALGORITHM) return invalid(INVALID_TOKEN.algorithm(header.alg ?? 'nothing', ALGORITHM))
    const problem = await checkSignature(payload, await keysFor(header.kid))
    if (problem) return problem
    if (!isAddressedTo(claims.aud ?? [], endpoint)) return invalid(INVALID_TOKEN.audience)
    if (claims.iss !== undefined && issuers.includes(claims.iss))
      return { result: 'verified', explanation: VERIFIED_TOKEN }
    return { result: 'other-issuer', explanation: OTHER_ISSUER(claims.iss, issuers) }
  }

  return async (payload, endpoint) => {
    const token = readToken(payload)
    if (token === null) return null
    const { header, claims } = token
    const finding = await check(payload, endpoint, header, claims).catch(notRead)
    return { header, claims, verification: { ...finding, keyId: header.kid ?? null } }
  }
}

type Finding = Pick<Verification, 'result' | 'explanation'>
const invalid = (why: string): Finding => ({ result: 'invalid', explanation: `Not genuine: ${why}` })
const unchecked = (why: string): Finding => ({ result: 'unchecked', explanation: `Not checked: ${why}` })

const notRead = (error: unknown): Finding =>
  unchecked(keysUnread(error instanceof Refusal ? error.problem.title : undefined))

/** Returns the keys that may have signed a token: the one of its id, those without an id, or all when it names none. */
const candidates = (keys: ReadKey[], kid: string | undefined): ReadKey[] => {
  const usable = keys.filter(({ alg = ALGORITHM, use = 'sig' }) => alg === ALGORITHM && use === 'sig')
  if (kid === undefined) return usable
  const named = usable.filter((key) => key.kid === kid)
  return named.length > 0 ? named : usable.filter((key) => key.kid === undefined)
}

/** Returns the problem of the signature with the first of these keys, or undefined when it is right with any. */
const checkSignature = async (payload: string, keys: ReadKey[]): Promise<Finding | undefined> => {
  const problems = await Promise.all(keys.map((key) => checkWith(payload, key)))
  if (problems.includes(undefined)) return undefined
  return problems[0] ?? unchecked(UNCHECKED_TOKEN.unknownKey)
}

const checkWith = async (payload: string, { kty, n, e }: ReadKey): Promise<Finding | undefined> => {
  try {
    await compactVerify(payload, await importJWK({ kty, n, e, alg: ALGORITHM }, ALGORITHM), { algorithms: [ALGORITHM] })
    return undefined
  } catch (error) {
    if (error instanceof errors.JWSSignatureVerificationFailed) return invalid(INVALID_TOKEN.signature)
    return error instanceof errors.JWSInvalid ? invalid(INVALID_TOKEN.form) : unchecked(UNCHECKED_TOKEN.unusableKey)
  }
}

/** `aud` is a list, in older tokens a string (API 17). */
const isAddressedTo = (audience: NonNullable<ReadClaims['aud']>, endpoint: string): boolean => {
  const same = (address: string) => URL.parse(address)?.href ?? address
  return [audience].flat().some((listener) => same(listener) === same(endpoint))
}

/** Returns header and claims of a compact token, unchecked; null when they cannot be read. */
const readToken = (payload: string): { header: ReadHeader; claims: ReadClaims } | null => {
  try {
    const [header, claims] = payload
      .split('.')
      .slice(0, 2)
      .map((part): unknown => JSON.parse(Buffer.from(part, 'base64url').toString()))
    const read = { header: ReadHeader.parse(header), claims: ReadClaims.parse(claims) }
    return Object.keys(read.header).length > 0 && Object.keys(read.claims).length > 0 ? read : null
  } catch {
    return null
  }
}
