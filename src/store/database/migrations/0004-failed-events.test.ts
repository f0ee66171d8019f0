import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Kysely, sql } from 'kysely'
import { Migrator } from 'kysely/migration'
import { afterAll, expect, it } from 'vitest'
import { FailedQuery } from '../../../contract/failed-event.ts'
import { aFailure, CRM, NOON } from '../../../testing/failures.ts'
import { describeOnBothEngines } from '../../../testing/postgres-stores.ts'
import { attributeSetOf } from '../../events/rows.ts'
import { openStore } from '../../store.ts'
import { openPostgres } from '../postgres.ts'
import { openSqlite } from '../sqlite.ts'
import { migrationsFor } from './migrations.ts'

describeOnBothEngines('a store from before there were lists of failed events', ({ setting }) => {
  const folder = mkdtempSync(join(tmpdir(), 'console-migration-'))
  afterAll(() => rmSync(folder, { recursive: true }))

  it('has its failures in them, as seen when they were read', async () => {
    const given = await setting()
    const place = 'postgres' in given ? given : { sqlite: join(folder, 'old.sqlite') }
    const engine = 'postgres' in place ? 'postgres' : 'sqlite'
    const old = new Kysely<unknown>({
      dialect: 'postgres' in place ? openPostgres(place.postgres) : openSqlite(place.sqlite),
    })
    const migrator = new Migrator({ db: old, provider: migrationsFor(engine) })
    expect((await migrator.migrateTo('0003-event-index')).error).toBeUndefined()
    const event = aFailure(1, { listenerError: 'No ROUTE to host', attributes: ['email'] })
    await sql`insert into event_feeds (environment, subscription_id) values ('production', ${CRM})`.execute(old)
    await sql`insert into event_attribute_sets (feed, hash, attributes_json, expires_at)
      values (1, ${attributeSetOf(['email'])}, '["email"]', ${event.expiresAt})`.execute(old)
    for (const [id, state] of [
      [event.id, 'failure'],
      ['delivered', 'success'],
    ])
      await sql`insert into events (feed, id, created_at, updated_at, state, settled, attempts, attribute_set,
          listener_error, user_id, expires_at, read_at)
        values (1, ${id}, ${event.createdAt}, ${event.updatedAt}, ${state}, 1, 6, ${attributeSetOf(['email'])},
          ${event.listenerError}, ${event.user}, ${event.expiresAt}, ${NOON + 5_000})`.execute(old)
    await old.destroy()

    const store = await openStore(place, { now: () => NOON + 10_000 })
    const found = async (query: object) => {
      const { items } = await store.events.failed('production', FailedQuery.parse(query))
      return items.map(({ id }) => id)
    }
    expect(await found({})).toEqual([event.id])
    expect(await found({ text: 'route', attribute: 'email' })).toEqual([event.id])
    expect(await found({ asOf: new Date(NOON + 4_999).toISOString() })).toEqual([])
    await store.close()
  })
})
