import { createPrivateKey } from 'node:crypto'
import * as oidc from 'openid-client'
import { type KeyKind, kindOfKey } from '../../config/private-key.ts'

const RSA = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }
const PARAMETERS = {
  RSA,
  'P-256': { name: 'ECDSA', namedCurve: 'P-256' },
  'P-384': { name: 'ECDSA', namedCurve: 'P-384' },
  'P-521': { name: 'ECDSA', namedCurve: 'P-521' },
  Ed25519: { name: 'Ed25519' },
} as const satisfies Record<KeyKind, object>

/**
 * Returns the way in which the console proves with a private key (PEM) who it is: an assertion signed for one call (RFC 7523,
 * `private_key_jwt`). RSA keys sign RS256, or PS256 where the provider takes only that.
 */
export function withPrivateKey(pem: () => string, keyId: string | undefined): oidc.ClientAuth {
  return (server, client, body, headers) => {
    const key = createPrivateKey(pem())
    const kind = kindOfKey(key) ?? 'RSA'
    const taken = server.token_endpoint_auth_signing_alg_values_supported ?? ['RS256']
    const onlyPss = kind === 'RSA' && !taken.includes('RS256') && taken.includes('PS256')
    const parameters = onlyPss ? { ...RSA, name: 'RSA-PSS' } : PARAMETERS[kind]
    const signing = key.toCryptoKey(parameters, false, ['sign']) as oidc.CryptoKey
    // What it returns is a promise, whatever its type says, and the library waits for it.
    return oidc.PrivateKeyJwt(keyId ? { key: signing, kid: keyId } : signing)(server, client, body, headers)
  }
}
