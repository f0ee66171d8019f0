import type { OpenSession } from '../../contract/session.ts'

/** Names a browser; null is one that said nothing known of itself. */
export function browserOf({ browser }: Pick<OpenSession, 'browser'>): string {
  return browser ?? 'Unknown browser'
}

/** Words where a session was begun: `Firefox on Windows, 192.0.2.7`. */
export function placeOf({ browser, address }: Pick<OpenSession, 'browser' | 'address'>): string {
  return [browserOf({ browser }), address].filter((part) => part !== null).join(', ')
}
