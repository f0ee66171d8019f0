import type { AttemptFacts } from '../../contract/journal.ts'
import type { Role } from '../../contract/role.ts'
import type { SignIn } from '../../store/sessions/sign-ins.ts'
import type { Store } from '../../store/store.ts'
import { messagePage } from '../http/message-page.ts'
import { incomingOf, type RequestContext } from '../http/request.ts'
import { ATTEMPT_WORDS } from '../words/attempts.ts'
import { ENDED_BECAUSE, signInPages } from '../words/sign-in-pages.ts'
import { browserWords } from './browser-words.ts'
import { endSessions } from './end-sessions.ts'
import type { SignedIn } from './provider.ts'
import { claimFacts, noteRefused } from './refuse.ts'
import { hasClaim, roleOf, roleValues } from './roles.ts'
import type { SignInServices } from './services.ts'

/**
 * Starts a session for a person whom the provider vouches for, if their claims give a role. It is always a new one: the one
 * that the browser had is ended, so that a session known to somebody else cannot be handed on, and so are the person's
 * sessions in a role that they no longer have.
 */
export async function admit(
  services: SignInServices,
  c: RequestContext,
  { claims, sources }: SignedIn,
  { returnTo, replaces }: Pick<SignIn, 'returnTo' | 'replaces'>,
): Promise<Response> {
  const { publicUrl, setting, provider, store, cookies, liveSessions, addressOf } = services
  const values = roleValues(sources, setting)
  const role = roleOf(values, setting)
  const user = userOf(claims)
  const { id, name } = user
  if (!role) {
    const { roleClaim } = setting
    noteRefused(services, c, {
      outcome: 'no_role',
      problem: hasClaim(sources, setting) ? ATTEMPT_WORDS.noRole(roleClaim) : ATTEMPT_WORDS.noClaim(roleClaim),
      actor: { id, name },
      claim: claimFacts(roleClaim, values),
    })
    const signOut = await provider.endSession(claims.sub).catch(() => undefined)
    return messagePage(c, signInPages.noRole(setting.roleClaim, signOut))
  }
  const requestId = c.get('requestId')
  if (replaces) {
    await store.sessions.endKey(replaces)
    liveSessions.end(replaces)
  }
  await endSessions(services, { userId: user.id, notIn: role }, { reason: ENDED_BECAUSE.roleChanged(role), requestId })
  const address = addressOf(incomingOf(c))
  await recordSession(store.journal, 'session.sign-in', { user, role, address }, requestId)
  services.counted?.('signed_in')
  const browser = browserWords(c.req.header('user-agent'))
  const sid = typeof claims.sid === 'string' && claims.sid !== '' ? claims.sid : null
  cookies.set(c, await store.sessions.create({ ...user, role, address, browser, sid }))
  return c.redirect(new URL(returnTo, publicUrl).href)
}

/** The subject is the id; the name is whatever the provider gives that a person would recognise. */
const userOf = (claims: SignedIn['claims']) => {
  const text = (name: string) => {
    const value = claims[name]
    return typeof value === 'string' && value.trim() !== '' ? value : undefined
  }
  const id = claims.sub
  return { id, name: text('name') ?? text('preferred_username') ?? text('email') ?? id, email: text('email') ?? null }
}

/** A sign-in or sign-out in the journal, with its address. Neither has an outcome to wait for. */
export async function recordSession(
  journal: Store['journal'],
  action: 'session.sign-in' | 'session.sign-out',
  { user, role, address }: { user: { id: string; name: string }; role: Role; address: string },
  requestId: string,
): Promise<void> {
  const actor = { id: user.id, name: user.name }
  const target = { type: 'session', id: address, title: user.name, subscriptionId: null } as const
  const after: AttemptFacts = { addresses: [address], times: 1 }
  const change = { environment: null, before: null, after, reason: null }
  await journal.record({ actor, role, action, target, requestId, ...change }, { outcome: 'done' })
}
