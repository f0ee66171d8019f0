import type { Transaction } from 'kysely'
import type { Tables } from '../database/tables.ts'
import { uuid7Prefix } from '../database/uuid7.ts'
import { forgetNames } from './names.ts'

/**
 * Deletes the oldest entries from before a time (ms since 1970), at most `most`, and the links that only they needed. The
 * chain then begins with the last link that went. Returns how many entries were deleted.
 */
export async function forgetEntries(trx: Transaction<Tables>, before: number, most: number): Promise<number> {
  const keptFrom = uuid7Prefix(before)
  const old = trx.selectFrom('journal').select('id').where('id', '<', keptFrom).orderBy('id').limit(most)
  const gone = trx.deleteFrom('journal').where('id', 'in', old).returning(['actor_id', 'actor_name', 'target_title'])
  const rows = await gone.execute()
  if (rows.length === 0) return 0
  await forgetNames(trx, rows)
  const heads = trx.updateTable('journal_heads').set({ kept_from: keptFrom }).where('kept_from', '<', keptFrom)
  await heads.execute()
  for (const { environment, start_seq } of await trx.selectFrom('journal_heads').selectAll().execute())
    await forgetLinks(trx, { environment, from: start_seq, to: start_seq + 2 * most, keptFrom })
  return rows.length
}

async function forgetLinks(
  trx: Transaction<Tables>,
  { environment, from, to, keptFrom }: { environment: string; from: number; to: number; keptFrom: string },
): Promise<void> {
  const links = trx.selectFrom('journal_links').where('environment', '=', environment).where('seq', '>', from)
  const some = await links.select(['seq', 'entry', 'hash']).where('seq', '<=', to).orderBy('seq').execute()
  const kept = some.findIndex(({ entry }) => entry >= keptFrom)
  const last = some[(kept === -1 ? some.length : kept) - 1]
  if (!last) return
  await trx.deleteFrom('journal_links').where('environment', '=', environment).where('seq', '<=', last.seq).execute()
  const start = { start_seq: last.seq, start_hash: last.hash }
  await trx.updateTable('journal_heads').set(start).where('environment', '=', environment).execute()
}
