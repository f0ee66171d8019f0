import { createHash, randomBytes } from 'node:crypto'

/** A secret for a cookie: 256 random bits, base64url. */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

/** Returns the part of a token that the store keeps: enough to find its row, nothing to sign in with. */
export function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
