import { randomBytes } from 'node:crypto'

/** An access token as it was given out; opaque to whoever holds it (API 2). */
export interface TokenRecord {
  token: string
  customerId: string
  scope: string
  /** Epoch milliseconds. */
  expiresAt: number
}

/** The access tokens that still count. */
export interface TokenStore {
  /** @param life real milliseconds */
  issue(customerId: string, scope: string, life: number): TokenRecord
  /** Undefined for tokens that were never given out, have expired or were revoked. */
  find(token: string): TokenRecord | undefined
  revoke(customerId?: string): void
  all(): TokenRecord[]
  clear(): void
}

export function createTokenStore(now: () => number): TokenStore {
  const tokens = new Map<string, TokenRecord>()
  const forgetExpired = () => {
    for (const { token, expiresAt } of tokens.values()) if (expiresAt <= now()) tokens.delete(token)
  }
  return {
    issue(customerId, scope, life) {
      forgetExpired()
      const record = { token: randomBytes(48).toString('base64url'), customerId, scope, expiresAt: now() + life }
      tokens.set(record.token, record)
      return record
    },
    find(token) {
      const record = tokens.get(token)
      return record && record.expiresAt > now() ? record : undefined
    },
    revoke(customerId) {
      for (const record of tokens.values())
        if (customerId === undefined || record.customerId === customerId) tokens.delete(record.token)
    },
    all: () => [...tokens.values()],
    clear: () => tokens.clear(),
  }
}
