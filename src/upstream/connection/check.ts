import type { EnvironmentSetting } from '../../config/config.ts'
import type { ApiDifference, ConnectionCheck } from '../../contract/connection.ts'
import type { Subscription } from '../../contract/subscription.ts'
import type { ReadEvent } from '../../contract/upstream/event.ts'
import type { NotedDifference } from '../answers/differences.ts'
import { createEntitySchemas, type ReadEntitySchemas } from '../entity-api/schemas.ts'
import { isPastTheEnd } from '../operations/subscriptions.ts'
import type { Fetch } from '../transport/network-fetch.ts'
import { createUpstream, type Upstream } from '../upstream.ts'
import { createTokenVerifier, type TokenVerifier } from '../verify-token.ts'
import { ANSWER_NAMES } from '../words.ts'
import { createQuestions, Limited, type Questions, type Shortfall } from './questions.ts'
import { FOUND, UNASKED } from './words.ts'

/** The parts of an environment that are asked. */
export interface Connection {
  upstream: Upstream
  verify: TokenVerifier
  entitySchemas: ReadEntitySchemas
}

/** Subscriptions that are asked for an event at most. */
const MOST_ASKED = 5

/**
 * Asks an API what the console will ask it, one thing of each kind and nothing that changes anything, with the console's
 * own client. The result quotes nothing of the answers.
 */
export async function checkConnection(connection: Connection): Promise<ConnectionCheck> {
  const { upstream, entitySchemas } = connection
  const questions = createQuestions()
  await questions.ask('Signing keys', () => upstream.keys({ fresh: true }), FOUND.keys)
  const token = await questions.ask(
    'Token',
    () => upstream.authenticate().then(() => true),
    () => FOUND.token,
  )
  if (token) await askForSubscriptions({ ...connection, questions })
  else questions.skip(UNASKED.token, 'Subscriptions', 'Events')
  await askEntityApi(questions, entitySchemas)
  return { answers: questions.answers }
}

/** Returns the connection of an environment that is not in service. */
export function connectionOf(environment: EnvironmentSetting, fetch: Fetch, now: () => number): Connection {
  const upstream = createUpstream({ environment, fetch, now })
  return {
    upstream,
    verify: createTokenVerifier({ environment, keys: upstream.keys, now }),
    entitySchemas: createEntitySchemas(environment.entityApi, { fetch, now }),
  }
}

/** Returns differences as they are told to people. */
export function toApiDifferences(noted: NotedDifference[]): ApiDifference[] {
  return noted.map(({ operation, path, found, cost, count, firstAt, lastAt }) => {
    const times = { firstAt: new Date(firstAt).toISOString(), lastAt: new Date(lastAt).toISOString() }
    return { answer: ANSWER_NAMES[operation], path, found, cost, count, ...times }
  })
}

interface Round extends Connection {
  questions: Questions
}

type Page = Awaited<ReturnType<Upstream['subscriptionPage']>>

const askForSubscriptions = async (round: Round): Promise<void> => {
  const { questions, upstream } = round
  const first = await questions.ask(
    'Subscriptions',
    () => upstream.subscriptionPage(),
    ({ items, total, unread }) => withUnread(FOUND.subscriptions(items.length, total), unread),
  )
  if (!first) return questions.skip(UNASKED.list, 'Events')
  if (first.items.length === 0) return questions.skip(UNASKED.subscription, 'Further pages', 'Events', 'Exports')
  await questions.ask('Further pages', () => furtherPages(upstream, first), same)
  const found = await questions.ask(
    'Events',
    () => firstEvent(upstream, first.items),
    ({ words }) => words,
  )
  if (found?.event) await askForEvent(round, found.subscription, found.event)
  else questions.skip(UNASKED.event, 'One event', 'Its history')
  const { id } = found?.subscription ?? first.items[0] ?? { id: '' }
  await questions.ask(
    'Summary',
    () => upstream.getSummary(id),
    () => FOUND.summary,
  )
  await questions.ask('Exports', () => upstream.listExports(id), FOUND.exports)
}

