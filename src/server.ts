/** The one place where the rooms meet: reads the environment, picks network or sandbox, opens the port. */
import { mkdirSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join, resolve } from 'node:path'
import { getRequestListener } from '@hono/node-server'
import { destination } from 'pino'
import { type Config, ConfigError, formatProblems, readConfig } from './config/config.ts'
import { createLog, type Log } from './config/log.ts'
import { Secret } from './config/secret.ts'
import { readStaticFiles } from './proxy/http/static-files.ts'
import { createProxy } from './proxy/proxy.ts'
import { type SandboxServer, type SandboxServerOptions, serveSandbox } from './sandbox/serve/serve.ts'
import { openStore, type Store } from './store/store.ts'
import { networkFetch } from './upstream/transport/network-fetch.ts'

const root = resolve(import.meta.dirname, '..')

export interface ConsoleServer {
  /** What to open in a browser. */
  url: string
  /** Stops taking requests, lets the running ones end for at most four seconds, closes the store. */
  stop(): Promise<void>
}

export interface ConsoleOptions {
  /** The folder of the built interface. */
  dist?: string
  /** What is done in the store before anything else goes on in it. */
  prepare?: (store: Store) => Promise<void>
}

/** Opens the console of a configuration: store, proxy, built interface, port. Fails when any of them cannot be had. */
export const startConsole = async (
  config: Config,
  log: Log,
  { dist = join(root, 'dist'), prepare }: ConsoleOptions = {},
): Promise<ConsoleServer> => {
  const store = await openStore(
    'postgres' in config.store ? { postgres: config.store.postgres.reveal() } : config.store,
  )
  try {
    await prepare?.(store)
    const staticFiles = await readStaticFiles(dist).catch((): undefined => undefined)
    if (!staticFiles) log.warn({ dist }, 'no built interface: only the API is served')
    const upstream = networkFetch()
    const proxy = createProxy({
      config,
      store,
      fetch: upstream,
      now: Date.now,
      log,
      ...(staticFiles && { staticFiles }),
    })
    const answer = getRequestListener(proxy.fetch, { overrideGlobalObjects: false })
    // A request may bring the file of an export, over a slow line.
    const server = createServer({ requestTimeout: 300_000, headersTimeout: 20_000 }, (request, response) => {
      void answer(request, response)
    })
    await listen(server, config.port, config.host)
    proxy.start()
    const stop = async () => {
      const closed = new Promise((done) => server.close(done))
      const patience = setTimeout(() => server.closeAllConnections(), 4000)
      await Promise.all([closed, proxy.stop()])
      clearTimeout(patience)
      await upstream.close()
      await store.close()
    }
    return { url: config.publicUrl, stop }
  } catch (error) {
    await store.close()
    throw error
  }
}

const listen = (server: Server, port: number, host: string): Promise<AddressInfo> =>
  new Promise((done, failed) => {
    server.once('error', failed)
    server.listen(port, host, () => done(server.address() as AddressInfo))
  })

const LOOK = {
  production: { name: 'Production', colour: 'red' },
  staging: { name: 'Staging', colour: 'teal' },
} as const

/** The configuration that goes with a running sandbox: its customers as environments, its provider for sign-in. */
export const sandboxConfig = (
  sandbox: SandboxServer,
  { port, host, publicUrl, store }: Pick<Config, 'port' | 'host' | 'publicUrl' | 'store'>,
): Config => ({
  port,
  host,
  publicUrl,
  store,
  environments: sandbox.customers.map(
    ({ name, customerId, clientId, clientSecret, applications, clients, ...rest }) => ({
      ...LOOK[name === 'staging' ? 'staging' : 'production'],
      id: name,
      baseUrl: sandbox.url,
      customerId,
      clientId,
      clientSecret: new Secret(clientSecret),
      sandbox: true,
      directReplay: true,
      redeliveryInterval: 60 / sandbox.sandbox.options.timeScale,
      applications,
      clients,
      entityApi: {
        baseUrl: sandbox.url,
        clientId: rest.apiClientId,
        clientSecret: new Secret(rest.apiClientSecret),
      },
    }),
  ),
  signIn: {
    issuer: sandbox.oidc.issuer,
    clientId: sandbox.oidc.clientId,
    clientSecret: new Secret(sandbox.oidc.clientSecret),
    scopes: ['openid', 'profile', 'email'],
    roleClaim: 'roles',
    roles: { viewer: 'viewer', operator: 'operator', administrator: 'administrator' },
  },
  logLevel: 'info',
  trustedProxies: [],
  backgroundSync: 600,
})

