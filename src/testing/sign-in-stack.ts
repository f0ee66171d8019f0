import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { PassThrough } from 'node:stream'
import { getRequestListener } from '@hono/node-server'
import type { Hono } from 'hono'
import type { JSONWebKeySet } from 'jose'
import type { JWKS } from 'oidc-provider'
import type { EnvironmentSetting, SignInSetting } from '../config/config.ts'
import { createLog } from '../config/log.ts'
import { Secret } from '../config/secret.ts'
import { createApp } from '../proxy/http/app.ts'
import { createClientAddress, createFullAddress } from '../proxy/http/client-address.ts'
import { createLimit } from '../proxy/http/rate.ts'
import { createRefusedAttempts, type RefusedAttempts } from '../proxy/http/refused-attempts.ts'
import type { Env } from '../proxy/http/request.ts'
import { sessionCookies } from '../proxy/http/session-cookies.ts'
import { createStoreWatch } from '../proxy/http/store-watch.ts'
import { createLiveSessions } from '../proxy/live/live-sessions.ts'
import { getSession } from '../proxy/routes/get-session.ts'
import { createProvider } from '../proxy/sign-in/provider.ts'
import { signInRoutes } from '../proxy/sign-in/routes.ts'
import { createOidc } from '../sandbox/oidc/oidc.ts'
import { openStore, type Store } from '../store/store.ts'
import { createBrowser } from './browser.ts'

export const CLIENT_SECRET = 'a-client-secret-nobody-may-see'
/** The console's public addresses that the provider knows. */
export const HTTP = 'http://localhost:3000'
export const HTTPS = 'https://console.example'
/** The headers that the console's own page sends with a change. */
const OURS = { 'x-console': '1', 'sec-fetch-site': 'same-origin' }

const environment: EnvironmentSetting = {
  id: 'prod',
  name: 'Production',
  colour: 'red',
  baseUrl: 'https://upstream.example',
  customerId: '00000000-0000-0000-0000-000000000000',
  clientId: 'upstream-client-id',
  clientSecret: new Secret('an-upstream-secret'),
  sandbox: false,
  directReplay: true,
  redeliveryInterval: 60,
  certainAfter: 600,
}

export interface Given {
  home?: string
  setting?: Partial<SignInSetting>
  /** Sign-ins a minute. */
  points?: number
  trustedProxies?: string[]
}

/** Sign-in alone: the sandbox's provider on a port, which can be switched off, a store in memory, a clock by hand. */
export interface SignInStack {
  issuer: string
  store: Store
  clock: { now: number }
  /** Everything logged, and everything the console answered with. */
  written(): string
  /** The requests that the provider got, without queries. */
  asked: string[]
  /** The bodies that the provider posted to the console. */
  told: string[]
  switchOff(): Promise<void>
  switchOn(): Promise<void>
  consoleAt(given: Given): Hono<Env>
  person(app: Hono<Env>, home?: string): Person
  close(): Promise<void>
}

