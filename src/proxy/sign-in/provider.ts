import { createRemoteJWKSet, customFetch, type JWTVerifyGetKey } from 'jose'
import * as oidc from 'openid-client'
import type { SignInSetting } from '../../config/config.ts'
import { isLoopback } from '../../config/setting-types.ts'
import { HOUR } from '../../contract/durations.ts'
import { singleFlight } from '../../upstream/transport/single-flight.ts'
import { withPrivateKey } from './client-key.ts'
import { checkLogoutToken, type LogoutToken } from './logout-token.ts'
import { roleOf, roleValues } from './roles.ts'

/** The values that one sign-in must bring back: proof that the same browser and the same console began it. */
export interface SignInProof {
  state: string
  nonce: string
  codeVerifier: string
}

/** The person who signed in, as the provider says. */
export interface SignedIn {
  /** All claims; the ID token's where the user info differs. */
  claims: Record<string, unknown> & { sub: string }
  /** The claims of the ID token and those of the user info, each by itself. */
  sources: readonly Record<string, unknown>[]
}

/** The OpenID provider. Each call may fail because it does not answer; the next one asks it again. */
export interface Provider {
  newProof(): SignInProof
  /** The address at the provider to send the browser to (authorization code with PKCE). */
  start(proof: SignInProof): Promise<URL>
  /** Trades the code in the callback's address for the person's claims. Throws what `openid-client` throws. */
  finish(callback: URL, proof: SignInProof): Promise<SignedIn>
  /**
   * Returns the address that ends the session of a person (`sub`) at the provider; undefined when it has none. It names them
   * by a hint and not by their ID token, which no address, history or log shall hold.
   */
  endSession(sub: string): Promise<string | undefined>
  /** Returns what a logout token ends. Throws BadLogoutToken, or what went wrong on the way to the provider's keys. */
  logout(token: string): Promise<LogoutToken>
}

export interface ProviderOptions {
  publicUrl: string
  signIn: SignInSetting
  fetch?: typeof globalThis.fetch | undefined
  /** Milliseconds since 1970. */
  now: () => number
}

const TIMEOUT_SECONDS = 5
const KEPT_FOR = HOUR

/** Asked for when first needed and once an hour; while the provider is silent, what it said last still holds. */
export function createProvider(options: ProviderOptions): Provider {
  const { publicUrl, signIn, now } = options
  let held: { configuration: oidc.Configuration; until: number } | undefined

  const renew = singleFlight(async () => {
    try {
      held = { configuration: await discover(options), until: now() + KEPT_FOR }
    } catch (problem) {
      if (!held) throw problem
    }
    return held.configuration
  })
  const current = () => {
    if (held && now() < held.until) return Promise.resolve(held.configuration)
    return renew()
  }

  let keys: { uri: string; set: JWTVerifyGetKey } | undefined
  /** Keys of the provider, read when first needed, and again when a token names another. */
  const keysAt = (uri: string | undefined): JWTVerifyGetKey => {
    if (uri === undefined) throw new Error('The provider names no keys (jwks_uri)')
    const url = new URL(uri)
    if (url.protocol !== 'https:' && !isLoopback(url.hostname))
      throw new Error('The provider’s keys are not behind https')
    if (keys?.uri !== uri) {
      const { fetch } = options
      keys = { uri, set: createRemoteJWKSet(url, fetch ? { [customFetch]: fetch } : {}) }
    }
    return keys.set
  }

  return {
    newProof: () => ({
      state: oidc.randomState(),
      nonce: oidc.randomNonce(),
      codeVerifier: oidc.randomPKCECodeVerifier(),
    }),
    async start({ state, nonce, codeVerifier }) {
      return oidc.buildAuthorizationUrl(await current(), {
        redirect_uri: new URL('/auth/callback', publicUrl).href,
        scope: signIn.scopes.join(' '),
        response_type: 'code',
        code_challenge: await oidc.calculatePKCECodeChallenge(codeVerifier),
        code_challenge_method: 'S256',
        state,
        nonce,
      })
    },
    async finish(callback, { state, nonce, codeVerifier }) {
      const configuration = await current()
      const checks = {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: codeVerifier,
        idTokenExpected: true,
      }
      const tokens = await oidc.authorizationCodeGrant(configuration, callback, checks)
      const claims = checked(tokens.claims(), signIn.clientId)
      if (!configuration.serverMetadata().userinfo_endpoint) return { claims, sources: [claims] }
      const asked = oidc.fetchUserInfo(configuration, tokens.access_token, claims.sub)
      // Whom the ID token alone gives a role comes in with that one when the user info fails.
      const more = await (roleOf(roleValues([claims], signIn), signIn) ? asked.catch(() => ({})) : asked)
      return { claims: { ...more, ...claims }, sources: [claims, more] }
    },
    async endSession(sub) {
      const configuration = await current()
      if (!configuration.serverMetadata().end_session_endpoint) return undefined
      const target = { post_logout_redirect_uri: new URL('/', publicUrl).href, logout_hint: sub }
      return oidc.buildEndSessionUrl(configuration, target).href
    },
    async logout(token) {
      const metadata = (await current()).serverMetadata()
      const { issuer, id_token_signing_alg_values_supported: algorithms = ['RS256'] } = metadata
      return checkLogoutToken(token, {
        ...{ keys: keysAt(metadata.jwks_uri), issuer, clientId: signIn.clientId, fresh: FRESH },
        algorithms: algorithms.filter((algorithm) => !/^(none|HS)/.test(algorithm)),
      })
    },
  }
}