/** Reads the second page and tells how pages go on (API 3.1). Throws `Limited` where subscriptions cannot be had. */
const furtherPages = async (upstream: Upstream, { items, total = 0, unread }: Page): Promise<string> => {
  const { pages } = FOUND
  const held = new Set(items.map(({ id }) => id))
  const more = total > held.size + unread.length
  const at = async (page: number): Promise<{ fresh: number; refused?: number | undefined }> => {
    try {
      const { items: found } = await upstream.subscriptionPage(page)
      return { fresh: found.filter(({ id }) => !held.has(id)).length }
    } catch (error) {
      if (isPastTheEnd(error)) return { fresh: 0, refused: error.problem.upstreamStatus }
      throw error
    }
  }
  const { fresh, refused } = await at(2)
  if (fresh > 0) return pages.more(fresh) + (total > 0 && total <= items.length ? pages.countsPage(total) : '')
  if (more && (await at(1)).fresh > 0) return pages.fromNought
  if (more) throw new Limited(pages.missing(total))
  return refused === undefined ? pages.end : pages.refused(refused)
}

/** Finds an event, of a subscription that is on if there is one. The one that has most to tell is taken. */
const firstEvent = async (upstream: Upstream, subscriptions: Subscription[]) => {
  const asked = subscriptions.toSorted((one, other) => Number(other.enabled) - Number(one.enabled)).slice(0, MOST_ASKED)
  for (const subscription of asked) {
    const { items, unreadable } = await upstream.listEvents(subscription.id, {})
    const [odd] = unreadable
    if (odd && items.length === 0) throw new Limited(FOUND.unreadEvents(unreadable.length, odd.differs))
    const event = items.find(({ request }) => request?.payload !== undefined) ?? items[0]
    if (!event) continue
    const words = withUnread(
      FOUND.events(items.length),
      unreadable.map(({ differs }) => differs),
    )
    return { subscription, event, words }
  }
  return { subscription: asked[0], event: undefined, words: FOUND.noEvents(asked.length) }
}

const askForEvent = async (round: Round, subscription: Subscription, listed: ReadEvent): Promise<void> => {
  const { questions, upstream } = round
  const event = await questions.ask('One event', () => upstream.getEvent(subscription.id, listed.id), FOUND.event)
  const { payload, endpoint = subscription.endpoint } = event?.request ?? {}
  if (typeof payload === 'string') await questions.ask('Its token', () => checkToken(round, payload, endpoint), same)
  else questions.skip(UNASKED.payload, 'Its token')
  await questions.ask('Its history', () => upstream.getHistory(subscription.id, listed.id), FOUND.history)
}

const checkToken = async ({ verify }: Round, payload: string, endpoint: string) => {
  const checked = await verify(payload, endpoint)
  if (!checked) throw new Limited(FOUND.noToken)
  const { result, explanation } = checked.verification
  if (result === 'verified') return FOUND.signed
  throw result === 'other-issuer' ? new Limited(FOUND.otherIssuer, FOUND.issuerCost) : new Limited(explanation)
}

const askEntityApi = async (questions: Questions, entitySchemas: ReadEntitySchemas): Promise<void> => {
  const { schemas, schemaProblem } = await entitySchemas()
  if (schemas.length === 0 && schemaProblem === null) return questions.skip(UNASKED.entityApi, 'Entity types')
  const askThem = async () => {
    if (schemaProblem !== null) throw new Limited(schemaProblem)
    return FOUND.entityTypes(
      schemas.length,
      schemas.reduce((sum, { attributes }) => sum + attributes.length, 0),
    )
  }
  await questions.ask('Entity types', askThem, same)
}

/** Adds the items of a list that could not be read, with the first reason. */
const withUnread = (words: string, reasons: string[]): string | Shortfall => {
  const [why] = reasons
  return why === undefined ? words : { words: `${words}; ${FOUND.unread(reasons.length, why)}`, cost: FOUND.unreadCost }
}

const same = (words: string): string => words
