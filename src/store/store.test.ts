import { once } from 'node:events'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { describeOnBothEngines } from '../testing/postgres-stores.ts'
import { openDatabase } from './database/database.ts'
import { openStore, StoreError } from './store.ts'

const USER = { id: 'u-1', name: 'Olga', email: 'olga@example.com', role: 'operator' } as const

describeOnBothEngines('the store', ({ setting, open }) => {
  it('is usable once it is open', async () => {
    await expect((await open()).check()).resolves.toBe(0)
  })

  it('refuses what a newer version wrote', async () => {
    const place = await setting()
    const folder = mkdtempSync(join(tmpdir(), 'console-store-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const where = 'sqlite' in place ? { sqlite: join(folder, 'console.sqlite') } : place
    const { db } = await openDatabase(where)
    const log = db.withTables<{ kysely_migration: { name: string; timestamp: string } }>()
    await log.insertInto('kysely_migration').values({ name: '9999-later', timestamp: '2099-01-01T00:00:00Z' }).execute()
    await db.destroy()
    await expect(openStore(where)).rejects.toThrow(/newer version of the console \(it has 9999-later\)/)
  })

  it('may be opened by several at once', async () => {
    const place = await setting()
    const stores = await Promise.all([openStore(place), openStore(place), openStore(place)])
    for (const store of stores) await store.close()
  })
})

describe('the store in a file', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'console-store-'))
  })
  afterEach(() => {
    chmodSync(folder, 0o700)
    rmSync(folder, { recursive: true })
  })

  it('makes its folder and a file only its user reads', async () => {
    const path = join(folder, 'data', 'deep', 'console.sqlite')
    const store = await openStore({ sqlite: path })
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(statSync(join(folder, 'data')).mode & 0o777).toBe(0o700)
    await store.close()
  })

  it('still holds everything when it is opened again', async () => {
    const path = join(folder, 'console.sqlite')
    const before = await openStore({ sqlite: path })
    const token = await before.sessions.create(USER)
    await before.close()
    const after = await openStore({ sqlite: path })
    expect(await after.sessions.find(token)).toMatchObject({ user: { email: 'olga@example.com' } })
    await after.close()
  })

  it('keeps no token in the file', async () => {
    const path = join(folder, 'console.sqlite')
    const store = await openStore({ sqlite: path })
    const token = await store.sessions.create(USER)
    await store.close()
    const rows = new DatabaseSync(path).prepare('select * from sessions').all()
    expect(JSON.stringify(rows)).not.toContain(token)
  })

  it('commits to the disk before it answers', async () => {
    const path = join(folder, 'console.sqlite')
    const { db } = await openDatabase({ sqlite: path })
    const log = db.withTables<{
      pragma_journal_mode: { journal_mode: string }
      pragma_synchronous: { synchronous: number }
    }>()
    expect(await log.selectFrom('pragma_journal_mode').selectAll().execute()).toEqual([{ journal_mode: 'wal' }])
    expect(await log.selectFrom('pragma_synchronous').selectAll().execute()).toEqual([{ synchronous: 2 }])
    await db.destroy()
  })

  it('says when the path cannot be written', async () => {
    writeFileSync(join(folder, 'file'), '')
    const opening = openStore({ sqlite: join(folder, 'file', 'console.sqlite') })
    await expect(opening).rejects.toThrow(StoreError)
    await expect(opening).rejects.toThrow(/cannot be written \((ENOTDIR|EEXIST)\).*write access to the folder/)
  })

  it('says when the path is a folder', async () => {
    mkdirSync(join(folder, 'console.sqlite'))
    await expect(openStore({ sqlite: join(folder, 'console.sqlite') })).rejects.toThrow(/is a folder/)
  })

  it('says when the file is not a database, and leaves it as it is', async () => {
    const path = join(folder, 'notes.txt')
    writeFileSync(path, 'These are my notes. '.repeat(100))
    await expect(openStore({ sqlite: path })).rejects.toThrow(/is not a database/)
    expect(statSync(path).size).toBe(2_000)
  })
})

describe('the store on a PostgreSQL that does not answer', () => {
  it('names the place and what to do, never the password', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    server.close()
    await once(server, 'close')
    const port = typeof address === 'object' && address ? address.port : 0
    const opening = openStore({ postgres: `postgres://console:hunter2@127.0.0.1:${port}/console` })
    await expect(opening).rejects.toThrow(`PostgreSQL at 127.0.0.1:${port}/console refused the connection`)
    await expect(opening).rejects.not.toThrow('hunter2')
  })

  it('says when the address is none', async () => {
    await expect(openStore({ postgres: 'my database' })).rejects.toThrow(/not a postgres:\/\/ address/)
  })
})
