import { type Kysely, sql } from 'kysely'
import type { Tables } from '../database/tables.ts'

/** A person as entries name them: one person may have had several names. */
export interface Actor {
  id: string
  name: string
}

/**
 * Returns the people of the journal whose name or id holds a text, whatever the case of its ASCII letters. The index is
 * skipped through, a person at a time: there are few of them in millions of entries.
 */
export async function actorsNamed(db: Kysely<Tables>, text: string): Promise<Actor[]> {
  const next = (column: 'actor_id' | 'actor_name') => sql`(select ${sql.ref(column)} from journal
    where (actor_id, actor_name) > (people.id, people.name) order by actor_id, actor_name limit 1)`
  const { rows } = await sql<Actor>`
    with recursive people (id, name) as (
      select * from (select actor_id, actor_name from journal order by actor_id, actor_name limit 1) as one
      union all
      select ${next('actor_id')}, ${next('actor_name')} from people where people.id is not null
    )
    select id, name from people where id is not null`.execute(db)
  const wanted = asciiLower(text)
  return rows.filter(({ id, name }) => asciiLower(id).includes(wanted) || asciiLower(name).includes(wanted))
}

const asciiLower = (text: string): string => text.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase())
