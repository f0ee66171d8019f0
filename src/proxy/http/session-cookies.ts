import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { isHttps } from './security.ts'

/** Long enough for a password, a second factor and a telephone call; the store forgets the record as soon. */
const SIGN_IN_SECONDS = 600
/** Sign-ins one browser may have under way, in as many tabs. */
const SIGN_INS = 5

/** The cookies of one console. */
export interface SessionCookies {
  read(c: Context): string | undefined
  set(c: Context, token: string): void
  clear(c: Context): void
  /** A sign-in under way has a cookie of its own, named after its state: two tabs do not disturb each other. */
  readSignIn(c: Context, state: string): string | undefined
  setSignIn(c: Context, state: string, token: string): void
  clearSignIn(c: Context, state: string): void
}

/**
 * Cookies that scripts cannot read, other sites cannot have sent and other hosts cannot set: the prefix `__Host-Http-` holds the browser to that
 * (RFC 10017). It needs https; on plain loopback, the only other place, the name goes without it.
 */
export function sessionCookies(publicUrl: string): SessionCookies {
  const secure = isHttps(publicUrl)
  const name = secure ? '__Host-Http-console' : 'console-session'
  const signIn = `${secure ? name : 'console'}-sign-in-`
  const flags = { path: '/', httpOnly: true, secure, sameSite: 'Strict' } as const
  /** The way back from the provider comes from another site. */
  const signInFlags = { ...flags, sameSite: 'Lax' } as const
  const nameOf = (state: string) => signIn + state.replace(/[^\w-]/g, '').slice(0, 12)
  return {
    read: (c) => getCookie(c, name),
    set: (c, token) => setCookie(c, name, token, flags),
    clear: (c) => void deleteCookie(c, name, flags),
    readSignIn: (c, state) => getCookie(c, nameOf(state)),
    setSignIn(c, state, token) {
      const others = Object.keys(getCookie(c)).filter((other) => other.startsWith(signIn))
      // Browsers send the oldest first (RFC 6265, 5.4).
      for (const other of others.slice(0, Math.max(0, others.length - SIGN_INS + 1)))
        deleteCookie(c, other, signInFlags)
      setCookie(c, nameOf(state), token, { ...signInFlags, maxAge: SIGN_IN_SECONDS })
    },
    clearSignIn: (c, state) => void deleteCookie(c, nameOf(state), signInFlags),
  }
}
