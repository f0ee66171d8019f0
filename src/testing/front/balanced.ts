/** Several consoles on one PostgreSQL behind a server in front, as they run in service, with a sandbox for the API. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as after } from 'node:timers/promises'
import { Agent, fetch as undiciFetch } from 'undici'
import type { Role } from '../../contract/role.ts'
import { type SandboxServer, serveSandbox } from '../../sandbox/serve/serve.ts'
import { openStore } from '../../store/store.ts'
import { type Browser, createBrowser } from '../browser.ts'
import { freePort } from '../free-port.ts'
import { TEST_CA } from '../tls-listener.ts'
import { type Front, type RunningFront, startFront } from './front.ts'

const root = resolve(import.meta.dirname, '../../..')

export interface Balanced {
  /** The address that people open. */
  url: string
  front: RunningFront
  sandbox: SandboxServer
  /** The number of consoles. */
  consoles: number
  /** A request through the server in front, as the console's own page sends it. */
  ask(
    path: string,
    init?: { method?: string; headers?: Record<string, string>; body?: string | Buffer },
  ): Promise<Response>
  /** Somebody's browser, without a session. */
  browser(): Browser
  /** A new session of somebody in a role, as the header that carries it. */
  signIn(role: Role, id?: string): Promise<{ cookie: string }>
  /** Stops one console by SIGTERM, returns its exit code, and starts it again; done when it is ready. */
  restart(place: number): Promise<number | null>
  stop(): Promise<void>
}

interface Options {
  front: Front
  /** The address of an empty database. */
  postgres: string
  consoles: number
  drainSeconds: number
  /** The command that is run; that of this repository when left out. */
  command?: string
}

/** Starts it all; ready when each console is. */
export async function startBalanced({
  front: kind,
  postgres,
  consoles,
  drainSeconds,
  command,
}: Options): Promise<Balanced> {
  const folder = await mkdtemp(join(tmpdir(), 'console-balanced-'))
  const ports = await freePorts(consoles)
  const front = await startFront(kind, ports)
  const url = `https://listener.test:${front.port}`
  const sandbox = await serveSandbox({
    port: 0,
    host: '127.0.0.1',
    subscriptions: 12,
    events: 60,
    redirectUris: [`${url}/auth/callback`],
  })
  const path = join(folder, 'console.json')
  const secrets: Record<string, string> = { DATABASE: postgres, SIGN_IN: sandbox.oidc.clientSecret }
  const environments = sandbox.customers.map(({ name, customerId, clientId, clientSecret }) => {
    secrets[`SECRET_${name}`] = clientSecret
    const shown = { id: name, name, colour: 'red', directReplay: true }
    return { ...shown, baseUrl: sandbox.url, customerId, clientId, clientSecret: { env: `SECRET_${name}` } }
  })
  const configuration = {
    publicUrl: url,
    trustedProxies: ['127.0.0.1'],
    drainSeconds,
    environments,
    signIn: {
      issuer: sandbox.oidc.issuer,
      clientId: sandbox.oidc.clientId,
      clientSecret: { env: 'SIGN_IN' },
      roles: { viewer: 'viewer', operator: 'operator', administrator: 'administrator' },
    },
    store: { postgres: { env: 'DATABASE' } },
    logLevel: 'warn',
  }
  await writeFile(path, JSON.stringify(configuration))
  const running: Running[] = []
  const start = async (place: number) => {
    const args = [command ?? join(root, 'src/main.ts'), 'serve', '--config', path]
    running[place] = startProcess(args, { ...secrets, PORT: String(ports[place]) })
    await isReady(ports[place] ?? 0, running[place])
  }
  // The first one makes the schema.
  for (const place of ports.keys()) await start(place)
  const store = await openStore({ postgres })
  const agent = new Agent({
    connect: { ca: TEST_CA, lookup: (_, __, done) => done(null, [{ address: '127.0.0.1', family: 4 }]) },
  })
  const send = (address: string | URL, init: object) =>
    undiciFetch(address, { redirect: 'manual', dispatcher: agent, ...init }) as unknown as Promise<Response>
  return {
    url,
    front,
    sandbox,
    consoles,
    ask: (path, { headers, ...init } = {}) =>
      send(url + path, {
        headers: { 'x-console': '1', origin: url, 'sec-fetch-site': 'same-origin', ...headers },
        ...init,
      }),
    browser: () =>
      createBrowser(url, async (request) => {
        const body = request.method === 'GET' ? undefined : await request.text()
        return send(request.url, { method: request.method, headers: [...request.headers], body })
      }),
    async signIn(role, id = role) {
      const token = await store.sessions.create({ id, name: `Somebody (${id})`, email: null, role })
      return { cookie: `__Host-Http-console=${token}` }
    },
    async restart(place) {
      const { child, ended } = running[place] as Running
      child.kill('SIGTERM')
      const code = await ended
      await start(place)
      return code
    },
    async stop() {
      await agent.close()
      await store.close()
      for (const { child } of running) child.kill('SIGTERM')
      await Promise.all(running.map(({ ended }) => ended))
      await sandbox.close()
      await front.stop()
      await rm(folder, { recursive: true })
    },
  }
}

interface Running {
  child: ChildProcess
  said: string[]
  ended: Promise<number | null>
}

const startProcess = (args: string[], env: Record<string, string>): Running => {
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] })
  const said: string[] = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => said.push(String(chunk)))
  return { child, said, ended: once(child, 'exit').then(([code]) => code as number | null) }
}

const isReady = async (port: number, { child, said }: Running): Promise<void> => {
  const ready = () =>
    fetch(`http://127.0.0.1:${port}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    )
  while (!(await ready())) {
    if (child.exitCode !== null) throw new Error(`A console ended: ${said.join('')}`)
    await after(50)
  }
}

/** Several free ports; taken one after the other, two could be the same. */
const freePorts = async (count: number): Promise<number[]> => {
  const ports = new Set<number>()
  while (ports.size < count) ports.add(await freePort())
  return [...ports]
}
