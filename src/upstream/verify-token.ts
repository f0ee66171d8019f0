import { compactVerify, errors, importJWK } from 'jose'
import type { EnvironmentSetting } from '../config/config.ts'
import type { Verification } from '../contract/event.ts'
import { Refusal } from '../contract/refusal.ts'
import type { Jwk } from '../contract/upstream/keys.ts'
import { SetClaims, SetHeader } from '../contract/upstream/notification.ts'
import type { Upstream } from './upstream.ts'

/** A security event token, decoded, with what checking it gave. */
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
  /** In ms. */
  now: () => number
}

const ALGORITHM = 'RS256'
/** Unknown key ids make the keys be read again this often at most, in ms (API 12). */
const REREAD_PACE = 60_000

/**
 * Checks tokens against the published keys of one environment (API 12): RS256, a key chosen by `kid`, signature, issuer,
 * audience. Where the keys are is known from the configuration; what the token says about it (`jku`) is not followed.
 */
export const createTokenVerifier = ({ environment, keys, now }: VerifierOptions): TokenVerifier => {
  const issuer = `${environment.baseUrl}/${environment.customerId}/webhooks`
  let reread = Number.NEGATIVE_INFINITY

  const keyFor = async (kid: string): Promise<Jwk | undefined> => {
    const known = find((await keys()).keys, kid)
    if (known || now() - reread < REREAD_PACE) return known
    reread = now()
    return find((await keys({ fresh: true })).keys, kid)
  }

  const check = async (payload: string, endpoint: string, header: SetHeader, claims: SetClaims): Promise<Finding> => {
    if (header.alg !== ALGORITHM) return invalid(`it is signed by ${header.alg}, only ${ALGORITHM} is accepted.`)
    const key = await keyFor(header.kid)
    if (key === undefined) return unchecked('its key is not among the published ones, it may have been replaced.')
    const signature = await checkSignature(payload, key)
    if (signature) return signature
    if (claims.iss !== issuer) return invalid(`the signature is right, but the issuer is not ${issuer}.`)
    if (!isAddressedTo(claims.aud, endpoint))
      return invalid('the signature is right, but it is meant for another listener.')
    return ['verified', 'Verified: the signature is right by a published key, issuer and audience are as expected.']
  }

  return async (payload, endpoint) => {
    const token = readToken(payload)
    if (token === null) return null
    const { header, claims } = token
    const [result, explanation] = await check(payload, endpoint, header, claims).catch(notRead)
    return { header, claims, verification: { result, explanation, keyId: header.kid } }
  }
}

type Finding = [result: Verification['result'], explanation: string]
const invalid = (why: string): Finding => ['invalid', `Not genuine: ${why}`]
const unchecked = (why: string): Finding => ['unchecked', `Not checked: ${why}`]

const notRead = (error: unknown): Finding =>
  unchecked(`the published keys could not be read${error instanceof Refusal ? ` (${error.problem.title})` : ''}.`)

const find = (keys: Jwk[], kid: string): Jwk | undefined =>
  keys.find((key) => key.kid === kid && (key.alg ?? ALGORITHM) === ALGORITHM && (key.use ?? 'sig') === 'sig')

/** What is wrong with the signature, or undefined. */
const checkSignature = async (payload: string, { kty, n, e }: Jwk): Promise<Finding | undefined> => {
  try {
    await compactVerify(payload, await importJWK({ kty, n, e, alg: ALGORITHM }, ALGORITHM), { algorithms: [ALGORITHM] })
    return undefined
  } catch (error) {
    if (error instanceof errors.JWSSignatureVerificationFailed)
      return invalid('the signature does not match its content.')
    return error instanceof errors.JWSInvalid
      ? invalid('it is not properly signed.')
      : unchecked('its key cannot be used.')
  }
}

/** `aud` is a list, in older tokens a string (API 17). */
const isAddressedTo = (audience: SetClaims['aud'], endpoint: string): boolean => {
  const same = (address: string) => URL.parse(address)?.href ?? address
  return [audience].flat().some((listener) => same(listener) === same(endpoint))
}

/** Header and claims of a compact token as they stand there, null when they cannot be read. */
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
