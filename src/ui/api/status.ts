import { queryOptions } from '@tanstack/react-query'
import { SECOND } from '../../contract/durations.ts'
import { Status } from '../../contract/status.ts'
import { apiPath, call } from './client.ts'

const EVERY = 30 * SECOND
/** The pause while there is trouble: people wait for its end. */
const EVERY_IN_TROUBLE = 5 * SECOND

export const statusQueries = {
  /** The troubles of the console itself. */
  current: () =>
    queryOptions({
      queryKey: ['status'],
      queryFn: ({ signal }) => call(apiPath('status'), Status, { signal }),
      refetchInterval: ({ state: { data, error } }) =>
        error || (data && data.troubles.length > 0) ? EVERY_IN_TROUBLE : EVERY,
    }),
}
