import { type RawBuilder, sql } from 'kysely'

/** Returns a moment by PostgreSQL's clock, so many milliseconds from now: the clocks of processes need not agree. */
export function clockOf(ahead: number): RawBuilder<number> {
  return sql<number>`(extract(epoch from clock_timestamp()) * 1000)::bigint + ${ahead}::bigint`
}
