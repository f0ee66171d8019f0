import { queryOptions } from '@tanstack/react-query'
import { MINUTE, SECOND } from '../../contract/durations.ts'
import { Overview, OverviewHours } from '../../contract/overview.ts'
import { apiPath, call, searchOf } from './client.ts'

/** While stored events are being read, what is known grows: look often. */
const READING = 5 * SECOND
/** Otherwise what happens by itself changes it. */
const USUAL = 30 * SECOND

const read = (environment: string, look: 'renew' | 'glance', signal: AbortSignal) =>
  call(apiPath('environments', environment, 'overview') + searchOf({ look }), Overview, { signal })

export const overviewQueries = {
  all: (environment: string) => ['environments', environment, 'overview'] as const,
  /** What needs somebody, for the page that says so: old copies of event stores are read behind the answer. */
  current: (environment: string) =>
    queryOptions({
      queryKey: [...overviewQueries.all(environment), 'current'] as const,
      queryFn: async ({ signal, client }) => {
        const overview = await read(environment, 'renew', signal)
        client.setQueryData(overviewQueries.glance(environment).queryKey, overview)
        return overview
      },
      refetchInterval: ({ state }) => (state.data?.freshness.syncing ? READING : USUAL),
    }),
  /** The same for numbers beside other things, as it is known: it makes nothing be read. */
  glance: (environment: string) =>
    queryOptions({
      queryKey: [...overviewQueries.all(environment), 'glance'] as const,
      queryFn: ({ signal }) => read(environment, 'glance', signal),
      refetchInterval: USUAL,
      staleTime: USUAL / 2,
    }),
  /** The stored week by hours. */
  hours: (environment: string) =>
    queryOptions({
      queryKey: [...overviewQueries.all(environment), 'hours'] as const,
      queryFn: ({ signal }) =>
        call(apiPath('environments', environment, 'overview', 'hours'), OverviewHours, { signal }),
      refetchInterval: MINUTE,
    }),
}
