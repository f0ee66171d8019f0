import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import * as client from 'openid-client'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createOidc } from './oidc.ts'

const REDIRECT = 'http://localhost:3000/auth/callback'
const AFTER = 'http://localhost:3000/'

/** Just enough of a browser: cookies by path, redirects one at a time, forms read from the page. */
class Browser {
  readonly #cookies = new Map<string, { value: string; path: string }>()

  async open(url: string | URL, form?: Record<string, string>): Promise<Response> {
    const { pathname } = new URL(url)
    const cookies = [...this.#cookies].filter(([, { path }]) => pathname.startsWith(path))
    const response = await fetch(url, {
      redirect: 'manual',
      headers: { accept: 'text/html', cookie: cookies.map(([name, { value }]) => `${name}=${value}`).join('; ') },
      ...(form && { method: 'POST', body: new URLSearchParams(form) }),
    })
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      this.#cookies.set(name, { value, path: /path=([^;]+)/i.exec(line)?.[1] ?? '/' })
      if (/expires=Thu, 01 Jan 1970/i.test(line)) this.#cookies.delete(name)
    }
    return response
  }

  /** Follows redirects until a page comes or one leads away from the provider. */
  async follow(
    url: string | URL,
    form?: Record<string, string>,
  ): Promise<{ url: URL; page: string; response: Response }> {
    const response = await this.open(url, form)
    const location = response.headers.get('location')
    const here = new URL(url)
    if (!location) return { url: here, page: await response.text(), response }
    const next = new URL(location, here)
    return next.origin === here.origin ? this.follow(next) : { url: next, page: '', response }
  }
}

const actionOf = (page: string, base: URL) => new URL(/action="([^"]+)"/.exec(page)?.[1] ?? '', base)

let server: Server
let issuer: URL
let config: client.Configuration
let browser: Browser

