import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { inspect } from 'node:util'
import { getRequestListener, type Http2Bindings, type HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { derivedName } from '../base/ids.ts'
import type { SandboxOptions } from '../base/options.ts'
import { errorBody } from '../base/refusal.ts'
import { CONTROL, createControl } from '../control/control.ts'
import { createOidc, type Oidc } from '../oidc/oidc.ts'
import { createSandbox, type Sandbox } from '../sandbox.ts'
import { namesOf } from '../seed/company.ts'
import { type SeedSize, seedWith } from '../seed/seed.ts'
import type { Customer } from '../state/customers.ts'
import { ConnectionReset } from '../with-faults.ts'

/** The options of a served sandbox; everything has a default. */
export interface SandboxServerOptions extends Partial<SandboxOptions>, Partial<SeedSize> {
  /** 0 for any that is free. Default 4400. */
  port?: number
  /** Default `localhost`. */
  host?: string
  /** The public address, when it is not `http://HOST:PORT`; no slash at the end. */
  publicUrl?: string
  /** The addresses to which the identity provider may send people who signed in. */
  redirectUris?: string[]
  /** The addresses to which it may send people who signed out; default: the root of each redirect URI. */
  postLogoutRedirectUris?: string[]
  /** The address that it tells when a session ends; none unless given. */
  backchannelLogoutUri?: string
}

/** A customer as somebody who calls the API needs it, with the names of its applications and API clients by id. */
export interface ServedCustomer extends Customer {
  applications: Record<string, string>
  clients: Record<string, string>
}

export interface SandboxServer {
  /** Base URL of the API, without a slash at the end. */
  url: string
  customers: ServedCustomer[]
  /** The identity provider, and the console's client at it. */
  oidc: Pick<Oidc, 'issuer' | 'clientId' | 'clientSecret'>
  /** The sandbox behind it, to read and to change. */
  sandbox: Sandbox
  /** Breaks off what is under way; done well within a second. */
  close(): Promise<void>
}

export const DEFAULT_PORT = 4400
export const DEFAULT_REDIRECT_URI = 'http://localhost:3000/auth/callback'
const OIDC = '/oidc'

/** Serves the API, the control API (`/_sandbox`) and the identity provider (`/oidc`) on one port, seeded. */
export async function serveSandbox(options: SandboxServerOptions = {}): Promise<SandboxServer> {
  const { port = DEFAULT_PORT, host = 'localhost', publicUrl } = options
  let answer: RequestListener | undefined
  const server = createServer((request, response) => answer?.(request, response))
  const address = await listen(server, port, host)
  const url = publicUrl ?? `http://${shownHost(host)}:${address.port}`
  try {
    const built = build(url, options)
    const { sandbox, oidc } = built
    answer = route(oidc, listenerFor(sandbox))
    const close = async () => {
      const closed = new Promise((done) => server.close(done))
      server.closeAllConnections()
      await Promise.all([closed, sandbox.close()])
    }
    return { ...built, url, close }
  } catch (error) {
    server.close()
    throw error
  }
}

const build = (url: string, options: SandboxServerOptions): Omit<SandboxServer, 'url' | 'close'> & { oidc: Oidc } => {
  const { port: _p, host: _h, publicUrl: _u, redirectUris, ...others } = options
  const { postLogoutRedirectUris, backchannelLogoutUri, ...rest } = others
  const { subscriptions, events, ...settings } = rest
  const size = { ...(subscriptions !== undefined && { subscriptions }), ...(events !== undefined && { events }) }
  const sandbox = createSandbox({ baseUrl: url, ...settings, populate: seedWith(size) })
  sandbox.mount(CONTROL, createControl(sandbox))
  const { seed } = sandbox.options
  const oidc = createOidc({
    issuer: `${url}${OIDC}`,
    clientId: 'webhooks-console',
    clientSecret: derivedName(32, seed, 'console', 'secret'),
    redirectUris: redirectUris ?? [DEFAULT_REDIRECT_URI],
    ...(postLogoutRedirectUris && { postLogoutUris: postLogoutRedirectUris }),
    ...(backchannelLogoutUri && { backchannelLogoutUri }),
  })
  const known = [...sandbox.state.customers.values()]
  return { sandbox, oidc, customers: known.map((customer) => ({ ...customer, ...namesOf(customer.name, seed) })) }
}

const listen = (server: Server, port: number, host: string) =>
  new Promise<AddressInfo>((done, failed) => {
    server.once('error', failed)
    server.listen(port, host, () => done(server.address() as AddressInfo))
  })

/** A name that also works for those who cannot dial "everywhere". */
const shownHost = (host: string) => {
  if (host === '0.0.0.0' || host === '::') return 'localhost'
  return host.includes(':') ? `[${host}]` : host
}

/** The provider is a Node application of its own, beside the one of requests and responses. */
const route =
  (oidc: Oidc, api: RequestListener): RequestListener =>
  (request, response) =>
    `${request.url?.split('?')[0]}/`.startsWith(`${OIDC}/`) ? oidc.handle(request, response) : api(request, response)

/** A connection that a fault breaks is broken here; a mistake of the sandbox is a 500 and a line on stderr. */
const listenerFor = (sandbox: Sandbox): RequestListener =>
  getRequestListener(
    async (request, { outgoing }: HttpBindings | Http2Bindings) => {
      try {
        return await sandbox.fetch(request)
      } catch (error) {
        if (error instanceof ConnectionReset) {
          outgoing.socket?.resetAndDestroy()
          return RESPONSE_ALREADY_SENT
        }
        process.stderr.write(`${request.method} ${request.url}: ${inspect(error)}\n`)
        return Response.json(errorBody(500, 'The sandbox made a mistake'), { status: 500 })
      }
    },
    { overrideGlobalObjects: false },
  )
