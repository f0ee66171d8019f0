import { createHash, randomBytes } from 'node:crypto'

/** A secret for a cookie: 256 random bits, base64url. */
export const newToken = (): string => randomBytes(32).toString('base64url')

/** Returns the part of a token that the store keeps: enough to find its row, nothing to sign in with. */
export const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex')
