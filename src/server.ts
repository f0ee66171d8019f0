/** Starts the console of a configuration: the place where store, proxy and network meet. */
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join, resolve } from 'node:path'
import type { Config } from './config/config.ts'
import type { Log } from './config/log.ts'
import { createNodeServer } from './proxy/http/node-server.ts'
import { readStaticFiles } from './proxy/http/static-files.ts'
import { createProxy } from './proxy/proxy.ts'
import { openStore, type Store, type StoreSetting } from './store/store.ts'
import { networkFetch } from './upstream/transport/network-fetch.ts'

const root = resolve(import.meta.dirname, '..')

export interface ConsoleServer {
  /** The address to open in a browser. */
  url: string
  /** Stops taking requests, lets the running ones end for at most four seconds, closes the store. */
  stop(): Promise<void>
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
  const store = await openStore(storeSetting(config.store), { alone: true })
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
    })
    const server = createNodeServer(proxy.fetch, { publicUrl: config.publicUrl, log })
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