/** `clientKeys` are those by which the provider knows the console, in place of a secret. */
export async function createSignInStack({ clientKeys }: { clientKeys?: JSONWebKeySet } = {}): Promise<SignInStack> {
  const clock = { now: Date.parse('2026-11-21T12:00:00Z') }
  const store = await openStore({ sqlite: ':memory:' }, { now: () => clock.now })
  const asked: string[] = []
  const noted: RefusedAttempts[] = []
  const told: string[] = []
  const written: string[] = []
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url?.split('?')[0]}`)
    oidc.handle(request, response)
  })
  /** The console that was made last, as the provider reaches it. */
  let reached: Hono<Env> | undefined
  const consoleServer = createServer((incoming, outgoing) => {
    const listener = getRequestListener(async (request) => {
      const [body, headers] = [await request.text(), new Headers(request.headers)]
      told.push(body)
      headers.set('host', new URL(HTTP).host)
      const here = new Request(HTTP + new URL(request.url).pathname, { method: request.method, headers, body })
      return reached ? reached.fetch(here) : new Response(null, { status: 503 })
    })
    void listener(incoming, outgoing)
  })
  const listen = (port = 0) => new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  await listen()
  await new Promise<void>((resolve) => consoleServer.listen(0, '127.0.0.1', resolve))
  const portOf = (one: Server) => (one.address() as AddressInfo).port
  const port = portOf(server)
  const issuer = `http://127.0.0.1:${port}/oidc`
  const redirectUris = [HTTP, HTTPS].map((home) => `${home}/auth/callback`)
  const oidc = createOidc({
    ...{ issuer, clientId: 'console', clientSecret: CLIENT_SECRET, redirectUris },
    backchannelLogoutUri: `http://127.0.0.1:${portOf(consoleServer)}/auth/back-channel-logout`,
    ...(clientKeys && { clientKeys: clientKeys as JWKS }),
  })
  const switchOff = async () => {
    server.closeAllConnections()
    if (server.listening) await new Promise((resolve) => server.close(resolve))
  }
  return {
    issuer,
    store,
    clock,
    asked,
    told,
    written: () => written.join('\n'),
    switchOff,
    switchOn: () => listen(port),
    consoleAt: ({ home = HTTP, setting = {}, points = 1000, trustedProxies = [] }) => {
      const signIn: SignInSetting = {
        issuer,
        clientId: 'console',
        clientSecret: new Secret(CLIENT_SECRET),
        scopes: ['openid', 'profile', 'email'],
        roleClaim: 'roles',
        roles: { viewer: 'viewer', operator: 'operator', administrator: 'administrator' },
        ...setting,
      }
      const log = createLog(
        'trace',
        new PassThrough().on('data', (line) => void written.push(String(line))),
      )
      const cookies = sessionCookies(home)
      const limit = createLimit({ name: 'test', points, seconds: 60 }, store.counts)
      const provider = createProvider({ publicUrl: home, signIn, now: () => clock.now })
      const clientOf = createClientAddress(trustedProxies)
      const addressOf = createFullAddress(trustedProxies)
      const liveSessions = createLiveSessions(store.sessions)
      const report = (error: unknown) => {
        throw error
      }
      const refused = createRefusedAttempts({ journal: store.journal, now: () => clock.now, report })
      noted.push(refused)
      const open = signInRoutes({
        publicUrl: home,
        setting: signIn,
        provider,
        store,
        cookies,
        liveSessions,
        limit,
        clientOf,
        addressOf,
        refused,
        log,
      })
      const environments = [environment]
      const guarded = [getSession(environments)]
      const ready = () => Promise.reject(new Error('not asked here'))
      const storeWatch = createStoreWatch(store, log)
      const { sessions } = store
      reached = createApp({
        publicUrl: home,
        cookies,
        sessions,
        limit,
        log,
        guarded,
        open,
        ready,
        environments,
        refused,
        addressOf,
        storeWatch,
      })
      return reached
    },
    person: (app, home = HTTP) =>
      personWith(home, async (request) => {
        const response = await app.fetch(request)
        written.push(await response.clone().text())
        return response
      }),
    async close() {
      await switchOff()
      await Promise.all(noted.map((refused) => refused.stop()))
      consoleServer.closeAllConnections()
      await new Promise((resolve) => consoleServer.close(resolve))
      await store.close()
    },
  }
}

export type Person = ReturnType<typeof personWith>

/** Somebody with a browser of their own. */
const personWith = (home: string, answer: (request: Request) => Promise<Response>) => {
  const browser = createBrowser(home, answer, '/auth/callback')
  /** Begins, and says how to go on at the provider's page; `known` when the provider knew who it was. */
  const begin = async (returnTo = '/') => {
    const { url, response } = await browser.follow(`/auth/sign-in?return=${encodeURIComponent(returnTo)}`)
    const known = url.origin === home
    const action = known ? '' : (/action="([^"]+)"/.exec(await response.text())?.[1] ?? '')
    const finish = async (form: Record<string, string>) =>
      known ? response : (await browser.follow(new URL(action, url), { form })).response
    return { known, finish }
  }
  return {
    ...browser,
    begin,
    signIn: async (account: string, returnTo?: string) => (await begin(returnTo)).finish({ account }),
    session: () => browser.open('/api/session'),
    signOut: (headers: Record<string, string> = OURS) => browser.open('/auth/sign-out', { method: 'POST', headers }),
    /** Signs out at the provider alone, as by another application; `issuer` is the provider's. */
    async signOutAt(issuer: string) {
      const { url, response } = await browser.follow(`${issuer}/session/end`)
      const page = await response.text()
      const [, action = ''] = /action="([^"]+)"/.exec(page) ?? []
      const [, xsrf = ''] = /name="xsrf" value="([^"]+)"/.exec(page) ?? []
      await browser.follow(new URL(action, url), { form: { xsrf, logout: 'yes' } })
    },
  }
}
