import { existsSync } from 'node:fs'
import { mkdtemp, open, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { freePort } from './testing/free-port.ts'
import { type RunningMain, runMain } from './testing/run-main.ts'

const LONG = { timeout: 90_000 }
const SOON = { timeout: 40_000, interval: 50 }
let folder: string
const running: RunningMain[] = []
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'console-main-'))
})
afterEach(async () => {
  for (const { child } of running.splice(0)) child.kill('SIGKILL')
  await rm(folder, { recursive: true })
})

/** Starts a console on the sandbox, with all its data in the folder; returns it with its address. */
const start = async (env: Record<string, string> = {}) => {
  const port = await freePort()
  const main = runMain(folder, { PORT: String(port), SANDBOX_PORT: String(await freePort()), ...env })
  running.push(main)
  return { ...main, url: `http://localhost:${port}` }
}
const isUp = (url: string) => vi.waitFor(async () => expect((await fetch(`${url}/healthz`)).status).toBe(200), SOON)

it('a second console on the same file does not start, says why, and may when the first is gone', LONG, async () => {
  const first = await start()
  await isUp(first.url)
  const second = await start()
  expect(await second.ended).toBe(1)
  expect(second.said.err).toMatch(/did not start: The store .*console\.sqlite is in use by another console or program/)
  expect((await fetch(`${first.url}/readyz`)).status).toBe(200)
  first.child.kill('SIGKILL')
  await first.ended
  const third = await start()
  await isUp(third.url)
})

it('ends a crash with a line of the log like all others', LONG, async () => {
  const preload = join(folder, 'boom.mjs')
  await writeFile(preload, 'process.on("SIGUSR2", () => { throw new Error("boom") })')
  const { child, ended, said, url } = await start({ NODE_OPTIONS: `--import=${preload}` })
  await isUp(url)
  child.kill('SIGUSR2')
  expect(await ended).toBe(1)
  expect(said.err).toBe('The console made a mistake and ended; its log says which.\n')
  const lines = (await readFile(join(folder, 'console.log'), 'utf8')).trimEnd().split('\n')
  // Another part of the process may have had a line on its way.
  const last = lines.map((line) => JSON.parse(line)).findLast(({ level }) => level === 'fatal')
  expect(last).toMatchObject({ level: 'fatal', msg: 'crashed', err: { message: 'boom', stack: expect.any(String) } })
})

it.skipIf(!existsSync('/dev/full'))('serves and stops while its log takes no line', LONG, async () => {
  await symlink('/dev/full', join(folder, 'console.log'))
  const { child, ended, url } = await start()
  await isUp(url)
  for (let round = 0; round < 100; round++) expect((await fetch(`${url}/healthz`)).status).toBe(200)
  expect((await fetch(`${url}/readyz`)).status).toBe(200)
  child.kill('SIGTERM')
  expect(await ended).toBe(0)
})

it.skipIf(!existsSync('/dev/full'))('serves and stops while its standard output takes nothing', LONG, async () => {
  const full = await open('/dev/full', 'w')
  const port = await freePort()
  const environment = {
    customerId: '2f1d6d9a-3c39-4b0c-8a7a-6a6c9a1f0b11',
    clientId: 'c',
    clientSecret: { env: 'SECRET' },
  }
  const path = join(folder, 'console.json')
  await writeFile(
    path,
    JSON.stringify({
      publicUrl: `http://localhost:${port}`,
      host: 'localhost',
      port,
      environments: [{ id: 'one', name: 'One', colour: 'red', baseUrl: 'http://localhost:9', ...environment }],
      signIn: { issuer: 'http://localhost:9', clientId: 'c', roles: { a: 'viewer' } },
      store: { sqlite: 'console.sqlite' },
    }),
  )
  const main = runMain(folder, { CONSOLE_CONFIG: path, SECRET: 'x' }, full.fd)
  running.push(main)
  await full.close()
  const url = `http://localhost:${port}`
  await isUp(url)
  for (let round = 0; round < 100; round++) expect((await fetch(`${url}/healthz`)).status).toBe(200)
  main.child.kill('SIGTERM')
  expect(await main.ended).toBe(0)
  expect(main.said.err).toBe('')
})
