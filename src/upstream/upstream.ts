import { EventAnswer, HistoryAnswer, type ReadEvent, type ReadHistoryEntry } from '../contract/upstream/event.ts'
import { KeyAnswer, type ReadKey, readKeys } from '../contract/upstream/keys.ts'
import type { CostedDifference } from '../contract/upstream/reading.ts'
import type { NotedDifference } from './answers/differences.ts'
import { refuseForeign } from './answers/reply.ts'
import { createSender, type ReadOptions, type UpstreamOptions } from './credentials/send.ts'
import { eventsOf, type ListedEvents, withPlainId } from './operations/events.ts'
import { createExportCalls, type UpstreamExports } from './operations/exports.ts'
import { createKeyCache } from './operations/keys.ts'
import { orNotOffered } from './operations/not-offered.ts'
import { checked, eventPath, subscriptionPath } from './operations/paths.ts'
import { createSubscriptionCalls, type UpstreamSubscriptions } from './operations/subscription-calls.ts'
import { DIFFERENCE_COSTS } from './words.ts'

/** The calls of one environment that the console makes. Every id is checked to be a UUID. All throw `Refusal`. */
export interface Upstream extends UpstreamSubscriptions, UpstreamExports {
  /** Gets a token, unless one is held. */
  authenticate(): Promise<void>
  /** One page; `after` and `before` are event ids (API 5.1). Items that cannot be read are in `unreadable`. */
  listEvents(id: string, cursor: { after?: string; before?: string }, options?: ReadOptions): Promise<ListedEvents>
  getEvent(id: string, eventId: string, options?: ReadOptions): Promise<ReadEvent>
  getHistory(id: string, eventId: string, options?: ReadOptions): Promise<ReadHistoryEntry[]>
  /** Asks once, never again by itself; `status` is the API's. */
  redeliver(id: string, eventId: string): Promise<{ status: number }>
  /** Asks once for a test notification (API 8); `status` is the API's. The answer of the listener is not in it. */
  sendTest(id: string): Promise<{ status: number }>
  /** The published keys, at most an hour old unless `fresh`. */
  keys: (options?: { fresh?: boolean }) => Promise<ReadKey[]>
  /** Returns where the answers so far were not as documented. */
  differences(): NotedDifference[]
  /** Returns by how many milliseconds the API's clock is ahead of the console's, negative when behind; undefined if unknown. */
  clockAhead(): number | undefined
}

export function createUpstream(options: UpstreamOptions): Upstream {
  const { environment, now, reportUnread = () => {} } = options
  const send = createSender(options)
  const { read, differences } = send
  const subscriptions = createSubscriptionCalls({ send, environment, reportUnread })
  const keys = createKeyCache(async () => {
    const set = read.json('keys', await send.open('keys', { path: '/login/jwk' }))
    differences.note('keys', keyDifferences(set))
    return readKeys(set)
  }, now)

  const getEvent: Upstream['getEvent'] = async (id, eventId, { signal } = {}) => {
    const answer = await send.authorised('getEvent', { path: eventPath(id, eventId), signal })
    const found = withPlainId(read.one('getEvent', EventAnswer, answer))
    refuseForeign('getEvent', 'id', found.id, eventId)
    return found
  }

  return {
    authenticate: send.authenticate,
    ...subscriptions,

    async listEvents(id, { after, before }, { signal } = {}) {
      const query = { after: after && checked(after), before: before && checked(before) }
      const outgoing = { path: `${subscriptionPath(id)}/events`, query, signal }
      const list = async () =>
        eventsOf(read.list('listEvents', EventAnswer, await send.authorised('listEvents', outgoing)))
      // With a cursor a 404 may be one of the event that the page was to start from (API 18 #16).
      if (after !== undefined || before !== undefined) return await list()
      return await orNotOffered('listEvents', () => subscriptions.getSubscription(id, { signal }), list)
    },

    getEvent,

    getHistory: (id, eventId, { signal } = {}) =>
      orNotOffered(
        'getHistory',
        () => getEvent(id, eventId, { signal }),
        async () => {
          const answer = await send.authorised('getHistory', { path: `${eventPath(id, eventId)}/history`, signal })
          return read.list('getHistory', HistoryAnswer, answer).items
        },
      ),

    async redeliver(id, eventId) {
      const path = `${eventPath(id, eventId)}/redeliver`
      const { status } = await send.authorised('redeliver', { method: 'POST', path, statusOnly: true })
      return { status }
    },

    sendTest: (id) =>
      orNotOffered(
        'sendTest',
        () => subscriptions.getSubscription(id),
        async () => {
          const path = `${subscriptionPath(id)}/test`
          const { status } = await send.authorised('sendTest', { method: 'POST', path, statusOnly: true })
          return { status }
        },
      ),

    keys,
    differences: differences.all,
    clockAhead: send.clock.ahead,
    ...createExportCalls(send, subscriptions),
  }
}

/** Returns where a key set differs from `{"keys": [...]}` with documented keys (API 12). */
const keyDifferences = (set: unknown): CostedDifference[] => {
  const keys: unknown[] = typeof set === 'object' && set !== null && 'keys' in set ? [set.keys].flat() : [set].flat()
  return keys.flatMap((key, place) => {
    const { missing } = KeyAnswer.read(key)
    const found = missing ? [{ ...missing, cost: DIFFERENCE_COSTS.keyIgnored }] : KeyAnswer.differences(key)
    return found.map((difference) => ({ ...difference, path: `/keys/${place}${difference.path}` }))
  })
}
