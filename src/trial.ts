/** The console on a sandbox of its own, for trying and developing: `npm start` without a configuration. */
import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { runService } from './commands/service.ts'
import { startWithSandbox } from './sandboxed.ts'

const root = resolve(import.meta.dirname, '..')
const { env } = process

/** Returns the factor by which the sandbox waits faster. */
const timeScaleIn = (text: string | undefined): number => {
  const scale = Number(text || 1)
  if (scale >= 1 && scale <= 100_000) return scale
  throw new Error(`SANDBOX_TIME_SCALE is “${text}”; it must be a number from 1 to 100000.`)
}

const greeting = (url: string, sandbox: string, data: string) => `
  Webhooks Console runs on its sandbox, a made-up company. Nothing leaves this machine.

    Open       ${url}
    Sign in    as Viewer, Operator or Administrator: one click each, no password
    Sandbox    ${sandbox}  (what it can do: src/sandbox/README.md)
    Data       ${data}  (store and log)

  For a real environment set CONSOLE_CONFIG, see docs/configuration.md. Ctrl-C stops it.
`

const data = resolve(root, env.CONSOLE_DATA || '.data')

await runService(
  { log: join(data, 'console.log'), port: 'with PORT (console) or SANDBOX_PORT (sandbox)' },
  async (logTo) => {
    mkdirSync(data, { recursive: true, mode: 0o700 })
    const port = Number(env.PORT || 3000)
    const host = env.HOST || 'localhost'
    const publicUrl = env.CONSOLE_PUBLIC_URL || `http://localhost:${port}`
    const setting = { port, host, publicUrl, store: { sqlite: join(data, 'console.sqlite') } }
    const timeScale = timeScaleIn(env.SANDBOX_TIME_SCALE)
    const options = { port: Number(env.SANDBOX_PORT || 4400), host, timeScale, tokenLifetime: 3600 * timeScale }
    const console = await startWithSandbox(setting, options, logTo(env.LOG_LEVEL || 'info'))
    process.stdout.write(`${greeting(console.url, console.sandbox.url, data)}\n`)
    return console
  },
)
