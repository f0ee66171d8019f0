import type { Audience } from '../../contract/replay-audience.ts'

/**
 * Returns whether the token's `aud` (a list, in older tokens a string: API 11, 17) holds the endpoint as it is now.
 * Decodes the token and checks nothing else.
 */
export function audienceOf(token: string, endpoint: string): Audience {
  const aud = claimsOf(token)?.aud
  const listeners = [aud].flat().filter((listener) => typeof listener === 'string')
  if (listeners.length === 0) return 'unreadable'
  return listeners.some((listener) => same(listener, endpoint)) ? 'same' : 'other'
}

/** Returns the warning before a token is posted to the endpoint as it is now, or undefined when there is none. */
export function replayWarning(token: string, endpoint: string): string | undefined {
  return WORDS[audienceOf(token, endpoint)]
}

const WORDS: Record<Audience, string | undefined> = {
  same: undefined,
  other:
    'The token was made for another endpoint: its audience (aud) is not the one the subscription has now. A listener that checks the audience will turn it away.',
  unreadable:
    'The token does not say which endpoint it was made for. A listener that checks the audience will turn it away.',
}

const claimsOf = (token: string): Record<string, unknown> | undefined => {
  try {
    const payload = token.split('.')[1] ?? ''
    const bytes = Uint8Array.from(atob(payload.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.codePointAt(0) ?? 0)
    const claims: unknown = JSON.parse(new TextDecoder().decode(bytes))
    return typeof claims === 'object' && claims !== null ? (claims as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}

const same = (one: string, other: string): boolean =>
  (URL.parse(one)?.href ?? one) === (URL.parse(other)?.href ?? other)
