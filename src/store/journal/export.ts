import type { Kysely } from 'kysely'
import type { JournalEntry } from '../../contract/journal.ts'
import type { Tables } from '../database/tables.ts'
import { entryOf } from './page.ts'

/** An entry with its links in the chain, in their order. */
export type ExportedEntry = JournalEntry & { links: { seq: number; content: string; hash: string }[] }

const AT_ONCE = 500

/** Yields all entries of the journal, the oldest first; those that come meanwhile as well. */
export async function* exportJournal(db: Kysely<Tables>): AsyncGenerator<ExportedEntry> {
  for (let after = ''; ; ) {
    const some = db.selectFrom('journal').selectAll().where('id', '>', after).orderBy('id').limit(AT_ONCE)
    const rows = await some.execute()
    const last = rows.at(-1)
    if (!last) return
    after = last.id
    const links = db.selectFrom('journal_links').select(['entry', 'seq', 'content', 'hash']).orderBy('seq')
    const of = Map.groupBy(
      await links
        .where(
          'entry',
          'in',
          rows.map(({ id }) => id),
        )
        .execute(),
      ({ entry }) => entry,
    )
    for (const row of rows)
      yield { ...entryOf(row), links: (of.get(row.id) ?? []).map(({ seq, content, hash }) => ({ seq, content, hash })) }
  }
}
