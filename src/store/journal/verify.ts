import type { Kysely, Selectable } from 'kysely'
import type { JournalHeadsTable, JournalLinksTable, JournalTable, Tables } from '../database/tables.ts'
import { chainOf, contentOf, hashOfLink } from './chain.ts'

/** Something that was done to the journal behind the console's back. */
export interface JournalFault {
  /** `broken`: a link was changed, taken out, put in or moved. The others are of entries. */
  what: 'changed' | 'removed' | 'inserted' | 'broken'
  environment: string
  entry: string | null
  /** The number of the link. */
  seq: number | null
}

/** The end of a chain: whoever noted it earlier can tell that what came before is still the same. */
export interface JournalHead {
  environment: string
  seq: number
  hash: string
}

export interface JournalProof {
  /** The links that were checked. */
  links: number
  heads: JournalHead[]
  /** The faults that were found, at most 1,000. */
  faults: JournalFault[]
}

const AT_ONCE = 500
const MOST_FAULTS = 1000

/** Goes through the chains of the journal from their beginning and returns what does not fit. */
export async function verifyJournal(db: Kysely<Tables>): Promise<JournalProof> {
  const faults: JournalFault[] = []
  const heads = await db.selectFrom('journal_heads').selectAll().orderBy('environment').execute()
  let links = 0
  for (const head of heads) {
    links += await followChain(db, head, faults)
    for (const { id } of await unlinked(db, head))
      faults.push({ what: 'inserted', environment: head.environment, entry: id, seq: null })
  }
  return {
    links,
    heads: heads.map(({ environment, seq, hash }) => ({ environment, seq, hash })),
    faults: faults.slice(0, MOST_FAULTS),
  }
}

async function followChain(
  db: Kysely<Tables>,
  head: Selectable<JournalHeadsTable>,
  faults: JournalFault[],
): Promise<number> {
  const { environment } = head
  let [seq, hash, count] = [head.start_seq, head.start_hash, 0]
  for (;;) {
    const from = db
      .selectFrom('journal_links')
      .selectAll()
      .where('environment', '=', environment)
      .where('seq', '>', seq)
    const links = await from.orderBy('seq').limit(AT_ONCE).execute()
    if (links.length === 0 || faults.length >= MOST_FAULTS) break
    const entries = await entriesOf(db, links)
    for (const link of links) {
      const fault = (what: JournalFault['what']) => faults.push({ what, environment, entry: link.entry, seq: link.seq })
      if (link.seq !== seq + 1 || link.hash !== hashOfLink(hash, link)) fault('broken')
      ;[seq, hash] = [link.seq, link.hash]
      const { row, last } = entries.get(link.entry) ?? {}
      if (last !== link.seq) continue // the entry was written once more later
      if (!row) {
        if (link.entry >= head.kept_from) fault('removed')
      } else if (contentOf(row) !== link.content || chainOf(row) !== environment) fault('changed')
    }
    count += links.length
  }
  if (seq !== head.seq || hash !== head.hash) faults.push({ what: 'broken', environment, entry: null, seq: head.seq })
  return count
}

/** Returns the entries of links as they are now, with the number of the last link of each. */
async function entriesOf(db: Kysely<Tables>, links: readonly Selectable<JournalLinksTable>[]) {
  const ids = links.map(({ entry }) => entry)
  const rows = await db.selectFrom('journal').selectAll().where('id', 'in', ids).execute()
  const byId = new Map<string, Selectable<JournalTable>>(rows.map((row) => [row.id, row]))
  const last = await db
    .selectFrom('journal_links')
    .select((link) => ['entry', link.fn.max<number>('seq').as('seq')])
    .where('entry', 'in', ids)
    .groupBy('entry')
    .execute()
  return new Map(last.map(({ entry, seq }) => [entry, { row: byId.get(entry), last: seq }]))
}

/** Returns entries that no link knows, although they are younger than the chain. */
function unlinked(db: Kysely<Tables>, { environment, since, kept_from }: Selectable<JournalHeadsTable>) {
  const young = db
    .selectFrom('journal')
    .select('id')
    .where('environment', environment === '' ? 'is' : '=', environment === '' ? null : environment)
    .where('id', '>=', since > kept_from ? since : kept_from)
  return young
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('journal_links').select('seq').whereRef('journal_links.entry', '=', 'journal.id'))),
    )
    .orderBy('id')
    .limit(MOST_FAULTS)
    .execute()
}
