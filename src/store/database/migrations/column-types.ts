import { sql } from 'kysely'

export type Engine = 'sqlite' | 'postgres'

/** Column types that mean the same on both engines; texts compare byte by byte, so they sort alike. */
export function columnTypes(engine: Engine) {
  return {
    key: engine === 'postgres' ? ('serial' as const) : ('integer' as const),
    text: engine === 'postgres' ? sql`text collate "C"` : sql`text`,
    clock: 'bigint' as const,
    hash: 'bigint' as const,
    integer: 'integer' as const,
  }
}
