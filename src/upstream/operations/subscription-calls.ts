import type { EnvironmentSetting } from '../../config/config.ts'
import type { Subscription } from '../../contract/subscription.ts'
import { Uuid } from '../../contract/upstream/common.ts'
import { type ReadSubscription, SubscriptionAnswer } from '../../contract/upstream/subscription.ts'
import type { Operation } from '../answers/operations.ts'
import { parseJson } from '../answers/parse-json.ts'
import { isMissing } from '../answers/refusal.ts'
import { refusalOfUnreadable } from '../answers/refusal-of-fault.ts'
import { refuseForeign, type UnreadSubscription } from '../answers/reply.ts'
import type { ReadOptions, Sender } from '../credentials/send.ts'
import type { UpstreamAnswer } from '../transport/call.ts'
import { DIFFERENCE_COSTS } from '../words.ts'
import { orNotOffered } from './not-offered.ts'
import { COLLECTION, subscriptionPath } from './paths.ts'
import { createSubscriptionPages } from './subscription-page.ts'
import {
  normalised,
  readAllSubscriptions,
  SubscriptionBody,
  type SubscriptionList,
  versionOf,
} from './subscriptions.ts'

/** The calls about subscriptions (API 3). Every id is checked to be a UUID. All throw `Refusal`. */
export interface UpstreamSubscriptions {
  listSubscriptions(): Promise<SubscriptionList>
  /** One page of the list as the API hands it out, the first one without a number. */
  subscriptionPage(page?: number): Promise<SubscriptionList>
  /** Returns one as the API has it now; from the list where the API does not offer it by itself. */
  getSubscription(id: string, options?: ReadOptions): Promise<Subscription>
  /** Creates one; a success that does not tell the whole of it is followed by one look. */
  createSubscription(body: SubscriptionBody): Promise<Subscription>
  /**
   * Changes one by a merge patch: only what is sent changes, and `filter` is merged deeply (API 3.4, 4.5). A success that
   * does not tell the whole of it, or tells it otherwise, is followed by one look; `before` is the subscription as it was.
   */
  patchSubscription(
    before: Pick<Subscription, 'id' | 'filter'> & Partial<Subscription>,
    patch: Partial<SubscriptionBody>,
  ): Promise<Subscription>
  /** Ends it and its stored events (API 3.5); `status` is the API's. */
  deleteSubscription(id: string): Promise<{ status: number }>
}

export interface SubscriptionCallsOptions {
  send: Sender
  environment: Pick<EnvironmentSetting, 'baseUrl' | 'customerId'>
  reportUnread: (unread: UnreadSubscription) => void
}

