import type { Subscription } from '../contract/subscription.ts'
import { UpstreamEvent, UpstreamHistoryEntry } from '../contract/upstream/event.ts'
import { JwkSet } from '../contract/upstream/keys.ts'
import { upstreamList } from '../contract/upstream/list.ts'
import { UpstreamSubscription } from '../contract/upstream/subscription.ts'
import type { Operation } from './answers/operations.ts'
import { readReply, refuseForeign } from './answers/reply.ts'
import { createSender, type UpstreamOptions } from './credentials/send.ts'
import { EventListReply, type ListedEvents, readEvents } from './operations/events.ts'
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
  getEvent(id: string, eventId: string, options?: ReadOptions): Promise<UpstreamEvent>
  getHistory(id: string, eventId: string, options?: ReadOptions): Promise<UpstreamHistoryEntry[]>
  /** Asks once, never again by itself; `status` is the API's. */
  redeliver(id: string, eventId: string): Promise<{ status: number }>
  /** Asks once for a test notification (API 8); `status` is the API's. The answer of the listener is not in it. */
  sendTest(id: string): Promise<{ status: number }>
  /** The published keys, at most an hour old unless `fresh`. */
  keys: (options?: { fresh?: boolean }) => Promise<JwkSet>
}

const History = upstreamList(UpstreamHistoryEntry)

export function createUpstream(options: UpstreamOptions): Upstream {
  const { environment, now, reportUnread = () => {} } = options
  const pageIn = createSubscriptionPages({ customerId: environment.customerId, reportUnread })
  const send = createSender(options)
  const keys = createKeyCache(
    async () => readReply('keys', JwkSet, await send.open('keys', { path: '/login/jwk' })),
    now,
  )

  const refuseStranger = (operation: Operation, { customerId }: UpstreamSubscription) =>
    refuseForeign(operation, 'customerId', customerId, environment.customerId)

  const subscriptionIn = (operation: Operation, answer: UpstreamAnswer, id: string): Subscription => {
    const found = readReply(operation, UpstreamSubscription, answer)
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
      const made = readReply('createSubscription', UpstreamSubscription, answer)
      refuseStranger('createSubscription', made)
      return normalised(made)
    },

    async patchSubscription(id, patch) {
      const answer = await send.authorised('patchSubscription', {
        method: 'PATCH',
        path: subscriptionPath(id),
        headers: { 'content-type': 'application/merge-patch+json' },
        body: JSON.stringify(SubscriptionBody.partial().parse(patch)),
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
      return readEvents(readReply('listEvents', EventListReply, answer))
    },

    async getEvent(id, eventId, { signal } = {}) {
      const answer = await send.authorised('getEvent', { path: eventPath(id, eventId), signal })
      const found = readReply('getEvent', UpstreamEvent, answer)
      refuseForeign('getEvent', 'id', found.id, eventId)
      return found
    },

    async getHistory(id, eventId, { signal } = {}) {
      const answer = await send.authorised('getHistory', { path: `${eventPath(id, eventId)}/history`, signal })
      return readReply('getHistory', History, answer).items
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
    ...createExportCalls(send),
  }
}
