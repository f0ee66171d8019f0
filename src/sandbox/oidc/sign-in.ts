import { readFile } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import type Provider from 'oidc-provider'
import { errors, type KoaContextWithOIDC } from 'oidc-provider'
import { DEMO_ACCOUNTS } from './accounts.ts'
import { messagePage, signInPage } from './page.ts'

/** The form carries one short field. */
const LARGEST_FORM = 2_000

async function formOf(request: IncomingMessage): Promise<URLSearchParams> {
  let text = ''
  for await (const chunk of request.setEncoding('utf8')) {
    text += chunk
    if (text.length > LARGEST_FORM) break
  }
  return new URLSearchParams(text)
}

/** The path at which a person chooses an account. */
export function signInPath(base: string, uid: string) {
  return `${base}/sign-in/${uid}`
}

/**
 * The pages the provider leaves to us, as Koa middleware: `GET /page.css`, `GET` and `POST /sign-in/{uid}`.
 * The POST ends the interaction with the chosen account, or with `access_denied` when it was cancelled.
 */
export function signInPages(provider: Provider, base: string) {
  const style = readFile(new URL('./page.css', import.meta.url), 'utf8')

  const show = async (ctx: KoaContextWithOIDC) => {
    const { params, uid } = await provider.interactionDetails(ctx.req, ctx.res)
    const client = await provider.Client.find(String(params.client_id))
    ctx.type = 'html'
    ctx.body = await signInPage({
      base,
      action: signInPath(base, uid),
      client: client?.clientName ?? 'the application',
      accounts: DEMO_ACCOUNTS,
    })
  }

  const choose = async (ctx: KoaContextWithOIDC) => {
    const form = await formOf(ctx.req)
    const account = DEMO_ACCOUNTS.find(({ id }) => id === form.get('account'))
    if (!account && !form.has('cancel')) return show(ctx)
    const result = account
      ? { login: { accountId: account.id } }
      : { error: 'access_denied', error_description: 'The sign-in was cancelled' }
    ctx.redirect(await provider.interactionResult(ctx.req, ctx.res, result, { mergeWithLastSubmission: false }))
    ctx.status = 303
  }

  return async (ctx: KoaContextWithOIDC, next: () => Promise<void>) => {
    if (ctx.path === '/page.css') {
      ctx.type = 'css'
      ctx.set('Cache-Control', 'max-age=300')
      ctx.body = await style
      return
    }
    if (!ctx.path.startsWith('/sign-in/')) return next()
    try {
      await (ctx.method === 'POST' ? choose(ctx) : show(ctx))
    } catch (error) {
      if (!(error instanceof errors.SessionNotFound)) throw error
      ctx.status = 400
      ctx.type = 'html'
      const text =
        'This sign-in has run out or was begun in another window. Go back to the application and sign in again.'
      ctx.body = await messagePage({ base, title: 'Start again', text })
    }
  }
}
