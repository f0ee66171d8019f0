import { queryOptions } from '@tanstack/react-query'
import { MINUTE } from '../../contract/durations.ts'
import { AudienceReply, type AudienceRequest } from '../../contract/replay-audience.ts'
import { apiPath, call } from './client.ts'

/** Reads the audiences of a few events' tokens. Tokens do not change, so a reply stays good. */
export function replayAudiences(environment: string, events: AudienceRequest['events']) {
  return queryOptions({
    queryKey: ['environments', environment, 'replay-audiences', events] as const,
    queryFn: ({ signal }) =>
      call(apiPath('environments', environment, 'replay-audiences'), AudienceReply, {
        method: 'POST',
        body: { events },
        signal,
      }),
    enabled: events.length > 0,
    staleTime: MINUTE,
    retry: false,
  })
}
