import { queryOptions } from '@tanstack/react-query'
import { JournalPage, type JournalQuery } from '../../contract/journal.ts'
import { apiPath, call, searchOf } from './client.ts'

export const journalQueries = {
  all: () => ['journal'] as const,
  /** Newest first; administrators only (`role_missing` otherwise). */
  page: (query: Partial<JournalQuery>) =>
    queryOptions({
      queryKey: [...journalQueries.all(), searchOf(query)] as const,
      queryFn: ({ signal }) => call(apiPath('journal') + searchOf(query), JournalPage, { signal }),
    }),
}
