import { generateKeyPairSync, randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import Provider, { type Configuration, type JWKS, type KoaContextWithOIDC } from 'oidc-provider'
import { HOUR } from '../base/time.ts'
import { DEMO_ACCOUNTS } from './accounts.ts'
import { memoryAdapters } from './memory.ts'
import { messagePage } from './page.ts'
import { signInPages, signInPath } from './sign-in.ts'
import { endSession, forgetForeignHint, signedOut } from './sign-out.ts'

export interface OidcOptions {
  /** The address of the provider, such as `http://localhost:4400/oidc`: no slash at the end. */
  issuer: string
  clientId: string
  clientSecret: string
  clientName?: string
  redirectUris: string[]
  /** Default: the root of each redirect URI's origin. */
  postLogoutUris?: string[]
  /** The address of the application that is told when a session ends here (OpenID Connect Back-Channel Logout 1.0). */
  backchannelLogoutUri?: string
  /** The public keys by which the client proves who it is (`private_key_jwt`), in place of its secret. */
  clientKeys?: JWKS
}

export interface Oidc {
  issuer: string
  clientId: string
  clientSecret: string
  /** Takes requests whose path begins with the issuer's path. */
  handle(request: IncomingMessage, response: ServerResponse): void
}

const SCOPES = ['openid', 'profile', 'email', 'roles']
/** In seconds, as the provider counts. */
const HOUR_SECONDS = HOUR / 1000

const signingKey = () => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  return { ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: randomBytes(8).toString('hex') }
}

/** Grants consent without asking: the one client is ours, and it gets what it asks for. */
async function grantAll(ctx: KoaContextWithOIDC) {
  const { session, client, provider } = ctx.oidc
  const known = session?.grantIdFor(client?.clientId ?? '')
  const grant = known ? await provider.Grant.find(known) : undefined
  if (grant || !session?.accountId || !client) return grant
  const fresh = new provider.Grant({ accountId: session.accountId, clientId: client.clientId })
  fresh.addOIDCScope(SCOPES.join(' '))
  await fresh.save()
  return fresh
}

const findAccount: NonNullable<Configuration['findAccount']> = (_ctx, id) => {
  const account = DEMO_ACCOUNTS.find((candidate) => candidate.id === id)
  if (!account) return undefined
  const { name, email, roles } = account
  return { accountId: id, claims: () => ({ sub: id, name, email, roles: [...roles] }) }
}

type Options = OidcOptions & Required<Pick<OidcOptions, 'clientName' | 'postLogoutUris'>>

const configuration = (options: Options, base: string): Configuration => ({
  adapter: memoryAdapters(),
  jwks: { keys: [signingKey()] },
  clients: [
    {
      client_id: options.clientId,
      ...(options.clientKeys
        ? { token_endpoint_auth_method: 'private_key_jwt', jwks: options.clientKeys }
        : { client_secret: options.clientSecret }),
      ...(options.backchannelLogoutUri && {
        backchannel_logout_uri: options.backchannelLogoutUri,
        backchannel_logout_session_required: true,
      }),
      client_name: options.clientName,
      redirect_uris: options.redirectUris,
      post_logout_redirect_uris: options.postLogoutUris,
    },
  ],
  pkce: { required: () => true },
  scopes: SCOPES,
  claims: { openid: ['sub', 'roles'], profile: ['name'], email: ['email'], roles: ['roles'] },
  conformIdTokenClaims: false,
  findAccount,
  loadExistingGrant: grantAll,
  interactions: { url: (_ctx, interaction) => signInPath(base, interaction.uid) },
  cookies: {
    keys: [randomBytes(32).toString('base64url')],
    names: { session: 'tavelund_session', interaction: 'tavelund_sign_in', resume: 'tavelund_resume' },
    long: { httpOnly: true, sameSite: 'lax', path: base },
  },
  ttl: {
    AccessToken: HOUR_SECONDS,
    AuthorizationCode: 60,
    Grant: 12 * HOUR_SECONDS,
    IdToken: HOUR_SECONDS,
    Interaction: HOUR_SECONDS,
    Session: 12 * HOUR_SECONDS,
  },
  features: {
    backchannelLogout: { enabled: true },
    devInteractions: { enabled: false },
    dPoP: { enabled: false },
    pushedAuthorizationRequests: { enabled: false },
    resourceIndicators: { enabled: false },
    rpInitiatedLogout: { enabled: true, logoutSource: endSession(base), postLogoutSuccessSource: signedOut(base) },
  },
  clientBasedCORS: () => false,
  // The one address it calls is the application's, which is on this machine as a rule: the library's dispatcher refuses those.
  fetch: (url, options) => globalThis.fetch(url, { ...options, dispatcher: undefined } as RequestInit),
  async renderError(ctx, out) {
    ctx.type = 'html'
    const text = out.error_description ?? 'The provider could not do what was asked.'
    ctx.body = await messagePage({ base, title: 'That did not work', text, code: out.error })
  },
})

/**
 * The forms lead back to the applications by redirects, and browsers hold redirects to `form-action` too. `script-src`
 * is empty: the provider adds the hash of its one script, which submits a form when there is no session to end.
 */
const contentPolicy = (options: Options) => {
  const origins = [...options.redirectUris, ...options.postLogoutUris].map((uri) => new URL(uri).origin)
  const targets = [...new Set(origins)].join(' ')
  return `default-src 'none'; style-src 'self'; img-src data:; script-src; form-action 'self' ${targets}; frame-ancestors 'none'; base-uri 'none'`
}

/**
 * An OpenID provider for one confidential client: authorization code with PKCE, sign-out started by the application,
 * back-channel logout, `sub`, `name`, `email` and `roles` in the ID token, three demo accounts and no password. All of it
 * lives in memory.
 */
export function createOidc(given: OidcOptions): Oidc {
  const postLogoutUris = given.postLogoutUris ?? [...new Set(given.redirectUris.map((uri) => new URL('/', uri).href))]
  const options = { clientName: 'Webhooks Console', ...given, postLogoutUris }
  const issuer = new URL(options.issuer)
  const base = issuer.pathname
  const provider = new Provider(options.issuer, configuration(options, base))
  const policy = contentPolicy(options)

  provider.proxy = true
  provider.use(async (ctx, next) => {
    ctx.set({
      'Content-Security-Policy': policy,
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
    })
    return next()
  })
  provider.use(forgetForeignHint(provider, base))
  provider.use(signInPages(provider, base))
  const handle = provider.callback()

  return {
    issuer: options.issuer,
    clientId: options.clientId,
    clientSecret: options.clientSecret,
    handle(request, response) {
      // Every address the provider writes is the issuer's, by whatever name it was reached.
      request.headers['x-forwarded-host'] = issuer.host
      request.headers['x-forwarded-proto'] = issuer.protocol.slice(0, -1)
      Object.assign(request, { originalUrl: request.url })
      request.url = request.url?.slice(base.length) || '/'
      void handle(request, response)
    },
  }
}
