import { AuthorizationResponseError } from 'openid-client'
import type { Role } from '../../contract/role.ts'
import type { MessagePage } from '../http/message-page.ts'

/** The reasons in the journal for sessions that nobody ended by hand. */
export const ENDED_BECAUSE = {
  roleChanged: (role: Role) => `The role changed: signed in as ${role} now`,
  provider: 'The sign-in provider ended it',
}

const again = (returnTo: string, words = 'Try again') => ({
  href: `/auth/sign-in?return=${encodeURIComponent(returnTo)}`,
  words,
})
const home = { href: '/', words: 'Open the console' }

/** The pages for a sign-in that fails: they say what happened and what can be done. */
export const signInPages = {
  tooMany: (seconds: number): MessagePage => ({
    status: 429,
    title: 'Too many sign-ins',
    text: `From your address there were too many sign-ins in a short time. Wait ${seconds} seconds and try again.`,
    links: [home],
    retryAfter: seconds,
  }),
  providerDown: (returnTo: string): MessagePage => ({
    status: 503,
    title: 'The sign-in provider does not answer',
    text: 'The console asked your organisation’s sign-in provider and got no usable answer. The console itself is running. Try again in a moment; if it stays like this, tell whoever runs the provider.',
    links: [again(returnTo)],
    retryAfter: 10,
  }),
  notBegun: (): MessagePage => ({
    status: 400,
    title: 'This sign-in cannot be finished',
    text: 'It was begun in another browser, more than ten minutes ago, or it was finished already. Begin a new one.',
    links: [again('/', 'Sign in'), home],
  }),
  noRole: (claim: string, signOut: string | undefined): MessagePage => ({
    status: 403,
    title: 'You have no role in this console',
    text: `The sign-in worked, but the claim “${claim}” of your account holds no value that gives a role here. Ask whoever manages your account, and tell them the name of the claim.`,
    links: [...(signOut ? [{ href: signOut, words: 'Sign out' }] : []), again('/', 'Sign in again')],
  }),
  failed: (problem: unknown, returnTo: string): MessagePage => {
    const code = problem instanceof AuthorizationResponseError ? problem.error : undefined
    const named = code && /^[\w.-]{1,60}$/.test(code) ? ` It calls the reason “${code}”.` : ''
    return {
      status: code ? 403 : 502,
      title: code ? 'The sign-in provider refused' : 'The sign-in did not work',
      text: code
        ? `You were not signed in, because the provider refused it.${named}`
        : 'The sign-in provider’s answer could not be accepted. Try again; if it stays like this, report it with the number below.',
      links: [again(returnTo)],
    }
  },
}
