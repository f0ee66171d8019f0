import { sql } from 'kysely'
import pg from 'pg'
import { expect, inject, it, onTestFinished } from 'vitest'
import { createDatabase } from '../../testing/postgres.ts'
import { openDatabase } from './database.ts'

const server = inject('postgres')

it.skipIf(server === null)(
  'a connection that ends inside a transaction fails that one alone, a hundred times',
  async () => {
    const url = await createDatabase(server ?? '', inject('postgresTemplate'))
    const { db, transact } = await openDatabase({ postgres: url })
    const killer = new pg.Client({ connectionString: url })
    await killer.connect()
    onTestFinished(async () => {
      await killer.end()
      await db.destroy()
    })
    const session = { actor_id: 'ada' }
    let failed = 0
    for (let round = 0; round < 100; round++) {
      const work = transact(async (trx) => {
        const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(trx)
        await killer.query('select pg_terminate_backend($1, 5000)', [rows[0]?.pid])
        await sql`select ${session.actor_id}`.execute(trx)
      })
      await work.catch(() => failed++)
    }
    expect(failed).toBe(100)
    expect((await sql<{ one: number }>`select 1 as one`.execute(db)).rows).toEqual([{ one: 1 }])
  },
)
