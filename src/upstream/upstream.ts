import type { Subscription } from '../contract/subscription.ts'
import { EventAnswer, HistoryAnswer, type ReadEvent, type ReadHistoryEntry } from '../contract/upstream/event.ts'
import { KeyAnswer, type ReadKey, readKeys } from '../contract/upstream/keys.ts'
import { type ReadSubscription, SubscriptionAnswer } from '../contract/upstream/subscription.ts'
import type { NotedDifference } from './answers/differences.ts'
import type { Operation } from './answers/operations.ts'
import { refuseForeign } from './answers/reply.ts'
import { createSender, type UpstreamOptions } from './credentials/send.ts'
import { eventsOf, type ListedEvents, withPlainId } from './operations/events.ts'
import { createExportCalls, type UpstreamExports } from './operations/exports.ts'
import { createKeyCache } from './operations/keys.ts'
import { COLLECTION, checked, eventPath, subscriptionPath } from './operations/paths.ts'
import { createSubscriptionPages } from './operations/subscription-page.ts'
import {
  normalised,
  readAllSubscriptions,
  SubscriptionBody,
  type SubscriptionList,
} from './operations/subscriptions.ts'
import type { UpstreamAnswer } from './transport/call.ts'

/** An abort of the signal ends a read. Writes take none: one that has begun cannot be taken back. */
export interface ReadOptions {
  signal?: AbortSignal
}

/** The calls of one environment that the console makes. Every id is checked to be a UUID. All throw `Refusal`. */
export interface Upstream extends UpstreamExports {
  listSubscriptions(): Promise<SubscriptionList>
  getSubscription(id: string, options?: ReadOptions): Promise<Subscription>
  createSubscription(body: SubscriptionBody): Promise<Subscription>
  /** A merge patch: only what is sent changes, and `filter` is merged deeply (API 3.4, 4.5). */
  patchSubscription(id: string, patch: Partial<SubscriptionBody>): Promise<Subscription>
  /** Ends it and its stored events (API 3.5); `status` is the API's. */
  deleteSubscription(id: string): Promise<{ status: number }>
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
}

export function createUpstream(options: UpstreamOptions): Upstream {
  const { environment, now, reportUnread = () => {} } = options
  const send = createSender(options)
  const { read, differences } = send
  const pageIn = createSubscriptionPages({ customerId: environment.customerId, reportUnread, read })
  const keys = createKeyCache(async () => {
    const set = read.json('keys', await send.open('keys', { path: '/login/jwk' }))
    differences.note('keys', keyDifferences(set))
    return readKeys(set)
  }, now)

  const refuseStranger = (operation: Operation, { customerId }: ReadSubscription) =>
    refuseForeign(operation, 'customerId', customerId, environment.customerId)

  const subscriptionIn = (operation: Operation, answer: UpstreamAnswer, id: string): Subscription => {
    const found = read.one(operation, SubscriptionAnswer, answer)
    refuseStranger(operation, found)
    refuseForeign(operation, 'subscriptionId', found.subscriptionId, id)
    return normalised(found)
  }

  const readPage = async (page: number | undefined) => {
    const outgoing = { path: COLLECTION, query: { page: page?.toString() } }
    return pageIn(await send.authorised('listSubscriptions', outgoing))
  }

  return {
    listSubscriptions: () => readAllSubscriptions(readPage, environment.baseUrl),

    async getSubscription(id, { signal } = {}) {
      const answer = await send.authorised('getSubscription', { path: subscriptionPath(id), signal })
      return subscriptionIn('getSubscription', answer, id)
    },

    async createSubscription(body) {
      const { filter, ...rest } = SubscriptionBody.parse(body)
      const answer = await send.authorised('createSubscription', {
        method: 'POST',
        path: COLLECTION,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ ...rest, ...(filter !== null && { filter }) }),
      })
      const made = read.one('createSubscription', SubscriptionAnswer, answer)
      refuseStranger('createSubscription', made)
      return normalised(made)
    },

    async patchSubscription(id, patch) {
      const answer = await send.authorised('patchSubscription', {
        method: 'PATCH',
        path: subscriptionPath(id),
        headers: { 'content-type': 'application/merge-patch+json' },
        body: JSON.stringify(toSend(SubscriptionBody.partial().parse(patch), id)),
      })
      return subscriptionIn('patchSubscription', answer, id)
    },

    async deleteSubscription(id) {
      const path = subscriptionPath(id)
      const { status } = await send.authorised('deleteSubscription', { method: 'DELETE', path, statusOnly: true })
      return { status }
    },

    async listEvents(id, { after, before }, { signal } = {}) {
      const query = { after: after && checked(after), before: before && checked(before) }
      const answer = await send.authorised('listEvents', { path: `${subscriptionPath(id)}/events`, query, signal })
      return eventsOf(read.list('listEvents', EventAnswer, answer))
    },

    async getEvent(id, eventId, { signal } = {}) {
      const answer = await send.authorised('getEvent', { path: eventPath(id, eventId), signal })
      const found = withPlainId(read.one('getEvent', EventAnswer, answer))
      refuseForeign('getEvent', 'id', found.id, eventId)
      return found
    },

    async getHistory(id, eventId, { signal } = {}) {
      const answer = await send.authorised('getHistory', { path: `${eventPath(id, eventId)}/history`, signal })
      return read.list('getHistory', HistoryAnswer, answer).items
    },

    async redeliver(id, eventId) {
      const path = `${eventPath(id, eventId)}/redeliver`
      const { status } = await send.authorised('redeliver', { method: 'POST', path, statusOnly: true })
      return { status }
    },

    async sendTest(id) {
      const path = `${subscriptionPath(id)}/test`
      const { status } = await send.authorised('sendTest', { method: 'POST', path, statusOnly: true })
      return { status }
    },

    keys,
    differences: differences.all,
    ...createExportCalls(send),
  }
}

/** Returns where a key set differs from `{"keys": [...]}` with documented keys (API 12). */
const keyDifferences = (set: unknown) => {
  const keys: unknown[] = typeof set === 'object' && set !== null && 'keys' in set ? [set.keys].flat() : [set].flat()
  return keys.flatMap((key, place) =>
    KeyAnswer.differences(key).map(({ path, found }) => ({ path: `/keys/${place}${path}`, found })),
  )
}

/** Leaves out a title that is the id: the API told none, and the console shows the id in its place. */
const toSend = <Body extends { title?: string | undefined }>(body: Body, id: string): Body =>
  body.title?.toLowerCase() === id.toLowerCase() ? { ...body, title: undefined } : body
