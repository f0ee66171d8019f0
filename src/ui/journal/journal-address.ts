import { z } from 'zod'
import { JournalQuery } from '../../contract/journal.ts'

/** What the journal's address holds: the query, where to look, and which entry is open. */
export const JournalAddress = JournalQuery.omit({ environment: true, size: true }).extend({
  scope: z.enum(['here', 'everywhere']).default('here'),
  entry: z.string().max(40).optional(),
})
export type JournalAddress = z.infer<typeof JournalAddress>

/** What to ask the server for an address. Signing in and out belongs to no environment, so it is found only everywhere. */
export function journalQueryOf(
  { scope, entry: _open, ...query }: JournalAddress,
  environment: string,
): Partial<JournalQuery> {
  return scope === 'here' ? { ...query, environment } : query
}
