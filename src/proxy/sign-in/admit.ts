import type { Role } from '../../contract/role.ts'
import type { SignIn } from '../../store/sessions/sign-ins.ts'
import type { Store } from '../../store/store.ts'
import { messagePage } from '../http/message-page.ts'
import type { RequestContext } from '../http/request.ts'
import { signInPages } from '../words/sign-in-pages.ts'
import type { SignedIn } from './provider.ts'
import { roleOf, roleValues } from './roles.ts'
import type { SignInServices } from './services.ts'

/**
 * Starts a session for a person whom the provider vouches for, if their claims give a role. It is always a new one: the one
 * that the browser had is ended, so that a session known to somebody else cannot be handed on, and so are the person's
 * sessions in a role that they no longer have.
 */
export async function admit(
  { publicUrl, setting, provider, store, cookies, liveSessions }: SignInServices,
  c: RequestContext,
  { claims, sources }: SignedIn,
  { returnTo, replaces }: Pick<SignIn, 'returnTo' | 'replaces'>,
): Promise<Response> {
  const values = roleValues(sources, setting)
  const role = roleOf(values, setting)
  if (!role) {
    const signOut = await provider.endSession(claims.sub).catch(() => undefined)
    return messagePage(c, signInPages.noRole(setting.roleClaim, signOut))
  }
  const user = userOf(claims)
  if (replaces) await store.sessions.endKey(replaces)
  const ended = await store.sessions.endInOtherRoles(user.id, role)
  for (const key of replaces ? [replaces, ...ended] : ended) liveSessions.end(key)
  await recordSession(store.journal, 'session.sign-in', { user, role }, c.get('requestId'))
  cookies.set(c, await store.sessions.create({ ...user, role }))
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

/** A sign-in or sign-out in the journal. Neither has an outcome to wait for. */
export async function recordSession(
  journal: Store['journal'],
  action: 'session.sign-in' | 'session.sign-out',
  { user, role }: { user: { id: string; name: string }; role: Role },
  requestId: string,
): Promise<void> {
  const actor = { id: user.id, name: user.name }
  const target = { type: 'session', id: user.id, title: user.name, subscriptionId: null } as const
  const change = { environment: null, before: null, after: null, reason: null }
  const id = await journal.begin({ actor, role, action, target, requestId, ...change })
  await journal.finish(id, { outcome: 'done' })
}