export function createSubscriptionCalls(options: SubscriptionCallsOptions): UpstreamSubscriptions {
  const { send, environment, reportUnread } = options
  const { read } = send
  const pageIn = createSubscriptionPages({ customerId: environment.customerId, reportUnread, read })

  const readPage = async (page: number | undefined) => {
    const outgoing = { path: COLLECTION, query: { page: page?.toString() } }
    return pageIn(await send.authorised('listSubscriptions', outgoing))
  }
  const listSubscriptions = () => readAllSubscriptions(readPage, environment.baseUrl)

  const refuseStranger = (operation: Operation, found: ReadSubscription, id: string | undefined) => {
    refuseForeign(operation, 'customerId', found.customerId, environment.customerId)
    if (id !== undefined) refuseForeign(operation, 'subscriptionId', found.subscriptionId, id)
  }
  const subscriptionIn = (operation: Operation, answer: UpstreamAnswer, id?: string): Subscription => {
    const found = read.one(operation, SubscriptionAnswer, answer)
    refuseStranger(operation, found, id)
    return normalised(found)
  }

  const getSubscription: UpstreamSubscriptions['getSubscription'] = async (id, { signal } = {}) => {
    const path = subscriptionPath(id)
    try {
      return subscriptionIn('getSubscription', await send.authorised('getSubscription', { path, signal }), id)
    } catch (error) {
      // A 404 of the call is not one of the thing: what is still listed is not gone.
      if (!isMissing(error)) throw error
      const { items } = await listSubscriptions()
      const listed = items.find((item) => item.id === id.toLowerCase())
      if (!listed) throw error
      return listed
    }
  }

  /**
   * Returns the subscription of a 2xx answer that tells the whole of it, as it is meant to be; undefined for any other 2xx
   * (API 3.2, 3.4). Of a filter that was merged it is enough that there is one: how is the API's to tell (API 4.5).
   */
  const toldIn = (operation: Operation, answer: UpstreamAnswer, meant: Meant) => {
    const json = parseJson(answer.text)
    const told = SubscriptionAnswer.read(json).data
    if (told) refuseStranger(operation, told, meant.id)
    const members = [...ALWAYS_TOLD, ...(meant.filter === null ? [] : ['filter'])]
    if (told && members.every((member) => isTold(json, member)) && isMeant(normalised(told), meant))
      return subscriptionIn(operation, answer, meant.id)
    const inPart = () =>
      SubscriptionAnswer.differences(json).map((part) => ({ ...part, cost: DIFFERENCE_COSTS.oneLook }))
    send.differences.note(operation, json === undefined ? NO_BODY : inPart())
    return undefined
  }

  /** Looks for what a 2xx answer says was created: by `Location`, by the id of the answer, or by its title, which is unique. */
  const findCreated = async ({ status, headers, text }: UpstreamAnswer, title: string): Promise<Subscription> => {
    const id =
      idIn(headers.get('location')?.split('/').at(-1)) ?? idIn(memberOf(parseJson(text), 'subscriptionId', 'id'))
    if (id) return await getSubscription(id)
    const { items } = await listSubscriptions()
    const [found, other] = items.filter((item) => item.title === title)
    if (found && !other) return found
    throw refusalOfUnreadable(status, 'not found by its title', 'createSubscription')
  }

  return {
    listSubscriptions,

    async subscriptionPage(number) {
      const { items, total, unread } = await readPage(number)
      return { items: items.map(normalised), total, unread: unread.map(({ differs }) => differs) }
    },

    getSubscription,

    createSubscription: (body) =>
      orNotOffered('createSubscription', listSubscriptions, async () => {
        const { filter, ...rest } = SubscriptionBody.parse(body)
        const answer = await send.authorised('createSubscription', {
          method: 'POST',
          path: COLLECTION,
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ ...rest, ...(filter !== null && { filter }) }),
        })
        const told = toldIn('createSubscription', answer, body)
        return told ?? (await orUnknown('createSubscription', answer, () => findCreated(answer, body.title)))
      }),

    patchSubscription(before, patch) {
      const { id } = before
      const look = () => getSubscription(id)
      return orNotOffered('patchSubscription', look, async () => {
        const answer = await send.authorised('patchSubscription', {
          method: 'PATCH',
          path: subscriptionPath(id),
          headers: { 'content-type': 'application/merge-patch+json' },
          body: JSON.stringify(toSend(SubscriptionBody.partial().parse(patch), id)),
        })
        const told = toldIn('patchSubscription', answer, { ...before, ...patch, merged: patch.filter !== undefined })
        return told ?? (await orUnknown('patchSubscription', answer, look))
      })
    },

    deleteSubscription: (id) =>
      orNotOffered(
        'deleteSubscription',
        () => getSubscription(id),
        async () => {
          const outgoing = { method: 'DELETE', path: subscriptionPath(id), statusOnly: true } as const
          const { status } = await send.authorised('deleteSubscription', outgoing)
          return { status }
        },
      ),
  }
}

/** The members that every answer with a whole subscription has; `filter` may be left out where there is none (API 18 #10). */
const ALWAYS_TOLD = ['title', 'endpoint', 'events', 'enabled']

const NO_BODY = [{ path: '', found: 'absent', cost: DIFFERENCE_COSTS.oneLook }]

const memberOf = (json: unknown, ...names: string[]): unknown =>
  typeof json === 'object' && json !== null
    ? names.map((name) => (json as Record<string, unknown>)[name]).find((value) => value !== undefined)
    : undefined

const NOTHING: ReadonlySet<unknown> = new Set(['', null, undefined])

/** Returns true for a member that is there in a form that can be understood. */
const isTold = (json: unknown, member: string): boolean =>
  !NOTHING.has(memberOf(json, member)) &&
  !SubscriptionAnswer.differences(json).some(({ path }) => path === `/${member}` || path.startsWith(`/${member}/`))

/** A subscription as it should be after a write, as far as that is known; `merged` when its filter was sent as a patch. */
type Meant = { id?: string; merged?: boolean } & Partial<SubscriptionBody>

const isMeant = (told: Subscription, { title, endpoint, events, enabled, filter, merged }: Meant): boolean => {
  const members = { title, endpoint, events, enabled, ...(!merged && { filter }) }
  const wanted = Object.entries(members).filter(([, value]) => value !== undefined)
  return versionOf({ ...told, ...Object.fromEntries(wanted) }) === told.version
}

const idIn = (value: unknown): string | undefined => Uuid.safeParse(value).data?.toLowerCase()

/** Looks what a success has brought about; when that fails, the outcome of the write is unknown. */
const orUnknown = async (operation: Operation, { status }: UpstreamAnswer, look: () => Promise<Subscription>) => {
  try {
    return await look()
  } catch (error) {
    throw refusalOfUnreadable(status, error instanceof Error ? error : String(error), operation)
  }
}

/** Leaves out a title that is the id: the API told none, and the console shows the id in its place. */
const toSend = <Body extends { title?: string | undefined }>(body: Body, id: string): Body =>
  body.title?.toLowerCase() === id.toLowerCase() ? { ...body, title: undefined } : body
