import { createPrivateKey, type KeyObject } from 'node:crypto'

const CURVES: Record<string, KeyKind> = { prime256v1: 'P-256', secp384r1: 'P-384', secp521r1: 'P-521' }
/** RSA keys of fewer bits are not taken. */
const RSA_BITS = 2048

/** The kinds of keys with which the console signs. */
export type KeyKind = 'RSA' | 'P-256' | 'P-384' | 'P-521' | 'Ed25519'

/** Returns the kind of a key, undefined for one that is not signed with. */
export function kindOfKey({ asymmetricKeyType: type, asymmetricKeyDetails: details }: KeyObject): KeyKind | undefined {
  if (type === 'rsa') return (details?.modulusLength ?? 0) >= RSA_BITS ? 'RSA' : undefined
  if (type === 'ec') return CURVES[details?.namedCurve ?? '']
  return type === 'ed25519' ? 'Ed25519' : undefined
}

/** Returns why a text is no private key to sign with, undefined when it is one. */
export function privateKeyProblem(pem: string): string | undefined {
  try {
    if (kindOfKey(createPrivateKey(pem)) !== undefined) return undefined
  } catch {
    // Told in the same words: what stands there is not repeated.
  }
  return 'must hold a private key in PEM without a passphrase: RSA (2048 bits or more), EC (P-256, P-384, P-521) or Ed25519'
}
