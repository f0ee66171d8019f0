import type { Log } from '../../config/log.ts'
import { messagePage } from '../http/message-page.ts'
import { refusals } from '../http/problem.ts'
import type { PublicRoute } from '../http/public-route.ts'
import { incomingOf, type RequestContext } from '../http/request.ts'
import { crossSite } from '../http/security.ts'
import { admit, recordSession } from './admit.ts'
import type { SignInParts } from './parts.ts'
import { returnPath } from './return-path.ts'
import { signInPages } from './words.ts'

/** `/auth/sign-in`, `/auth/callback`, `/auth/sign-out`. */
export const signInRoutes = (parts: SignInParts): PublicRoute[] => [
  { method: 'GET', path: '/auth/sign-in', answer: (c) => begin(parts, c) },
  { method: 'GET', path: '/auth/callback', answer: (c) => finish(parts, c) },
  { method: 'POST', path: '/auth/sign-out', answer: (c) => signOut(parts, c) },
]

/** Sends the browser to the provider; what must come back is kept in the store, bound to this browser by a cookie. */
const begin = async ({ publicUrl, provider, store, cookies, limit, clientOf, log }: SignInParts, c: RequestContext) => {
  const wait = await limit(clientOf(incomingOf(c)))
  if (wait) return messagePage(c, signInPages.tooMany(wait))
  const returnTo = returnPath(c.req.query('return'), publicUrl)
  const proof = provider.newProof()
  const target = await provider.start(proof).catch(noted(log, c, 'the sign-in provider cannot be reached'))
  if (!target) return messagePage(c, signInPages.providerDown(returnTo))
  cookies.setSignIn(c, proof.state, await store.sessions.beginSignIn({ ...proof, returnTo }))
  return c.redirect(target.href)
}

const finish = async (parts: SignInParts, c: RequestContext) => {
  const { publicUrl, provider, store, cookies, limit, clientOf, log } = parts
  const wait = await limit(clientOf(incomingOf(c)))
  if (wait) return messagePage(c, signInPages.tooMany(wait))
  const state = c.req.query('state') ?? ''
  const token = cookies.readSignIn(c, state)
  cookies.clearSignIn(c, state)
  const begun = token ? await store.sessions.takeSignIn(token) : undefined
  if (!begun) return messagePage(c, signInPages.notBegun())
  const callback = new URL(`/auth/callback${new URL(c.req.url).search}`, publicUrl)
  let problem: unknown
  const signedIn = await provider.finish(callback, begun).catch((thrown: unknown) => {
    problem = thrown
    return noted(log, c, 'a sign-in failed')(thrown)
  })
  return signedIn
    ? admit(parts, c, signedIn, begun.returnTo)
    : messagePage(c, signInPages.failed(problem, begun.returnTo))
}

/** Ends the session here, then says where to end it at the provider. Signing out twice does no harm. */
const signOut = async ({ publicUrl, provider, store, cookies, log }: SignInParts, c: RequestContext) => {
  const foreign = crossSite(c.req.raw, publicUrl)
  if (foreign) throw refusals.crossSite(foreign)
  const token = cookies.read(c)
  const session = token ? await store.sessions.find(token) : undefined
  cookies.clear(c)
  if (!token || !session) return c.json({ location: '/' })
  c.set('session', session)
  await store.sessions.end(token)
  await recordSession(store.journal, 'session.sign-out', session, c.get('requestId'))
  const location = await provider
    .endSession(session.idToken)
    .catch(noted(log, c, 'the sign-in provider cannot be reached'))
  return c.json({ location: location ?? '/' })
}

const noted = (log: Log, c: RequestContext, words: string) => (problem: unknown) => {
  log.warn({ requestId: c.get('requestId'), err: problem }, words)
  return undefined
}
