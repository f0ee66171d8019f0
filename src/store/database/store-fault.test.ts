import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { findPostgres, startPostgres, type TestPostgres } from '../../testing/postgres.ts'
import { mountSmallDisk } from '../../testing/small-disk.ts'
import { openStore } from '../store.ts'
import { openDatabase } from './database.ts'
import { asStoreFault, StoreFault } from './store-fault.ts'

const aPerson = { id: 'u', name: 'Vera', email: null, role: 'viewer' } as const
const failing = (kind: string) => expect.objectContaining({ name: 'StoreFault', kind })

describe.skipIf(findPostgres() === undefined)('a PostgreSQL of its own', () => {
  let server: TestPostgres
  beforeAll(async () => {
    server = await startPostgres()
  })
  afterAll(() => server.stop())
  const opened = async () => {
    const url = await server.createDatabase()
    const store = await openStore({ postgres: url })
    onTestFinished(() => store.close())
    return { url, store }
  }

  it('that went down is away, for a page, for a write and for the check, until it is up again', async () => {
    const { store } = await opened()
    await server.goDown()
    await expect(store.sessions.find('x')).rejects.toEqual(failing('away'))
    await expect(store.sessions.create(aPerson)).rejects.toEqual(failing('away'))
    await expect(store.check()).rejects.toEqual(failing('away'))
    await server.comeUp()
    await store.check()
    expect(await store.sessions.find(await store.sessions.create(aPerson))).toBeDefined()
  })

  it('that only reads, as after a failover, still finds sessions, however long they were not used', async () => {
    let now = Date.now()
    const url = await server.createDatabase()
    const store = await openStore({ postgres: url }, { now: () => now })
    onTestFinished(() => store.close())
    const token = await store.sessions.create(aPerson)
    await readOnly(url)
    now += 120_000
    expect(await store.sessions.find(token)).toMatchObject({ role: 'viewer' })
    await expect(store.sessions.create(aPerson)).rejects.toEqual(failing('read-only'))
    await expect(store.check()).rejects.toEqual(failing('read-only'))
  })

  it('that says nothing is away after two seconds for the check, and nothing is left of it when it speaks again', async () => {
    const { store } = await opened()
    const thaw = server.freeze()
    await expect(Promise.all([store.check(), store.check()])).rejects.toEqual(failing('away'))
    thaw()
    await store.check()
  })

  /** Makes a database read-only for its connections to come, and ends those it has. */
  const readOnly = async (url: string) => {
    const admin = new pg.Client({ connectionString: server.url })
    await admin.connect()
    const name = new URL(url).pathname.slice(1)
    await admin.query(`alter database ${name} set default_transaction_read_only = on`)
    await admin.query('select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = $1', [name])
    await admin.end()
  }
})

it('SQLite on a full disk is full, and can be read; it is over when there is room', async ({ skip }) => {
  const disk = mountSmallDisk()
  if (!disk) return skip('this machine does not let its user mount a disk')
  onTestFinished(disk.remove)
  const store = await openStore({ sqlite: `${disk.folder}/store.sqlite` })
  onTestFinished(() => store.close())
  const token = await store.sessions.create(aPerson)
  disk.fill()
  await expect(store.sessions.create(aPerson)).rejects.toEqual(failing('full'))
  await expect(store.check()).rejects.toEqual(failing('full'))
  expect(await store.sessions.find(token)).toBeDefined()
  disk.makeRoom()
  await store.check()
  await store.sessions.create(aPerson)
})

it('a start on a full disk says that it is full', async ({ skip }) => {
  const disk = mountSmallDisk()
  if (!disk) return skip('this machine does not let its user mount a disk')
  onTestFinished(disk.remove)
  disk.fill()
  await expect(openStore({ sqlite: `${disk.folder}/store.sqlite` })).rejects.toThrow(/The disk of the store .* is full/)
})

it('SQLite that may only be read is said as such', async () => {
  const { db } = await openDatabase({ sqlite: ':memory:' })
  onTestFinished(() => db.destroy())
  await sql`pragma query_only = on`.execute(db)
  await expect(db.deleteFrom('sessions').execute()).rejects.toEqual(failing('read-only'))
})

it('a mistake of ours is no fault of the store', async () => {
  const { db } = await openDatabase({ sqlite: ':memory:' })
  onTestFinished(() => db.destroy())
  const mistake = await sql`select nothing from nowhere`.execute(db).catch((error: unknown) => error)
  expect(mistake).not.toBeInstanceOf(StoreFault)
  for (const error of [new TypeError('not a function'), Object.assign(new Error('unique'), { code: '23505' }), 'text'])
    expect(asStoreFault(error)).toBe(error)
})
