// @ts-check
/** Runs in the minimal root in place of a container engine: starts the entry point, looks around, and prints what it saw. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { setTimeout as after } from 'node:timers/promises'

const { entrypoint, command, healthcheck } = JSON.parse(process.env.IMAGE ?? '')
const home = `http://127.0.0.1:${process.env.PORT}`

/** @param {string[]} words */
const run = async ([program = '', ...args]) => {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  const said = { out: '', err: '' }
  child.stdout.on('data', (chunk) => (said.out += String(chunk)))
  child.stderr.on('data', (chunk) => (said.err += String(chunk)))
  const [code] = await once(child, 'close')
  return { code, ...said }
}

/** @param {string} path @param {string} [accept] */
const ask = async (path, accept = '*/*') => {
  const answer = await fetch(home + path, { headers: { accept } })
  return { status: answer.status, type: answer.headers.get('content-type'), text: await answer.text() }
}

/** @param {() => void} act @returns {string} the code of what went wrong */
const refusal = (act) => {
  try {
    act()
    return 'none'
  } catch (error) {
    return String(/** @type {NodeJS.ErrnoException} */ (error).code)
  }
}

const outside = connect(443, '192.0.2.1')
const [unreachable] = await once(outside, 'error')

const before = await run(healthcheck)
const [program, ...args] = [...entrypoint, ...command]
const server = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] })
const log = { out: '', err: '' }
server.stdout.on('data', (chunk) => (log.out += String(chunk)))
server.stderr.on('data', (chunk) => (log.err += String(chunk)))
const ended = once(server, 'exit')
const answers = () =>
  fetch(`${home}/healthz`).then(
    () => true,
    () => false,
  )
while (server.exitCode === null && !(await answers())) await after(50)

/** @type {Record<string, unknown>} */
const seen = {
  user: process.getuid?.(),
  writing: ['/x', '/opt/webhooks-console/x', '/etc/x'].map((path) => refusal(() => writeFileSync(path, ''))),
  network: unreachable.code,
  shell: existsSync('/bin/sh'),
  unhealthy: before.code,
}
if (server.exitCode === null) {
  const page = await ask('/', 'text/html')
  const [, script = ''] = /src="(\/assets\/[^"]+\.js)"/.exec(page.text) ?? []
  Object.assign(seen, {
    health: await ask('/healthz'),
    ready: await ask('/readyz'),
    page: { ...page, text: page.text.slice(0, 15) },
    script: (({ status, type }) => ({ status, type }))(await ask(script)),
    session: (await ask('/api/session')).status,
    healthy: (await run(healthcheck)).code,
    version: await run([...entrypoint, 'version']),
    check: await run([...entrypoint, 'check-config']),
    journal: await run([...entrypoint, 'journal', 'verify']),
  })
  server.kill('SIGTERM')
}
const [code] = await ended
process.stdout.write(JSON.stringify({ ...seen, code, log }))
