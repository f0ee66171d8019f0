import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import fc from 'fast-check'
import pg from 'pg'
import { beforeEach, describe, expect, inject, it, onTestFinished } from 'vitest'
import { anyRows, contentOf, fillStore, readColumns } from '../../testing/any-store.ts'
import { liveInStore } from '../../testing/lived-in-store.ts'
import { createDatabase } from '../../testing/postgres.ts'
import { ran } from '../../testing/ran.ts'
import { openDatabase } from '../database/database.ts'
import { openStore, type StoreSetting } from '../store.ts'
import { type CopyStep, copyStore } from './copy.ts'
import { lockTables } from './in-use.ts'
import { readSchema } from './schema.ts'

const server = inject('postgres')
const columns = await readColumns()

let folder: string
let files = 0
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'console-copy-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
})
const file = (): { sqlite: string } => ({ sqlite: join(folder, `${++files}.sqlite`) })
/** An empty database with the schema; no console has written to it lately. */
const database = async (): Promise<{ postgres: string }> => {
  const postgres = await createDatabase(server ?? '', inject('postgresTemplate'))
  await ask(postgres, 'update pulse set at = 1')
  return { postgres }
}
const ask = async (postgres: string, query: string) => {
  const client = new pg.Client({ connectionString: postgres })
  await client.connect()
  await client.query(query)
  await client.end()
}
const quiet = () => undefined
const tables = () => [...columns.keys()]

it('takes along every table and column of the schema, whatever a migration adds, and goes on counting', async () => {
  const schema = await readSchema()
  const listed = (found: { name: string; columns: { name: string }[] }[]) =>
    Object.fromEntries(found.map((table) => [table.name, table.columns.map(({ name }) => name).toSorted()]))
  const { db } = await openDatabase({ sqlite: ':memory:' })
  const inFile = await db.introspection.getTables()
  await db.destroy()
  expect(listed(schema)).toEqual(listed(inFile))
  if (server === null) return
  const { db: other } = await openDatabase(await database())
  const onServer = await other.introspection.getTables()
  await other.destroy()
  expect(listed(schema)).toEqual(listed(onServer))
  for (const { name, columns: some } of onServer)
    for (const column of some)
      expect([name, column.name, column.dataType], 'a type that means the same on both engines').toEqual([
        name,
        column.name,
        expect.stringMatching(/^(text|int4|int8)$/),
      ])
})

const withoutNul = (content: Record<string, string[]>) =>
  JSON.parse(JSON.stringify(content).replaceAll('\\\\u0000', '')) as Record<string, string[]>

describe.skipIf(server === null)('whatever a store holds arrives the same', () => {
  it.each([
    ['SQLite to PostgreSQL', file, database],
    ['PostgreSQL to SQLite', database, file],
    ['SQLite to SQLite', file, file],
  ])('%s', { timeout: 240_000 }, async (_, source, target) => {
    await fc.assert(
      fc.asyncProperty(anyRows(columns, 20), async (rows) => {
        const [from, to] = [await source(), await target()]
        await fillStore(from, columns, rows)
        const before = await contentOf(from, tables())
        for (const table of tables()) expect([table, before[table]?.length]).not.toEqual([table, 0])
        const { tables: copied } = await copyStore({ from, to }, quiet)
        expect(await contentOf(from, tables())).toEqual(before)
        const wanted = 'postgres' in to ? sorted(withoutNul(before)) : before
        expect(await contentOf(to, tables())).toEqual(wanted)
        expect(Object.fromEntries(copied.map(({ name, rows: count }) => [name, count]))).toEqual(
          Object.fromEntries(tables().map((name) => [name, before[name]?.length])),
        )
      }),
      { numRuns: 4, endOnFailure: true },
    )
  })
})

const sorted = (content: Record<string, string[]>) =>
  Object.fromEntries(Object.entries(content).map(([table, rows]) => [table, rows.toSorted()]))

/** Copies until so many tables are there, then breaks off. */
const breakOff = (from: StoreSetting, to: StoreSetting, after: number) => {
  let copied = 0
  return copyStore({ from, to }, ({ step }) => {
    if (step === 'copied' && ++copied === after) throw new Error('broken off')
  }).catch((error: unknown) => error)
}
const steps = async (from: StoreSetting, to: StoreSetting) => {
  const told: CopyStep['step'][] = []
  await copyStore({ from, to }, ({ step }) => void told.push(step))
  return told
}

it('is no store until it is complete: it goes on, or begins anew when its source was used since', async () => {
  const [from, to] = [file(), file()]
  await liveInStore(from, 200)
  await breakOff(from, to, 5)
  await expect(openStore(to)).rejects.toThrow(
    /is a copy of another one and not complete\. Run the same "store copy" again/,
  )
  await breakOff(from, to, 9)
  const used = await openStore(from)
  await used.sessions.create({ id: 'u-2', name: 'Oskar', email: null, role: 'viewer' })
  await used.close()
  expect(await steps(from, to)).toContain('anew')
  expect(await contentOf(to, tables())).toEqual(await contentOf(from, tables()))
  const store = await openStore(to)
  await store.close()
})

