import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { describe, expect, inject, it } from 'vitest'
import { FailedQuery } from '../../../contract/failed-event.ts'
import { aFailure, NOON, secondsOf } from '../../../testing/failures.ts'
import { createDatabase } from '../../../testing/postgres.ts'
import { openStore } from '../../store.ts'

const server = inject('postgres')
const INDICES = `select relname, indisvalid from pg_index join pg_class on pg_class.oid = indexrelid
  where relname in ('events_failed_trigrams', 'events_failed_letters') order by relname`

describe.skipIf(!server)('a store on PostgreSQL', () => {
  it('looks texts up by trigrams', async () => {
    const url = await createDatabase(server ?? '')
    const store = await openStore({ postgres: url })
    await store.close()
    expect(await ask(url, INDICES)).toMatchObject([
      { relname: 'events_failed_letters', indisvalid: true },
      { relname: 'events_failed_trigrams', indisvalid: true },
    ])
  })

  it('opens and finds texts where its user may not add the extension, and by trigrams once another has', async () => {
    const url = await createDatabase(server ?? '')
    const [name, password] = [`plain_${randomBytes(6).toString('hex')}`, randomBytes(16).toString('hex')]
    await ask(url, `create role ${name} login password '${password}'`)
    await ask(url, `grant create, usage on schema public to ${name}`)
    const plain = Object.assign(new URL(url), { username: name, password }).href
    const store = await openStore({ postgres: plain }, { now: () => NOON })
    const found = async () => {
      const page = await store.events.failed('production', FailedQuery.parse({ text: 'no route' }))
      return secondsOf(page.items)
    }
    await store.events.put('production', [aFailure(1), aFailure(2, { listenerError: 'No route to host' })])
    expect(await ask(url, INDICES)).toMatchObject([{ relname: 'events_failed_letters' }])
    expect(await found()).toEqual([2])

    // As docs/operations.md tells an administrator to.
    await ask(url, 'create schema extensions')
    await ask(url, 'create extension pg_trgm schema extensions')
    await ask(
      url,
      `create index concurrently events_failed_trigrams on events
      using gin (replace(failed_text, ' ', 'q') extensions.gin_trgm_ops) where failed_in is not null`,
    )
    expect(await found()).toEqual([2])
    await store.close()
  })
})

async function ask(url: string, query: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(query)).rows
  } finally {
    await client.end()
  }
}
