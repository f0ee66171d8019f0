import { compactVerify, errors, importJWK } from 'jose'
import type { EnvironmentSetting } from '../config/config.ts'
import { MINUTE } from '../contract/durations.ts'
import type { Verification } from '../contract/event.ts'
import { Refusal } from '../contract/refusal.ts'
import type { ReadKey } from '../contract/upstream/keys.ts'
import { SetClaims, SetHeader } from '../contract/upstream/notification.ts'
import type { Upstream } from './upstream.ts'
import { INVALID_TOKEN, keysUnread, UNCHECKED_TOKEN, VERIFIED_TOKEN } from './words.ts'

/** A decoded security event token with the result of its check. */
export interface CheckedToken {
  header: SetHeader
  claims: SetClaims
  verification: Verification
}

/** Decodes and checks the compact token sent to `endpoint`; null when it cannot be read at all. Never throws. */
export type TokenVerifier = (payload: string, endpoint: string) => Promise<CheckedToken | null>

export interface VerifierOptions {
  environment: Pick<EnvironmentSetting, 'baseUrl' | 'customerId'>
  keys: Upstream['keys']
  /** Milliseconds since 1970. */
  now: () => number
}

const ALGORITHM = 'RS256'
/** An unknown key id makes the keys be read again, but not sooner than this after the last time, in ms (API 12). */
const REREAD_INTERVAL = MINUTE

/**
 * Checks tokens against the published keys of one environment (API 12): RS256, a key chosen by `kid`, signature, issuer,
 * audience. The configuration says where the keys are; the token's own `jku` is not followed.
 */
export function createTokenVerifier({ environment, keys, now }: VerifierOptions): TokenVerifier {
  const issuer = `${environment.baseUrl}/${environment.customerId}/webhooks`
  let reread = Number.NEGATIVE_INFINITY

  const keyFor = async (kid: string): Promise<ReadKey | undefined> => {
    const known = find(await keys(), kid)
    if (known || now() - reread < REREAD_INTERVAL) return known
    reread = now()
    return find(await keys({ fresh: true }), kid)
  }

  const check = async (payload: string, endpoint: string, header: SetHeader, claims: SetClaims): Promise<Finding> => {
    if (header.alg !== ALGORITHM) return invalid(INVALID_TOKEN.algorithm(header.alg, ALGORITHM))
    const key = await keyFor(header.kid)
    if (key === undefined) return unchecked(UNCHECKED_TOKEN.unknownKey)
    const signature = await checkSignature(payload, key)
    if (signature) return signature
    if (claims.iss !== issuer) return invalid(INVALID_TOKEN.issuer(issuer))
    if (!isAddressedTo(claims.aud, endpoint)) return invalid(INVALID_TOKEN.audience)
    return { result: 'verified', explanation: VERIFIED_TOKEN }
  }

  return async (payload, endpoint) => {
    const token = readToken(payload)
    if (token === null) return null
    const { header, claims } = token
    const finding = await check(payload, endpoint, header, claims).catch(notRead)
    return { header, claims, verification: { ...finding, keyId: header.kid } }
  }
}

type Finding = Pick<Verification, 'result' | 'explanation'>
const invalid = (why: string): Finding => ({ result: 'invalid', explanation: `Not genuine: ${why}` })
const unchecked = (why: string): Finding => ({ result: 'unchecked', explanation: `Not checked: ${why}` })

const notRead = (error: unknown): Finding =>
  unchecked(keysUnread(error instanceof Refusal ? error.problem.title : undefined))

const find = (keys: ReadKey[], kid: string): ReadKey | undefined =>
  keys.find((key) => key.kid === kid && (key.alg ?? ALGORITHM) === ALGORITHM && (key.use ?? 'sig') === 'sig')

/** Returns the problem of the signature, or undefined when it is right. */
const checkSignature = async (payload: string, { kty, n, e }: ReadKey): Promise<Finding | undefined> => {
  try {
    await compactVerify(payload, await importJWK({ kty, n, e, alg: ALGORITHM }, ALGORITHM), { algorithms: [ALGORITHM] })
    return undefined
  } catch (error) {
    if (error instanceof errors.JWSSignatureVerificationFailed) return invalid(INVALID_TOKEN.signature)
    return error instanceof errors.JWSInvalid ? invalid(INVALID_TOKEN.form) : unchecked(UNCHECKED_TOKEN.unusableKey)
  }
}

/** `aud` is a list, in older tokens a string (API 17). */
const isAddressedTo = (audience: SetClaims['aud'], endpoint: string): boolean => {
  const same = (address: string) => URL.parse(address)?.href ?? address
  return [audience].flat().some((listener) => same(listener) === same(endpoint))
}

/** Returns header and claims of a compact token, unchecked; null when they cannot be read. */
const readToken = (payload: string): { header: SetHeader; claims: SetClaims } | null => {
  try {
    const [header, claims] = payload
      .split('.')
      .slice(0, 2)
      .map((part): unknown => JSON.parse(Buffer.from(part, 'base64url').toString()))
    return { header: SetHeader.parse(header), claims: SetClaims.parse(claims) }
  } catch {
    return null
  }
}
