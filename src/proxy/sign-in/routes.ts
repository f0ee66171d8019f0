import type { Log } from '../../config/log.ts'
import { messagePage } from '../http/message-page.ts'
import type { PublicRoute } from '../http/public-route.ts'
import { incomingOf, type RequestContext } from '../http/request.ts'
import { crossSite } from '../http/security.ts'
import { ATTEMPT_WORDS } from '../words/attempts.ts'
import { refusals } from '../words/refusals.ts'
import { signInPages } from '../words/sign-in-pages.ts'
import { admit, recordSession } from './admit.ts'
import { backChannelLogout } from './back-channel-logout.ts'
import { noteRefused } from './refuse.ts'
import { returnPath } from './return-path.ts'
import type { SignInServices } from './services.ts'

/** `/auth/sign-in`, `/auth/callback`, `/auth/sign-out`, `/auth/back-channel-logout`. */
export function signInRoutes(services: SignInServices): PublicRoute[] {
  return [
    { method: 'GET', path: '/auth/sign-in', answer: (c) => begin(services, c) },
    { method: 'GET', path: '/auth/callback', answer: (c) => finish(services, c) },
    { method: 'POST', path: '/auth/sign-out', answer: (c) => signOut(services, c) },
    backChannelLogout(services),
  ]
}

/** Sends the browser to the provider; what must come back is kept in the store, bound to this browser by a cookie. */
const begin = async (services: SignInServices, c: RequestContext) => {
  const { publicUrl, provider, store, cookies, log } = services
  const tooMany = await refuseTooMany(services, c)
  if (tooMany) return tooMany
  const returnTo = returnPath(c.req.query('return'), publicUrl)
  const proof = provider.newProof()
  const target = await provider.start(proof).catch(logFailure(log, c, 'the sign-in provider cannot be reached'))
  if (!target) return messagePage(c, signInPages.providerDown(returnTo))
  // Known only here: the way back comes from another site, and brings no session along.
  const old = cookies.read(c)
  const replaces = (old && (await store.sessions.find(old))?.key) ?? null
  cookies.setSignIn(c, proof.state, await store.sessions.beginSignIn({ ...proof, returnTo, replaces }))
  return c.redirect(target.href)
}

const finish = async (services: SignInServices, c: RequestContext) => {
  const { publicUrl, provider, store, cookies, log } = services
  const tooMany = await refuseTooMany(services, c)
  if (tooMany) return tooMany
  const state = c.req.query('state') ?? ''
  const token = cookies.readSignIn(c, state)
  cookies.clearSignIn(c, state)
  const begun = token ? await store.sessions.takeSignIn(token) : undefined
  if (!begun) {
    noteRefused(services, c, { outcome: 'not_begun', problem: ATTEMPT_WORDS.notBegun })
    return messagePage(c, signInPages.notBegun())
  }
  const callback = new URL(`/auth/callback${new URL(c.req.url).search}`, publicUrl)
  let problem: unknown
  const signedIn = await provider.finish(callback, begun).catch((thrown: unknown) => {
    problem = thrown
    return logFailure(log, c, 'a sign-in failed')(thrown)
  })
  if (signedIn) return admit(services, c, signedIn, begun)
  noteRefused(services, c, { outcome: 'failed', problem: ATTEMPT_WORDS.provider(problem) })
  return messagePage(c, signInPages.failed(problem, begun.returnTo))
}

/** Returns the page for an address from which there were too many sign-ins, undefined for others. */
const refuseTooMany = async (services: SignInServices, c: RequestContext) => {
  const wait = await services.limit(services.clientOf(incomingOf(c)))
  if (!wait) return undefined
  noteRefused(services, c, { outcome: 'too_many', problem: ATTEMPT_WORDS.tooManySignIns })
  return messagePage(c, signInPages.tooMany(wait))
}

/** Ends the session here, then says where to end it at the provider. Signing out twice does no harm. */
const signOut = async (services: SignInServices, c: RequestContext) => {
  const { publicUrl, provider, store, cookies, liveSessions, addressOf, log } = services
  const foreign = crossSite(c.req.raw, publicUrl)
  if (foreign) throw refusals.crossSite(foreign)
  const token = cookies.read(c)
  const session = token ? await store.sessions.find(token) : undefined
  cookies.clear(c)
  // Copies of pages. Not "storage", which holds only how a person likes to see them, nor "cookies", which are of other hosts too.
  c.header('Clear-Site-Data', '"cache"')
  if (!token || !session) return c.json({ location: '/' })
  c.set('session', session)
  await store.sessions.end(token)
  liveSessions.end(session.key)
  await recordSession(
    store.journal,
    'session.sign-out',
    { ...session, address: addressOf(incomingOf(c)) },
    c.get('requestId'),
  )
  const location = await provider
    .endSession(session.user.id)
    .catch(logFailure(log, c, 'the sign-in provider cannot be reached'))
  return c.json({ location: location ?? '/' })
}

const logFailure = (log: Log, c: RequestContext, words: string) => (problem: unknown) => {
  log.warn({ requestId: c.get('requestId'), err: problem }, words)
  return undefined
}
