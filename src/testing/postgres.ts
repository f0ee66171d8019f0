import { spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import pg from 'pg'

/** A PostgreSQL that lives as long as the tests that use it. */
export interface TestPostgres {
  /** The address of its own database, in which others can be made. */
  url: string
  /** Makes an empty database and gives its address. */
  createDatabase(): Promise<string>
  /** Ends the server at once, as a crash does; what was committed before stays. */
  goDown(): Promise<void>
  /** Starts it again at the same address. */
  comeUp(): Promise<void>
  /** Holds the server and all its connections still, as a lost network does, until the returned function is called. */
  freeze(): () => void
  /** Stops the server and removes its folder. */
  stop(): Promise<void>
}

/**
 * Nothing survives the server, so nothing is forced to disk; test files run at once, each with a pool of connections.
 */
const SETTINGS = [
  'max_connections=200',
  'fsync=off',
  'synchronous_commit=off',
  'full_page_writes=off',
  'wal_level=minimal',
  'max_wal_senders=0',
  'jit=off',
]

/** The folder with `initdb` and `postgres`: in PATH, or the newest of Debian's; undefined when there is none. */
export function findPostgres(): string | undefined {
  const versions = existsSync('/usr/lib/postgresql') ? readdirSync('/usr/lib/postgresql').toSorted(byNumber) : []
  const folders = [
    ...(process.env.PATH ?? '').split(delimiter),
    ...versions.map((version) => `/usr/lib/postgresql/${version}/bin`),
  ]
  return folders.find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')))
}

const byNumber = (one: string, other: string) => Number.parseInt(other, 10) - Number.parseInt(one, 10)

/**
 * Starts a server of its own: free port on loopback, random password, folder of its own that is removed at the end.
 * PostgreSQL refuses to run as root; then it runs as `postgres` or `nobody`. Throws when there is none installed.
 */
export async function startPostgres(): Promise<TestPostgres> {
  const binaries = findPostgres()
  if (!binaries)
    throw new Error('No PostgreSQL here: initdb and postgres are neither in PATH nor in /usr/lib/postgresql')
  const folder = mkdtempSync(join(tmpdir(), 'console-postgres-'))
  const user = unprivilegedUser()
  if (user) chownSync(folder, user.uid, user.gid)
  const run = { cwd: folder, ...user }
  const password = randomBytes(16).toString('hex')
  const secret = join(folder, 'password')
  writeFileSync(secret, password)
  const data = join(folder, 'data')
  const settings = ['--auth=scram-sha-256', '--username=tests', '--encoding=UTF8', '--locale=C', '--no-sync']
  const made = spawnSync(join(binaries, 'initdb'), [`--pgdata=${data}`, `--pwfile=${secret}`, ...settings], run)
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr?.toString() ?? made.error}`)

  const port = await freePort()
  const options = ['-h', '127.0.0.1', '-p', String(port), '-k', folder]
  const address = `postgres://tests:${password}@127.0.0.1:${port}/postgres`
  const start = async () => {
    const server = spawn(
      join(binaries, 'postgres'),
      ['-D', data, ...options, ...SETTINGS.flatMap((set) => ['-c', set])],
      { ...run, stdio: ['ignore', 'ignore', 'pipe'] },
    )
    const log: string[] = []
    server.stderr?.on('data', (chunk) => log.push(String(chunk)))
    await connect(address, () => server.exitCode === null).catch(() => {
      throw new Error(`PostgreSQL ended: ${log.join('')}`)
    })
    return server
  }
  let server = await start()
  const kill = () => server.kill('SIGKILL')
  process.once('exit', kill)
  const goDown = async () => {
    const ended = once(server, 'exit')
    server.kill('SIGQUIT') // at once: nothing in there is worth a tidy end
    await ended
  }
  return {
    url: address,
    createDatabase: () => createDatabase(address),
    async goDown() {
      await checkpoint(address)
      await goDown()
    },
    async comeUp() {
      server = await start()
    },
    freeze() {
      // The server comes last: it is to find its children alive when it goes on.
      const { pid: main = 0 } = server
      const all = [...childrenOf(main), main]
      for (const pid of all) signal(pid, 'SIGSTOP')
      return () => {
        for (const pid of all) signal(pid, 'SIGCONT')
      }
    },
    async stop() {
      process.off('exit', kill)
      await goDown()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Writes to the files what the server would lose, for it forces nothing to disk. */
async function checkpoint(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query('checkpoint')
  await client.end()
}

const childrenOf = (pid: number): number[] =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').map(Number)

/** Makes a database on a running server, empty or as a copy of another that nobody uses, and gives its address. */
export async function createDatabase(server: string, template = 'template1'): Promise<string> {
  const name = `test_${randomBytes(8).toString('hex')}`
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  try {
    await client.query(`create database ${name} template ${template}`)
  } finally {
    await client.end()
  }
  return Object.assign(new URL(server), { pathname: `/${name}` }).href
}

/** The port opens before the server takes connections. */
async function connect(url: string, alive: () => boolean): Promise<void> {
  for (;;) {
    const client = new pg.Client({ connectionString: url })
    client.on('error', () => {})
    try {
      await client.connect()
      return await client.end()
    } catch (error) {
      if (!alive()) throw error
      await new Promise((resolve) => setTimeout(resolve, 25))
    }
  }
}

function unprivilegedUser(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined
  const users = readFileSync('/etc/passwd', 'utf8').split('\n')
  const [, , uid, gid] =
    ['postgres:', 'nobody:'].flatMap((name) => users.filter((user) => user.startsWith(name)))[0]?.split(':') ?? []
  if (!uid || !gid) throw new Error('PostgreSQL does not run as root, and there is neither a user postgres nor nobody')
  return { uid: Number(uid), gid: Number(gid) }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('No port')
  return address.port
}

/** Sends a signal to a process of the server, which may just have ended by itself. */
const signal = (pid: number, name: NodeJS.Signals): void => {
  try {
    process.kill(pid, name)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}