async function listen() {
  server = createServer((request, response) => oidc.handle(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  issuer = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/oidc`)
  const oidc = createOidc({
    issuer: issuer.href,
    clientId: 'console',
    clientSecret: 's3cret-enough',
    redirectUris: [REDIRECT],
  })
  config = await client.discovery(issuer, 'console', 's3cret-enough', undefined, {
    execute: [client.allowInsecureRequests],
  })
  browser = new Browser()
}

beforeEach(listen)
afterEach(() => new Promise((resolve) => server.close(resolve)))

async function beginSignIn(extra: Record<string, string> = {}) {
  const codeVerifier = client.randomPKCECodeVerifier()
  const state = client.randomState()
  const nonce = client.randomNonce()
  const url = client.buildAuthorizationUrl(config, {
    redirect_uri: REDIRECT,
    scope: 'openid profile email',
    code_challenge: await client.calculatePKCECodeChallenge(codeVerifier),
    code_challenge_method: 'S256',
    state,
    nonce,
    ...extra,
  })
  return { url, checks: { pkceCodeVerifier: codeVerifier, expectedState: state, expectedNonce: nonce } }
}

async function signIn(account: string) {
  const { url, checks } = await beginSignIn()
  const form = await browser.follow(url)
  const back = await browser.follow(actionOf(form.page, form.url), { account })
  return client.authorizationCodeGrant(config, back.url, checks)
}

it('offers the three accounts under a policy without scripts', async () => {
  const { page, response } = await browser.follow((await beginSignIn()).url)
  const buttons = [...page.matchAll(/<button[^>]*>([^<]+)<\/button>/g)].map(([, name]) => name)
  expect(buttons).toEqual(['Viewer', 'Operator', 'Administrator', 'Go back without signing in'])
  expect(page).toContain('Sign in to Webhooks Console')
  expect(response.headers.get('content-security-policy')).toContain("default-src 'none'")
  expect(response.headers.get('content-security-policy')).toContain("form-action 'self' http://localhost:3000")
  const style = await browser.open(new URL('/oidc/page.css', issuer))
  expect([style.status, style.headers.get('content-type')]).toEqual([200, 'text/css; charset=utf-8'])
})

it.each([
  ['vera.lindqvist', 'Vera Lindqvist', 'viewer'],
  ['omar.sandell', 'Omar Sandell', 'operator'],
  ['ada.brandt', 'Ada Brandt', 'administrator'],
])('signs %s in with name, address and role in the ID token', async (account, name, role) => {
  const tokens = await signIn(account)
  const email = `${account}@tavelund.example`
  expect(tokens.claims()).toMatchObject({ iss: issuer.href, sub: account, name, email, roles: [role] })
})

it('remembers who signed in, and asks again when told to', async () => {
  await signIn('vera.lindqvist')
  const again = await beginSignIn()
  const tokens = await client.authorizationCodeGrant(config, (await browser.follow(again.url)).url, again.checks)
  expect(tokens.claims()?.sub).toBe('vera.lindqvist')
  expect((await browser.follow((await beginSignIn({ prompt: 'login' })).url)).page).toContain('Operator</button>')
})

it('refuses a request without PKCE, a foreign redirect URI, a wrong secret and a code used twice', async () => {
  const plain = client.buildAuthorizationUrl(config, { redirect_uri: REDIRECT, scope: 'openid', state: 'x' })
  expect((await browser.follow(plain)).url.searchParams.get('error')).toBe('invalid_request')

  const { url } = await beginSignIn({ redirect_uri: 'http://elsewhere.example/callback' })
  const refused = await browser.follow(url)
  expect(refused.response.status).toBe(400)
  expect(refused.page).toContain('invalid_redirect_uri')

  const { url: good, checks } = await beginSignIn()
  const form = await browser.follow(good)
  const back = await browser.follow(actionOf(form.page, form.url), { account: 'ada.brandt' })
  const stranger = new client.Configuration(config.serverMetadata(), 'console', 'guessed')
  client.allowInsecureRequests(stranger)
  await expect(client.authorizationCodeGrant(stranger, back.url, checks)).rejects.toMatchObject({
    error: 'invalid_client',
  })
  await client.authorizationCodeGrant(config, back.url, checks)
  await expect(client.authorizationCodeGrant(config, back.url, checks)).rejects.toMatchObject({
    error: 'invalid_grant',
  })
})

it('goes back with access_denied when cancelled, and stays on the page for an unknown account', async () => {
  const form = await browser.follow((await beginSignIn()).url)
  const action = actionOf(form.page, form.url)
  expect((await browser.follow(action, { account: 'nobody' })).page).toContain('Viewer</button>')
  const back = await browser.follow(action, { cancel: 'yes' })
  expect(back.url.searchParams.get('error')).toBe('access_denied')
})

it('says how to go on when the sign-in is no longer known', async () => {
  const { response, page } = await browser.follow(new URL('/oidc/sign-in/gone', issuer))
  expect(response.status).toBe(400)
  expect(page).toContain('sign in again')
})

it('signs out at once with the ID token, and asks for the account next time', async () => {
  const { id_token: hint } = await signIn('omar.sandell')
  const url = client.buildEndSessionUrl(config, {
    id_token_hint: hint ?? '',
    post_logout_redirect_uri: AFTER,
    state: 'done',
  })
  expect((await browser.follow(url)).url.href).toBe('http://localhost:3000/?state=done')
  expect((await browser.follow((await beginSignIn()).url)).page).toContain('Viewer</button>')
})

it('asks before signing out when nothing proves whose session it is', async () => {
  await signIn('omar.sandell')
  const asked = await browser.follow(client.buildEndSessionUrl(config, { post_logout_redirect_uri: AFTER }))
  expect(asked.page).toContain('Sign out?')
  const xsrf = /name="xsrf" value="([^"]+)"/.exec(asked.page)?.[1] ?? ''
  const after = await browser.follow(actionOf(asked.page, asked.url), { xsrf, logout: 'yes' })
  expect(after.url.href).toBe(AFTER)
  expect((await browser.follow((await beginSignIn()).url)).page).toContain('Viewer</button>')
})

it('lets somebody sign out whose ID token is from before a restart', async () => {
  const { id_token: hint } = await signIn('ada.brandt')
  await new Promise((resolve) => server.close(resolve))
  await listen()
  const url = client.buildEndSessionUrl(config, { id_token_hint: hint ?? '', post_logout_redirect_uri: AFTER })
  const submitted = await browser.follow(url)
  const xsrf = /name="xsrf" value="([^"]+)"/.exec(submitted.page)?.[1] ?? ''
  const after = await browser.follow(actionOf(submitted.page, submitted.url), { xsrf, logout: 'yes' })
  expect(after.url.href).toBe(AFTER)
})

it('names only addresses of the issuer and prints nothing', async () => {
  const printed = [vi.spyOn(console, 'warn'), vi.spyOn(console, 'info'), vi.spyOn(console, 'error')]
  const byAnotherName = new URL('/oidc/.well-known/openid-configuration', `http://localhost:${issuer.port}`)
  const metadata = (await (await fetch(byAnotherName)).json()) as Record<string, unknown>
  expect(metadata).toMatchObject({
    issuer: issuer.href,
    authorization_endpoint: `${issuer.href}/auth`,
    token_endpoint: `${issuer.href}/token`,
    end_session_endpoint: `${issuer.href}/session/end`,
  })
  await signIn('vera.lindqvist')
  for (const spy of printed) expect(spy).not.toHaveBeenCalled()
})
