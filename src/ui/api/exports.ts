import { infiniteQueryOptions, mutationOptions, queryOptions } from '@tanstack/react-query'
import { type ExportCancel, ExportJob, ExportList, ExportPlace, type ExportStart } from '../../contract/export.ts'
import { type FileRunQuery, FileRunReply } from '../../contract/file-run.ts'
import { SubscriptionPage } from '../../contract/subscription.ts'
import { apiPath, call, searchOf } from './client.ts'
import { journalQueries } from './journal.ts'
import { runQueries } from './runs.ts'
import { subscriptionQueries } from './subscriptions.ts'

const path = (environment: string, subscriptionId: string, ...rest: string[]) =>
  apiPath('environments', environment, 'subscriptions', subscriptionId, 'exports', ...rest)

/** Subscriptions read at a time. */
const SIZE = 100

export const exportQueries = {
  /** The subscriptions with failed events, most first; pages follow only while there are failed events in them. */
  failing: (environment: string, q: string) =>
    infiniteQueryOptions({
      queryKey: [...subscriptionQueries.all(environment), 'failing', q] as const,
      queryFn: ({ pageParam: page, signal }) =>
        call(
          apiPath('environments', environment, 'subscriptions') +
            searchOf({ q, sort: 'failed', direction: 'desc', size: SIZE, page }),
          SubscriptionPage,
          { signal },
        ),
      initialPageParam: 1,
      getNextPageParam: ({ items, page, pages }) =>
        page < pages && (items.at(-1)?.stats.failed ?? 0) > 0 ? page + 1 : undefined,
    }),
  /** The jobs of the last 7 days with the API's own figures, newest first. */
  list: (environment: string, subscriptionId: string) =>
    queryOptions({
      queryKey: ['environments', environment, 'exports', subscriptionId] as const,
      queryFn: ({ signal }) => call(path(environment, subscriptionId), ExportList, { signal }),
    }),
}

const outdated = (environment: string, subscriptionId: string) => ({
  invalidates: [exportQueries.list(environment, subscriptionId).queryKey, journalQueries.all()],
})

/**
 * Starts an export of everything that failed and was not exported before. Each event is exported only once (API 10).
 */
export function startExport(environment: string, subscriptionId: string) {
  return mutationOptions({
    mutationFn: (body: ExportStart) => call(path(environment, subscriptionId), ExportJob, { method: 'POST', body }),
    meta: outdated(environment, subscriptionId),
  })
}

/** Cancels an export that is not written yet: its events can be exported again. */
export function cancelExport(environment: string, subscriptionId: string) {
  return mutationOptions({
    mutationFn: ({ exportId, ...body }: ExportCancel & { exportId: string }) =>
      call(path(environment, subscriptionId, exportId), ExportJob, { method: 'DELETE', body }),
    meta: outdated(environment, subscriptionId),
  })
}

/** Finds out where an export's file is: refused here, it is told on the page. */
export function findFile(environment: string, subscriptionId: string) {
  return mutationOptions({
    mutationFn: (exportId: string) =>
      call(path(environment, subscriptionId, exportId, 'file'), ExportPlace, { method: 'POST', body: {} }),
    meta: { invalidates: [] },
  })
}

/** Returns the address of an export's file. */
export function downloadPath(environment: string, subscriptionId: string, exportId: string): string {
  return path(environment, subscriptionId, exportId, 'download')
}

interface FileRun {
  file: Blob
  query: FileRunQuery
  signal: AbortSignal
  onSent: (bytes: number) => void
}

/**
 * Makes a run of a downloaded file, whose events the console itself posts to their listener. A file with broken lines
 * is refused unless `skip` is true, and the same request sent again makes no second run.
 */
export function replayFile(environment: string) {
  return mutationOptions({
    mutationFn: ({ query: { canary, skip, old, ...query }, ...options }: FileRun) => {
      const search = searchOf({ ...query, canary: String(canary), skip: String(skip), old: String(old) })
      return call(apiPath('environments', environment, 'runs', 'from-file') + search, FileRunReply, {
        method: 'POST',
        headers: { 'Content-Type': 'application/x-ndjson' },
        ...options,
      })
    },
    meta: {
      invalidates: [runQueries.all(environment), runQueries.active(environment).queryKey, journalQueries.all()],
    },
  })
}
