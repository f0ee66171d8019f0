/** The console's command: reads the environment variables, starts the console, says in words why it did not. */
import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { ConfigError, formatProblems, readConfig } from './config/config.ts'
import { createLog, type Log } from './config/log.ts'
import { createLogDestination, type LogDestination } from './config/log-destination.ts'
import { journalCommand } from './journal-command.ts'
import { type ConsoleServer, startConsole, storeSetting } from './server.ts'
import type { StoreSetting } from './store/store.ts'

const root = resolve(import.meta.dirname, '..')

const EX_CONFIG = 78
const env = process.env
const print = (text: string) => process.stdout.write(`${text}\n`)

/** The log of this process, as soon as there is one. */
let written: { log: Log; to: LogDestination } | undefined

const logTo = (level: string, place: number | string): Log => {
  const to = createLogDestination(place)
  const log = createLog(level, to)
  written = { log, to }
  return log
}

const runConfigured = async (path: string): Promise<ConsoleServer> => {
  const config = await readConfig(path, env)
  const log = logTo(config.logLevel, process.stdout.fd)
  const console = await startConsole(config, log)
  log.info({ url: console.url, environments: config.environments.map(({ id }) => id) }, 'listening')
  return console
}

/** Returns the factor by which the sandbox waits faster. */
const timeScaleIn = (text: string | undefined): number => {
  const scale = Number(text || 1)
  if (scale >= 1 && scale <= 100_000) return scale
  throw new Error(`SANDBOX_TIME_SCALE is “${text}”; it must be a number from 1 to 100000.`)
}

const dataFolder = () => resolve(root, env.CONSOLE_DATA || '.data')

const runSandboxed = async (): Promise<ConsoleServer> => {
  const port = Number(env.PORT || 3000)
  const host = env.HOST || 'localhost'
  const publicUrl = env.CONSOLE_PUBLIC_URL || `http://localhost:${port}`
  const data = dataFolder()
  mkdirSync(data, { recursive: true, mode: 0o700 })
  const sandboxPort = Number(env.SANDBOX_PORT || 4400)
  const setting = { port, host, publicUrl, store: { sqlite: join(data, 'console.sqlite') } }
  const log = logTo(env.LOG_LEVEL || 'info', join(data, 'console.log'))
  const timeScale = timeScaleIn(env.SANDBOX_TIME_SCALE)
  const options = { port: sandboxPort, host, timeScale, tokenLifetime: 3600 * timeScale }
  // Loaded only here: a console on a configuration has no sandbox and no identity provider in its process.
  const { startWithSandbox } = await import('./sandboxed.ts')
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

/** Writes a mistake of ours into the log, as a line like all others, and ends the process: what it left is taken up again. */
const crash = (error: unknown): never => {
  const log = written?.log ?? logTo('info', process.stdout.fd)
  log.fatal({ err: error }, 'crashed')
  written?.to.writeLast()
  if (env.CONSOLE_CONFIG === undefined)
    process.stderr.write('The console made a mistake and ended; its log says which.\n')
  process.exit(1)
}

/** The longest that an end waits for the reader of the log. */
const PATIENCE_MILLISECONDS = 1000

/** The store that a command is about: that of the configuration, else that of the sandbox. */
const configuredStore = async (): Promise<StoreSetting> => {
  if (!env.CONSOLE_CONFIG) return { sqlite: join(dataFolder(), 'console.sqlite') }
  const { store } = await readConfig(env.CONSOLE_CONFIG, env)
  return storeSetting(store)
}

const main = async () => {
  const [command, what] = process.argv.slice(2)
  if (command === 'journal') {
    process.exitCode = await journalCommand(what, await configuredStore().catch(giveUp), process.stdout).catch(giveUp)
    return
  }
  process.on('uncaughtException', crash)
  // A terminal or a file that takes no more text is no reason to end.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)
  const running = await (env.CONSOLE_CONFIG ? runConfigured(env.CONSOLE_CONFIG) : runSandboxed()).catch(giveUp)
  const stop = (signal: NodeJS.Signals) => {
    process.removeAllListeners('SIGINT').removeAllListeners('SIGTERM')
    // A person at a terminal does not wait for a load balancer.
    running.stop({ drain: signal === 'SIGTERM' }).then(
      async () => {
        await Promise.race([written?.to.drained(), sleep(PATIENCE_MILLISECONDS)])
        process.exit(0)
      },
      (error: unknown) => giveUp(error),
    )
  }
  process.on('SIGINT', stop).on('SIGTERM', stop)
}

await main()