it.skipIf(server === null)('that was complete before says so again, until one of the two is used', async () => {
  const [from, to] = [file(), await database()]
  await liveInStore(from, 100)
  const { tables: copied } = await copyStore({ from, to }, quiet)
  const told: CopyStep[] = []
  const again = await copyStore({ from, to }, (step) => void told.push(step))
  expect([again.tables, told.map(({ step }) => step)]).toEqual([copied, ['complete']])
  const store = await openStore(to)
  await store.sessions.create({ id: 'u-2', name: 'Oskar', email: null, role: 'viewer' })
  await store.close()
  await ask(to.postgres, 'update pulse set at = 1')
  await expect(copyStore({ from, to }, quiet)).rejects.toThrow(/holds data already/)
})

it('goes on counting where its source stopped, whatever was deleted there', async () => {
  const stores = [file(), server === null ? file() : await database(), file()] as const
  await openDatabase(stores[0]).then(({ db }) => db.destroy())
  const add = async (place: StoreSetting, gone: boolean) => {
    const { db } = await openDatabase(place)
    const lane = { environment: 'production', name: `${Math.random()}`, at_once: 1 }
    const { id } = await db.insertInto('lanes').values(lane).returning('id').executeTakeFirstOrThrow()
    if (gone) await db.deleteFrom('lanes').where('id', '=', id).execute()
    await db.destroy()
    return id
  }
  const given = [await add(stores[0], false), await add(stores[0], true)]
  await copyStore({ from: stores[0], to: stores[1] }, quiet)
  given.push(await add(stores[1], true))
  await copyStore({ from: stores[1], to: stores[2] }, quiet)
  given.push(await add(stores[2], false))
  expect(given).toEqual([1, 2, 3, 4])
})

describe('refuses', () => {
  const refusal = async (from: string, to: string, env = {}) => {
    const { code, err } = await ran(['store', 'copy', '--from', from, '--to', to], env)
    expect(code).not.toBe(0)
    return err
  }

  it('a store that holds something, a file that is not there, the same store, and stores that are not named', async () => {
    const [from, to] = [file(), file()]
    await liveInStore(from, 100)
    await liveInStore(to, 100)
    const before = await contentOf(to, tables())
    expect(await refusal(from.sqlite, to.sqlite)).toMatch(/holds data already \(.*journal.*\)\. Name an empty store/)
    expect(await contentOf(to, tables())).toEqual(before)
    expect(await refusal(`${from.sqlite}x`, to.sqlite)).toMatch(/There is no file .*x to copy/)
    expect(existsSync(`${from.sqlite}x`)).toBe(false)
    expect(await refusal(from.sqlite, from.sqlite)).toMatch(/Name two stores/)
    expect(await refusal(from.sqlite, 'env:DB')).toMatch(/environment variable DB is not set/)
    expect(await refusal(from.sqlite, '')).toMatch(/Name both stores/)
  })

  it('a file that a console has open, on either side', async () => {
    const [from, to] = [file(), file()]
    const console = await openStore(from, { alone: true })
    expect(await refusal(from.sqlite, to.sqlite)).toMatch(/is in use by another console/)
    await openDatabase(to).then(({ db }) => db.destroy())
    expect(await refusal(to.sqlite, from.sqlite)).toMatch(/is in use by another console/)
    await console.close()
  })

  it('what the other engine could not keep, by its table, row and column', async () => {
    const [from, to] = [file(), file()]
    await liveInStore(from, 100)
    const raw = new DatabaseSync(from.sqlite)
    raw.exec(`update events set attempts = 5000000000 where rowid = 7`)
    raw.close()
    expect(await refusal(from.sqlite, to.sqlite)).toMatch(
      /^The row feed 1, id .* of events .* in attempts .*: 5000000000\./,
    )
  })

  it.skipIf(server === null)('a database that a console uses, is none of the console, or is not in UTF8', async () => {
    const [used, other] = [await database(), file()]
    await openDatabase(other).then(({ db }) => db.destroy())
    const console = await openStore(used)
    const ticking = setInterval(() => void console.check(), 100)
    onTestFinished(async () => {
      clearInterval(ticking)
      await console.close()
    })
    const running = /A console is running on .*Stop every console on it, then copy again/
    expect(await refusal('env:DB', other.sqlite, { DB: used.postgres })).toMatch(running)
    expect(await refusal(other.sqlite, used.postgres)).toMatch(running)
    const empty = await createDatabase(server ?? '')
    expect(await refusal(empty, other.sqlite)).toMatch(/There is no store of the console to copy from/)
    const latin = `${new URL(used.postgres).pathname.slice(1)}_latin`
    await ask(used.postgres, `create database ${latin} encoding 'LATIN1' locale 'C' template template0`)
    const place = Object.assign(new URL(used.postgres), { pathname: latin }).href
    expect(await refusal(other.sqlite, place)).toMatch(/is in LATIN1\. Make a database with the encoding UTF8/)
  })

  it.skipIf(server === null)('every writer while it reads a database', async () => {
    const { postgres } = await database()
    const { db } = await openDatabase({ postgres }, { copy: 'from' })
    await db.transaction().execute(async (trx) => {
      await lockTables(trx, await readSchema(), 'here')
      const write = ask(postgres, `set lock_timeout = '1ms'; update pulse set at = 2`)
      await expect(write).rejects.toMatchObject({ code: '55P03' })
    })
    await ask(postgres, 'update pulse set at = 2')
    await db.destroy()
  })
})
