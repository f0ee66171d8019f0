/** Starts the console of a configuration: the place where store, proxy and network meet. */
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Config } from './config/config.ts'
import type { Log } from './config/log.ts'
import { DAY, SECOND } from './contract/durations.ts'
import { closePort } from './proxy/http/close-port.ts'
import { createNodeServer } from './proxy/http/node-server.ts'
import { readStaticFiles } from './proxy/http/static-files.ts'
import { type ConsoleProxy, createProxy } from './proxy/proxy.ts'
import { openStore, type Store, type StoreSetting } from './store/store.ts'
import { networkFetch } from './upstream/transport/network-fetch.ts'

const root = resolve(import.meta.dirname, '..')

/** A call of the API may take 11 s, and what came of it has to be written down. */
const LONGEST_REQUEST = 13 * SECOND

export interface ConsoleServer {
  /** The address to open in a browser. */
  url: string
  /**
   * Says at `/readyz` that it leaves, takes requests for `drainSeconds` more if `drain` is asked for, then stops taking them,
   * lets the running ones end and closes the store.
   */
  stop(options?: { drain?: boolean }): Promise<void>
}

export interface ConsoleOptions {
  /** The folder of the built interface. */
  dist?: string
  /** Prepares the store before anything else uses it. */
  prepare?: (store: Store) => Promise<void>
}

/** Returns what the store is opened with: the one place where its connection string is revealed. */
export const storeSetting = (store: Config['store']): StoreSetting =>
  'postgres' in store ? { postgres: store.postgres.reveal() } : store

/** Opens the console of a configuration: store, proxy, built interface, port. Fails when any of them cannot be had. */
export const startConsole = async (
  config: Config,
  log: Log,
  { dist = join(root, 'dist'), prepare }: ConsoleOptions = {},
): Promise<ConsoleServer> => {
  // Loaded only here: who wants no metrics pays for none.
  const meters = config.metrics && (await import('./proxy/metrics/meters.ts')).createMeters()
  const store = await openStore(storeSetting(config.store), { alone: true, observe: meters?.statement })
  try {
    await prepare?.(store)
    const staticFiles = await readStaticFiles(dist).catch((): undefined => undefined)
    if (!staticFiles) log.warn({ dist }, 'no built interface: only the API is served')
    const upstream = networkFetch()
    const proxy = createProxy({
      config,
      store,
      fetch: upstream,
      now: store.now,
      log,
      ...(staticFiles && { staticFiles }),
      ...(meters && { meters }),
    })
    // Before the first page goes out: another process may be asked for what it loads.
    const keepFiles = async () => {
      try {
        if (staticFiles) await store.interfaceFiles.keep(staticFiles.hashed())
      } catch (err) {
        log.warn({ err }, 'the interface is not kept for pages of this version that outlive it')
      }
    }
    await keepFiles()
    const keeping = setInterval(() => void keepFiles(), DAY).unref()
    let leaving = false
    const server = createNodeServer(proxy.fetch, { publicUrl: config.publicUrl, log, leaving: () => leaving })
    await listen(server, config.port, config.host)
    const metrics = await serveMetrics(config, log, proxy.metrics)
    proxy.start()
    const environments = config.environments.map(({ id }) => id)
    const engine = 'postgres' in config.store ? 'postgres' : 'sqlite'
    log.info({ url: config.publicUrl, environments, store: engine, node: process.version }, 'started')
    const stop = async ({ drain = false }: { drain?: boolean } = {}) => {
      log.info({ drainSeconds: drain ? config.drainSeconds : 0 }, 'stopping')
      leaving = true
      clearInterval(keeping)
      proxy.leave()
      if (drain) await sleep(config.drainSeconds * SECOND)
      const closed = closePort(server)
      metrics?.closeAllConnections()
      metrics?.close()
      const patience = setTimeout(() => server.closeAllConnections(), LONGEST_REQUEST)
      await Promise.all([closed, proxy.stop()])
      clearTimeout(patience)
      await upstream.close()
      await store.close()
      log.info('stopped')
    }
    return { url: config.publicUrl, stop }
  } catch (error) {
    await store.close()
    throw error
  }
}

/** Serves the metrics on a port of their own where the configuration names one, and nothing else there. */
const serveMetrics = async (
  { metrics, publicUrl }: Pick<Config, 'metrics' | 'publicUrl'>,
  log: Log,
  answer: ConsoleProxy['metrics'],
): Promise<Server | undefined> => {
  if (metrics?.port === undefined || !answer) return undefined
  const server = createNodeServer(
    async (request) =>
      request.method === 'GET' && new URL(request.url).pathname === '/metrics'
        ? await answer(request)
        : new Response('Metrics are at /metrics\n', { status: 404 }),
    { publicUrl, log },
  )
  await listen(server, metrics.port, metrics.host)
  return server
}

const listen = (server: Server, port: number, host: string): Promise<AddressInfo> =>
  new Promise((done, failed) => {
    server.once('error', failed)
    server.listen(port, host, () => done(server.address() as AddressInfo))
  })
