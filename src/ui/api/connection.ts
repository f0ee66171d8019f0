import { mutationOptions, queryOptions } from '@tanstack/react-query'
import { ConnectionCheck, DifferenceReport } from '../../contract/connection.ts'
import { apiPath, call } from './client.ts'

export const connectionQueries = {
  /** The differences from the API's documentation so far; administrators only (`role_missing` otherwise). */
  differences: (environment: string) =>
    queryOptions({
      queryKey: ['environments', environment, 'differences'] as const,
      queryFn: ({ signal }) => call(apiPath('environments', environment, 'differences'), DifferenceReport, { signal }),
    }),
}

/** Asks the API one thing of each kind; changes nothing there. */
export function checkConnection(environment: string) {
  return mutationOptions({
    mutationFn: () =>
      call(apiPath('environments', environment, 'connection-check'), ConnectionCheck, { method: 'POST' }),
    meta: { invalidates: [connectionQueries.differences(environment).queryKey] },
  })
}