/** The difference (s) that the clocks of provider and console may have: a token is fresh when it comes. */
const FRESH = 600

/**
 * Returns the claims of an ID token that names a person, was made for this client and just now: what OpenID Connect Core
 * 3.1.3.7 leaves to the client, and the library as well.
 */
const checked = (claims: oidc.IDToken | undefined, clientId: string): SignedIn['claims'] => {
  if (!claims || claims.sub.trim() === '') throw new Error('The ID token names nobody')
  if (claims.azp !== undefined && claims.azp !== clientId)
    throw new Error('The ID token was made for another client (azp)')
  // By the clock that the library judges `exp` with.
  if (Math.abs(Date.now() / 1000 - claims.iat) > FRESH) throw new Error('The ID token is not of now (iat)')
  return { ...claims }
}

/** http only on loopback. The ID token's signature is checked although it comes straight from the provider. */
const discover = async ({ signIn, fetch }: ProviderOptions): Promise<oidc.Configuration> => {
  const issuer = new URL(signIn.issuer)
  const plain = issuer.protocol === 'http:' && isLoopback(issuer.hostname)
  const options: oidc.DiscoveryRequestOptions = {
    timeout: TIMEOUT_SECONDS,
    execute: [oidc.enableNonRepudiationChecks, ...(plain ? [oidc.allowInsecureRequests] : [])],
    ...(fetch ? { [oidc.customFetch]: (url, init) => fetch(url, init as RequestInit) } : {}),
  }
  const ask = (address: URL) => oidc.discovery(address, signIn.clientId, undefined, clientAuth(signIn), options)
  try {
    return await ask(issuer)
  } catch (problem) {
    // Some providers' names end in a slash, which is easily left out; then they are known by it.
    if (!(problem instanceof oidc.ClientError && problem.code === 'OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED'))
      throw problem
    return ask(new URL(`${issuer.href.replace(/\/$/, '')}/`))
  }
}

/**
 * A key signs, a secret goes where the provider wants it: in the header unless it names only the body (OpenID Discovery 1.0).
 */
const clientAuth = ({ clientSecret, clientKey, clientKeyId }: SignInSetting): oidc.ClientAuth => {
  if (clientKey) return withPrivateKey(() => clientKey.reveal(), clientKeyId)
  if (!clientSecret) return oidc.None()
  return (server, client, body, headers) => {
    const methods = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic']
    const auth = methods.includes('client_secret_basic') ? oidc.ClientSecretBasic : oidc.ClientSecretPost
    auth(clientSecret.reveal())(server, client, body, headers)
  }
}
