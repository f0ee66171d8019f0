import type { Selectable, Transaction } from 'kysely'
import { hashOfParts } from '../database/hash-of-parts.ts'
import type { Engine } from '../database/migrations/column-types.ts'
import type { JournalHeadsTable, JournalTable, Tables } from '../database/tables.ts'

type Row = Selectable<JournalTable>
type Head = Selectable<JournalHeadsTable>

/**
 * Adds links to the chain for entries that were just written, in the transaction that wrote them. Those of one environment
 * are added one after the other over all processes, because its head is locked until then.
 */
export async function addLinks(
  { trx, engine }: { trx: Transaction<Tables>; engine: Engine },
  rows: readonly Row[],
): Promise<void> {
  const byEnvironment = [...Map.groupBy(rows, chainOf)].toSorted(([one], [other]) => (one < other ? -1 : 1))
  for (const [environment, some] of byEnvironment) {
    let { seq, hash } = await lockedHead(trx, engine, some)
    const links = some.map((row) => {
      const link = { environment, seq: seq + 1, entry: row.id, content: contentOf(row) }
      hash = hashOfLink(hash, link)
      seq = link.seq
      return { ...link, hash }
    })
    await trx.insertInto('journal_links').values(links).execute()
    await trx.updateTable('journal_heads').set({ seq, hash }).where('environment', '=', environment).execute()
  }
}

/** Returns the chain that an entry belongs to: that of its environment, '' for one without. */
export function chainOf({ environment }: Pick<Row, 'environment'>): string {
  return environment ?? ''
}

async function lockedHead(
  trx: Transaction<Tables>,
  engine: Engine,
  rows: readonly Row[],
): Promise<Pick<Head, 'seq' | 'hash'>> {
  const [{ id, environment }] = rows as [Row]
  const chain = environment ?? ''
  const head = trx.selectFrom('journal_heads').select(['seq', 'hash']).where('environment', '=', chain)
  const locked = engine === 'postgres' ? head.forUpdate() : head
  const known = await locked.executeTakeFirst()
  if (known) return known
  const others = trx
    .selectFrom('journal')
    .select('id')
    .where('environment', environment === null ? 'is' : '=', environment)
  const ids = rows.map((row) => row.id)
  const older = await others.where('id', 'not in', ids).limit(1).executeTakeFirst()
  // Only a chain that begins later than the journal leaves entries out.
  const first = { seq: 0, hash: '', start_seq: 0, start_hash: '', since: older ? id : '', kept_from: '' }
  const begun = trx.insertInto('journal_heads').values({ environment: chain, ...first })
  await begun.onConflict((on) => on.column('environment').doNothing()).execute()
  return await locked.executeTakeFirstOrThrow()
}

/** Returns the hash of a link: of what it says and of the one before it. */
export function hashOfLink(
  before: string,
  { environment, seq, entry, content }: { environment: string; seq: number; entry: string; content: string },
): string {
  return hashOfParts([before, environment, String(seq), entry, content])
}

const COLUMNS = [
  ...['id', 'at', 'actor_id', 'actor_name', 'role', 'environment', 'action', 'target_type', 'target_id'],
  ...['target_title', 'target_subscription_id', 'before_json', 'after_json', 'reason', 'outcome', 'upstream_status'],
  ...['problem', 'request_id'],
] as (keyof Row)[]

/** Returns the hash of all that an entry says. NUL is left out: PostgreSQL does not store it. */
export function contentOf(row: Row): string {
  return hashOfParts(COLUMNS.map((column) => (row[column] === null ? null : String(row[column]).replaceAll('\0', ''))))
}
