import { z } from 'zod'
import { JournalQuery } from '../../contract/journal.ts'

/** The journal's address: query, scope and open entry. */
export const JournalAddress = JournalQuery.omit({ environment: true, size: true }).extend({
  scope: z.enum(['here', 'everywhere']).default('here'),
  entry: z.string().max(40).optional(),
})
export type JournalAddress = z.infer<typeof JournalAddress>

/**
 * Returns the server's query for an address. Sign-ins belong to no environment, so only the scope of all finds them.
 */
export function journalQueryOf(
  { scope, entry: _open, ...query }: JournalAddress,
  environment: string,
): Partial<JournalQuery> {
  return scope === 'here' ? { ...query, environment } : query
}
