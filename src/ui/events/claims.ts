import type { ReadClaims } from '../../contract/upstream/notification.ts'

/** The meaning of each claim of the token, in a few words (API 11, RFC 8417). */
const CLAIM_WORDS: Record<string, string> = {
  iss: 'Issuer: the customer’s webhooks',
  aud: 'Audience: the endpoint it was made for',
  iat: 'Issued at',
  toe: 'Time of the event',
  jti: 'Id of this notification',
  txn: 'Transaction id (early tokens only)',
  events: 'The event type, and what it says',
  id: 'Id of the event, the same for every subscription: de-duplicate by it',
  sub: 'The user’s UUID',
  globalSub: 'The user, worldwide',
  entityType: 'Entity type',
  captureApplicationId: 'Application',
  captureClientId: 'API client that made the change',
  attributes: 'Paths that changed; values are never sent',
}

export interface ClaimRow {
  name: string
  value: unknown
  /** Epoch seconds as RFC 3339, for the times among them. Values above 10^11 are milliseconds (API 17). */
  time: string | null
  words: string
}

const timeOf = (name: string, value: unknown): string | null => {
  if ((name !== 'iat' && name !== 'toe') || typeof value !== 'number') return null
  const time = new Date(value > 1e11 ? value : value * 1_000)
  return Number.isNaN(time.getTime()) ? null : time.toISOString()
}

/** The claims in the order they came, the members of the event behind them. */
export function claimRows({ events = {}, ...claims }: ReadClaims): ClaimRow[] {
  return [
    ...Object.entries(claims),
    ...Object.entries(events).flatMap(([type, claim]) => [['events', type], ...Object.entries(claim)]),
  ].map(
    ([name, value]): ClaimRow => ({
      name: String(name),
      value,
      time: timeOf(String(name), value),
      words: CLAIM_WORDS[String(name)] ?? 'Not documented',
    }),
  )
}
