import { checkPrimeSync, createHash, createPrivateKey, type KeyObject } from 'node:crypto'
import type { Jwk } from '../../contract/upstream/keys.ts'

/** A signing key and what is published of it. */
export interface SigningKey {
  jwk: Jwk & { kid: string }
  privateKey: KeyObject
}

/** Published at once per customer; any of them may sign (API 12, 18 #35). */
export const KEYS_PER_CUSTOMER = 3

const made = new Map<string, SigningKey>()

/**
 * The RSA-2048 key that always belongs to this seed, customer and place (0 to 2): made when first asked for, some 80
 * ms. Keys that anyone can derive are right for a sandbox and for nothing else.
 */
export function signingKey(seed: number, customerId: string, place: number): SigningKey {
  const name = `${seed}/${customerId}/${place}`
  const known = made.get(name) ?? derive(name)
  made.set(name, known)
  return known
}

const derive = (name: string): SigningKey => {
  const bytes = byteStream(name)
  const [p, q] = [primeFrom(bytes), primeFrom(bytes)]
  const n = p * q
  const d = inverse(65_537n, (p - 1n) * (q - 1n))
  const published = { kty: 'RSA' as const, n: base64url(n), e: 'AQAB' }
  const secret = {
    d: base64url(d),
    p: base64url(p),
    q: base64url(q),
    dp: base64url(d % (p - 1n)),
    dq: base64url(d % (q - 1n)),
    qi: base64url(inverse(q, p)),
  }
  const kid = createHash('sha1').update(published.n).digest('hex')
  return {
    jwk: { use: 'sig', kty: 'RSA', kid, alg: 'RS256', n: published.n, e: published.e },
    privateKey: createPrivateKey({ format: 'jwk', key: { ...published, ...secret } }),
  }
}

/** Endless bytes from a text. */
const byteStream = (text: string) => {
  let block = 0
  return (count: number): Buffer => {
    const blocks: Buffer[] = []
    while (blocks.length * 64 < count) blocks.push(createHash('sha512').update(`${text}/${block++}`).digest())
    return Buffer.concat(blocks).subarray(0, count)
  }
}

/** The first prime from a 1024-bit start whose two highest bits are set, so that two of them make 2048 bits. */
const primeFrom = (bytes: (count: number) => Buffer): bigint => {
  let candidate = BigInt(`0x${bytes(128).toString('hex')}`) | (3n << 1022n) | 1n
  while (candidate % 65_537n === 1n || !checkPrimeSync(candidate)) candidate += 2n
  return candidate
}

const inverse = (a: bigint, modulus: bigint): bigint => {
  let [r, nextR] = [modulus, a % modulus]
  let [t, nextT] = [0n, 1n]
  while (nextR !== 0n) {
    const quotient = r / nextR
    ;[r, nextR] = [nextR, r - quotient * nextR]
    ;[t, nextT] = [nextT, t - quotient * nextT]
  }
  return ((t % modulus) + modulus) % modulus
}

const base64url = (number: bigint): string => {
  const hex = number.toString(16)
  return Buffer.from(hex.length % 2 ? `0${hex}` : hex, 'hex').toString('base64url')
}