/** A sandbox begins anew at every start: what is remembered of its events is of events that are no more. */
const forgetSandbox = async (store: Store, { environments }: Config): Promise<void> => {
  for (const { id } of environments) {
    await store.events.clear(id)
    await store.runs.endAll(id, 'The sandbox began anew, and its events are no more')
  }
}

/** The console on a sandbox of its own, both ready to use. */
export const startWithSandbox = async (
  setting: Pick<Config, 'port' | 'host' | 'publicUrl' | 'store'>,
  sandboxOptions: SandboxServerOptions,
  log: Log,
): Promise<ConsoleServer & { sandbox: SandboxServer }> => {
  const sandbox = await serveSandbox({
    ...sandboxOptions,
    redirectUris: [`${setting.publicUrl}/auth/callback`],
  })
  try {
    const config = sandboxConfig(sandbox, setting)
    const console = await startConsole(config, log, { prepare: (store) => forgetSandbox(store, config) })
    const stop = async () => {
      await console.stop()
      await sandbox.close()
    }
    return { url: console.url, stop, sandbox }
  } catch (error) {
    await sandbox.close()
    throw error
  }
}

const EX_CONFIG = 78
const env = process.env
const print = (text: string) => process.stdout.write(`${text}\n`)

const runConfigured = async (path: string): Promise<ConsoleServer> => {
  const config = await readConfig(path, env)
  const log = createLog(config.logLevel)
  const console = await startConsole(config, log)
  log.info({ url: console.url, environments: config.environments.map(({ id }) => id) }, 'listening')
  return console
}

/** How many times faster the sandbox waits. */
const timeScaleIn = (text: string | undefined): number => {
  const scale = Number(text || 1)
  if (scale >= 1 && scale <= 100_000) return scale
  throw new Error(`SANDBOX_TIME_SCALE is “${text}”; it must be a number from 1 to 100000.`)
}

const runSandboxed = async (): Promise<ConsoleServer> => {
  const port = Number(env.PORT || 3000)
  const host = env.HOST || 'localhost'
  const publicUrl = env.CONSOLE_PUBLIC_URL || `http://localhost:${port}`
  const data = resolve(root, env.CONSOLE_DATA || '.data')
  mkdirSync(data, { recursive: true, mode: 0o700 })
  const sandboxPort = Number(env.SANDBOX_PORT || 4400)
  const setting = { port, host, publicUrl, store: { sqlite: join(data, 'console.sqlite') } }
  const log = createLog(
    env.LOG_LEVEL || 'info',
    destination({ dest: join(data, 'console.log'), mkdir: true, sync: true }),
  )
  const timeScale = timeScaleIn(env.SANDBOX_TIME_SCALE)
  const options = { port: sandboxPort, host, timeScale, tokenLifetime: 3600 * timeScale }
  const { url, sandbox, stop } = await startWithSandbox(setting, options, log)
  print(`
  Webhooks Console runs on its sandbox, a made-up company. Nothing leaves this machine.

    Open       ${url}
    Sign in    as Viewer, Operator or Administrator: one click each, no password
    Sandbox    ${sandbox.url}  (what it can do: src/sandbox/README.md)
    Data       ${data}  (store and log)

  For a real environment set CONSOLE_CONFIG, see docs/configuration.md. Ctrl-C stops it.
`)
  return { url, stop }
}

/** Says what is wrong in words and picks the exit code. */
const giveUp = (error: unknown): never => {
  if (error instanceof ConfigError) {
    process.stderr.write(`${formatProblems(error)}\n`)
    process.exit(EX_CONFIG)
  }
  const busy = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
  const words = error instanceof Error ? error.message : String(error)
  process.stderr.write(`The console did not start: ${words}\n`)
  if (busy)
    process.stderr.write(
      'Stop what listens there, or choose another port with PORT (console) or SANDBOX_PORT (sandbox).\n',
    )
  process.exit(1)
}

const main = async () => {
  const running = await (env.CONSOLE_CONFIG ? runConfigured(env.CONSOLE_CONFIG) : runSandboxed()).catch(giveUp)
  const stop = () => {
    process.removeAllListeners('SIGINT').removeAllListeners('SIGTERM')
    running.stop().then(
      () => process.exit(0),
      (error: unknown) => giveUp(error),
    )
  }
  process.on('SIGINT', stop).on('SIGTERM', stop)
}

if (import.meta.main) await main()
