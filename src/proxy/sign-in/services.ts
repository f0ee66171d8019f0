import type { SignInSetting } from '../../config/config.ts'
import type { Log } from '../../config/log.ts'
import type { Store } from '../../store/store.ts'
import type { ClientAddress } from '../http/client-address.ts'
import type { Limit } from '../http/rate.ts'
import type { RefusedAttempts } from '../http/refused-attempts.ts'
import type { SessionCookies } from '../http/session-cookies.ts'
import type { LiveSessions } from '../live/live-sessions.ts'
import type { Provider } from './provider.ts'

/** How a sign-in ended. */
export type SignInOutcome = 'signed_in' | 'no_role' | 'failed' | 'not_begun' | 'too_many'

/** Everything that signing in and out needs. */
export interface SignInServices {
  publicUrl: string
  setting: Pick<SignInSetting, 'roleClaim' | 'roles'>
  provider: Provider
  store: Pick<Store, 'sessions' | 'journal' | 'counts'>
  cookies: SessionCookies
  liveSessions: Pick<LiveSessions, 'end'>
  /** Counts the sign-ins of an address. */
  limit: Limit
  /** Returns the address that a request is counted for. */
  clientOf: ClientAddress
  /** Returns the whole address that a request came from. */
  addressOf: ClientAddress
  /** Takes the sign-ins that are refused, for the journal. */
  refused: Pick<RefusedAttempts, 'note'>
  /** Takes how each sign-in ended, for figures. */
  counted?: ((outcome: SignInOutcome) => void) | undefined
  log: Log
}
