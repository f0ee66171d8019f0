import { type Expression, type Kysely, type SqlBool, sql } from 'kysely'
import { z } from 'zod'
import type { Database } from '../database/database.ts'
import type { Engine } from '../database/migrations/column-types.ts'
import type { Tables } from '../database/tables.ts'

/**
 * The sets that name an attribute, of one feed or of all. Few sets are looked through instead of many events, and each
 * once though many feeds have it: from one hash to the next.
 */
export async function setsWith({ db, engine }: Database, attribute: string, feed?: number): Promise<number[]> {
  const position = sql.raw(engine === 'postgres' ? 'strpos' : 'instr')
  const name = JSON.stringify(attribute)
  const sets =
    feed === undefined
      ? sql<{ hash: number }>`
          with recursive sets(hash) as (
            select min(hash) from event_attribute_sets
            union all
            select (select min(hash) from event_attribute_sets where hash > sets.hash) from sets where hash is not null
          )
          select hash from sets where ${position}(
            (select attributes_json from event_attribute_sets as one where one.hash = sets.hash limit 1), ${name}) > 0`
      : sql<{ hash: number }>`
          select hash from event_attribute_sets where feed = ${feed} and ${position}(attributes_json, ${name}) > 0`
  return (await sets.execute(db)).rows.map((row) => row.hash)
}

/** True for an event that has one of these sets; one parameter, however many they are. */
export function hasSet(engine: Engine, sets: number[]): Expression<SqlBool> {
  return engine === 'postgres'
    ? sql<SqlBool>`events.attribute_set = any(${sets}::bigint[])`
    : sql<SqlBool>`events.attribute_set in (select value from json_each(${JSON.stringify(sets)}))`
}

const Names = z.array(z.string())

/** All attributes that events of a feed name. */
export async function attributesOf(db: Kysely<Tables>, feed: number): Promise<string[]> {
  const sets = await db.selectFrom('event_attribute_sets').select('attributes_json').where('feed', '=', feed).execute()
  return namesIn(sets.map((set) => set.attributes_json))
}

/** The names in some sets, each once. */
export function namesIn(sets: Iterable<string>): string[] {
  return [...new Set([...new Set(sets)].flatMap((set) => Names.parse(JSON.parse(set))))].toSorted()
}
