import { createHash } from 'node:crypto'
import { HOUR, SECOND } from '../../contract/durations.ts'
import type { PublicRoute } from '../http/public-route.ts'
import { createLimit, type Rate } from '../http/rate.ts'
import { incomingOf, type RequestContext } from '../http/request.ts'
import { bodyText } from '../http/request-body.ts'
import { refusals } from '../words/refusals.ts'
import { ENDED_BECAUSE } from '../words/sign-in-pages.ts'
import { endSessions } from './end-sessions.ts'
import { BadLogoutToken, type LogoutToken } from './logout-token.ts'
import type { SignInServices } from './services.ts'

const LIMITS = { bytes: 16 * 1024, total: 10 * SECOND }
const RATES = {
  /** A provider that ends a whole organisation's sessions calls for each; anybody else costs a signature's check. */
  each: { name: 'back-channel-logout', points: 1200, seconds: 60 },
  /** A token counts once, for longer than it may be old. */
  token: { name: 'logout-token', points: 1, seconds: HOUR / SECOND },
} as const satisfies Record<string, Rate>

/**
 * Takes the provider's word that it ended sessions (OpenID Connect Back-Channel Logout 1.0): a signed token, posted from
 * server to server. Sessions without the provider's name for them end when their person is named.
 */
export function backChannelLogout(services: SignInServices): PublicRoute {
  const { provider, store, clientOf, log } = services
  const [each, once] = [createLimit(RATES.each), createLimit(RATES.token, store.counts)]

  const refuse = (c: RequestContext, why: string) => {
    log.warn({ requestId: c.get('requestId'), why }, 'a logout token was refused')
    return c.json({ error: 'invalid_request' }, 400)
  }
  return {
    method: 'POST',
    path: '/auth/back-channel-logout',
    async answer(c) {
      const wait = await each(clientOf(incomingOf(c)))
      if (wait) throw refusals.tooMany(wait)
      const [token, ...more] = new URLSearchParams(await bodyText(c.req.raw, LIMITS)).getAll('logout_token')
      if (!token || more.length > 0) return refuse(c, 'There is no logout_token, or more than one')
      let ended: LogoutToken
      try {
        ended = await provider.logout(token)
      } catch (error) {
        if (error instanceof BadLogoutToken) return refuse(c, error.message)
        log.warn({ requestId: c.get('requestId'), err: error }, 'the sign-in provider cannot be reached')
        return c.json({ error: 'temporarily_unavailable' }, 503, { 'Retry-After': '10' })
      }
      const { jti, sub, sid } = ended
      if (await once(createHash('sha256').update(jti).digest('hex'))) return refuse(c, 'It came before (jti)')
      const sids = sid === undefined ? undefined : sub === undefined ? [sid] : [sid, null]
      const why = { reason: ENDED_BECAUSE.provider, requestId: c.get('requestId') }
      const count = await endSessions(services, { userId: sub, sids }, why)
      log.info({ requestId: c.get('requestId'), ended: count }, 'the sign-in provider ended sessions')
      return c.body(null, 200)
    },
  }
}
