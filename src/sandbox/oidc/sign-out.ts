import { html, raw } from 'hono/html'
import type Provider from 'oidc-provider'
import type { KoaContextWithOIDC } from 'oidc-provider'
import { messagePage, signOutPage } from './page.ts'

/**
 * Repeats a request to sign out without its `id_token_hint` when this provider did not sign that: its keys are new at
 * every start, and somebody who signed in before a restart shall be able to sign out after it. The `client_id` beside
 * the hint still names the application.
 */
export function forgetForeignHint(provider: Provider, base: string) {
  return async (ctx: KoaContextWithOIDC, next: () => Promise<void>) => {
    const { id_token_hint: hint, client_id: clientId } = ctx.query
    if (ctx.path !== '/session/end' || typeof hint !== 'string' || typeof clientId !== 'string') return next()
    const client = await provider.Client.find(clientId)
    const ours = client && (await provider.IdToken.validate(hint, client).catch(() => undefined))
    if (ours) return next()
    const rest = new URLSearchParams(ctx.querystring)
    rest.delete('id_token_hint')
    ctx.redirect(`${base}/session/end?${rest}`)
  }
}

/**
 * Returns the page that a request to sign out shows. With the session's own ID token it is over at once: session ended,
 * back to the application. Without that proof any page could sign somebody out, so it asks.
 */
export function endSession(base: string) {
  return async (ctx: KoaContextWithOIDC, form: string) => {
    const { session, params, entities } = ctx.oidc
    const hint = entities.IdTokenHint
    const back = params?.post_logout_redirect_uri
    if (!session || hint?.payload.sub !== session.accountId || typeof back !== 'string') {
      ctx.body = await signOutPage({ base, form: html`${raw(form)}` })
      return
    }
    await session.destroy()
    ctx.cookies.set(ctx.oidc.provider.cookieName('session'), null, { path: base })
    const target = new URL(back)
    if (typeof params?.state === 'string') target.searchParams.set('state', params.state)
    ctx.redirect(target.href)
    ctx.status = 303
  }
}

export function signedOut(base: string) {
  return async (ctx: KoaContextWithOIDC) => {
    ctx.body = await messagePage({ base, title: 'Signed out', text: 'You may close this page.' })
  }
}
