import { JournalPage, JournalQuery } from '../../contract/journal.ts'
import type { Journal } from '../../store/journal/journal.ts'
import { type ApiRoute, apiRoute } from '../http/guard.ts'

/** The journal: newest first, by entry cursors. */
export function listJournal(journal: Pick<Journal, 'page'>): ApiRoute {
  return apiRoute({
    method: 'GET',
    path: '/api/journal',
    needs: 'journal.read',
    query: JournalQuery,
    reply: JournalPage,
    run: ({ query }) => journal.page(query),
  })
}
