import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type Database, openDatabase } from './database.ts'

let folder: string
let database: Database

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'console-group-'))
  database = await openDatabase({ sqlite: join(folder, 'store.sqlite') })
})
afterEach(async () => {
  await database.db.destroy()
  rmSync(folder, { recursive: true })
})

const write = (state: string, fail = false) =>
  database.transact(async (trx) => {
    const row = { token_hash: state, state, nonce: '', code_verifier: '', return_to: '/', created_at: 0 }
    await trx.insertInto('sign_ins').values(row).execute()
    if (fail) throw new Error(`not ${state}`)
    return state
  })

const stored = async () => {
  const rows = await database.db.selectFrom('sign_ins').select('state').orderBy('state').execute()
  return rows.map(({ state }) => state)
}

it('keeps what worked and takes back what did not, though they are committed together', async () => {
  const first = write('a')
  const others = await Promise.allSettled([write('b'), write('c', true), write('d')])
  expect(await first).toBe('a')
  expect(others.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  expect(others[1]).toMatchObject({ reason: new Error('not c') })
  expect(await stored()).toEqual(['a', 'b', 'd'])
})

it('tells nobody of success when the commit fails', async () => {
  const first = write('a')
  const group = [write('b'), write('c')]
  await first
  await database.db.destroy() // the connection is gone before they are committed, or while they are
  const results = await Promise.allSettled(group)
  database = await openDatabase({ sqlite: join(folder, 'store.sqlite') })
  const told = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
  expect((await stored()).filter((state) => state !== 'a')).toEqual(told)
})

it('goes on after a group that failed', async () => {
  await expect(write('a', true)).rejects.toThrow('not a')
  expect(await write('b')).toBe('b')
  expect(await stored()).toEqual(['b'])
})
