import type { EventDetail, HistoryEntry } from '../../../contract/event.ts'
import { Refusal } from '../../../contract/refusal.ts'
import type { Subscription } from '../../../contract/subscription.ts'
import { sortableTime } from '../../../contract/timestamp.ts'
import type { ReadEvent, ReadHistoryEntry } from '../../../contract/upstream/event.ts'
import { decodeEvent, tokenOf } from '../../../sync/decode/event.ts'
import { normaliseState } from '../../../sync/decode/state.ts'
import type { EnvironmentContext } from '../../../sync/environments.ts'
import type { EventSync } from '../../../sync/events/event-sync.ts'
import { maskHeaders } from '../../../upstream/answers/mask-headers.ts'
import type { ReadOptions } from '../../../upstream/credentials/send.ts'

export interface EventDetailParts {
  context: Pick<EnvironmentContext, 'id' | 'upstream' | 'verify'>
  sync: Pick<EventSync, 'readEvent'>
}

/**
 * Reads one event in full: decoded, its token checked, cookies and credentials masked. A history that cannot be read is
 * named as such and fails nothing else. Throws `Refusal` when the event itself cannot be read.
 */
export async function readEventDetail(
  { context: { id: environment, upstream, verify }, sync }: EventDetailParts,
  subscription: Subscription,
  eventId: string,
  options: ReadOptions = {},
): Promise<{ detail: Omit<EventDetail, 'queued'>; event: ReadEvent }> {
  const [read, history] = await Promise.allSettled([
    sync.readEvent(environment, subscription.id, eventId, options),
    upstream.getHistory(subscription.id, eventId, options),
  ])
  if (read.status === 'rejected') throw read.reason
  const event = read.value
  const { claim: _, due: __, ...item } = decodeEvent(subscription.id, event)
  const { id, title, endpoint, enabled } = subscription
  const detail = {
    event: item,
    subscription: { id, title, endpoint, enabled },
    history: history.status === 'fulfilled' ? history.value.map(entryOf).sort(byTime) : [],
    historyProblem: history.status === 'fulfilled' ? null : wordsOf(history.reason),
    request: requestOf(event),
    response: responseOf(event),
    token: await verify(tokenOf(event) ?? '', event.request?.endpoint ?? endpoint),
  }
  return { detail, event }
}

const requestOf = (event: ReadEvent): EventDetail['request'] =>
  event.request
    ? {
        endpoint: event.request.endpoint ?? '',
        headers: maskHeaders(event.request.headers ?? {}),
        payload: tokenOf(event) ?? '',
      }
    : null

const responseOf = ({ response }: ReadEvent): EventDetail['response'] =>
  response
    ? {
        status: response.statusCode ?? null,
        headers: maskHeaders(response.headers ?? {}),
        error: response.error ?? null,
      }
    : null

const entryOf = ({ state = '', createdAt, attempt, response, error }: ReadHistoryEntry): HistoryEntry => ({
  state: normaliseState(state),
  at: createdAt ?? null,
  attempt: attempt ?? null,
  status: response?.statusCode ?? null,
  error: error ?? response?.error ?? null,
})

/** The order is not documented (API 5.3); of equal times the one received first stays first, those without one are last. */
const byTime = (a: HistoryEntry, b: HistoryEntry): number => {
  const [first = LAST, second = LAST] = [a.at, b.at].map((at) => (at === null ? undefined : sortableTime(at)))
  return first === second ? 0 : first < second ? -1 : 1
}

/** Sorts behind every time. */
const LAST = 'z'

const wordsOf = (reason: unknown): string =>
  reason instanceof Refusal ? reason.problem.title : 'The history could not be read'
