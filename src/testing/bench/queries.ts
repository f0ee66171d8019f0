import { EventQuery } from '../../contract/event.ts'
import { FailedMatch, FailedQuery } from '../../contract/failed-event.ts'
import type { EventIndex } from '../../store/events/event-index.ts'
import { userAt } from './events.ts'
import type { BenchQueries } from './timing.ts'

/** The environment of the queries, and its subscriptions. */
export interface Asked {
  index: EventIndex
  environment: string
  subscription: string
}

const DAY = 86_400_000

/** Values and texts that many, few and none of the failed events of benchEvent have. */
const MATCHES: [name: string, match: object][] = [
  ['of a common cause', { cause: 'server-error', status: 503 }],
  ['of a rare cause', { cause: 'tls' }],
  ['of a cause nothing has', { cause: 'redirect' }],
  ['with a status', { status: 500 }],
  ['with a status nothing has', { status: 418 }],
  ['of a cause and a status apart', { cause: 'timeout', status: 500 }],
  ['of a type', { type: 'entityDeleted' }],
  ['of a type nothing has', { type: 'noSuchType' }],
  ['of an entity type nothing has', { entityType: 'nothing' }],
  ['of a rare application', { application: 'second' }],
  ['of an application nothing has', { application: 'third' }],
  ['with an attribute', { attribute: 'email' }],
  ['with an attribute no such has', { attribute: 'email', type: 'entityDeleted' }],
  ['with an attribute nothing has', { attribute: 'no.such.attribute' }],
  ['of a user', { user: userAt(10) }],
  ['of the beginning of a user', { user: userAt(10).slice(0, 6) }],
  ['of a user there is not', { user: 'nobody' }],
  ['with a text many have', { text: 'connection refused' }],
  ['with a text few have', { text: 'certificate has expired' }],
  ['with a text of the last hours', { text: 'no route to host' }],
  ['with a text none has', { text: 'nothing like this' }],
  ['with words none has in a row', { text: 'refused connection' }],
  ['with a part of a user', { text: userAt(10).slice(3, 12) }],
  ['with two letters many have', { text: 'ce' }],
  ['with two letters few have', { text: 'x5' }],
  ['with two letters none has', { text: 'zz' }],
  ['with a letter none has', { text: 'ü' }],
  ['with a text and an attribute', { text: 'certificate', attribute: 'email' }],
]

/** Queries of failed events: soonest to expire first and latest first, of all subscriptions and of one. */
export async function pageQueries({ index, environment, subscription }: Asked): Promise<BenchQueries> {
  const failed = (query: object) => () => index.failed(environment, FailedQuery.parse(query))
  const list = (query: object) => () => index.page(environment, subscription, EventQuery.parse(query))
  const first = await failed({})()
  const few = await failed({ text: 'certificate has expired', size: 20 })()
  const ago = (days: number) => new Date(Date.now() - days * DAY).toISOString()
  return [
    ['failed events, first page', failed({})],
    ['… the next', failed({ asOf: first.asOf, after: first.next })],
    ['… the last', failed({ asOf: first.asOf, before: Buffer.from('["9","",0]').toString('base64url') })],
    ['… of an id', failed({ text: first.items[0]?.eventId ?? '' })],
    ['… of the last two hours', failed({ from: ago(1 / 12) })],
    ['… expiring within a day', failed({ expiresWithin: 24 })],
    ['… the next with a text few have', failed({ text: 'certificate has expired', ...restOf(few) })],
    ...MATCHES.map(([name, match]): BenchQueries[number] => [`… ${name}`, failed(match)]),
    ['latest first', failed({ sort: 'failed' })],
    ['… expiring within a day', failed({ expiresWithin: 24, sort: 'failed' })],
    ...MATCHES.map(([name, match]): BenchQueries[number] => [`… ${name}`, failed({ ...match, sort: 'failed' })]),
    ['of one subscription', failed({ subscription })],
    ...MATCHES.map(([name, match]): BenchQueries[number] => [`… ${name}`, failed({ ...match, subscription })]),
    ['still being tried', failed({ state: 'awaiting-retry' })],
    ['… latest first', failed({ state: 'awaiting-retry', sort: 'failed' })],
    ['… with a text none has', failed({ state: 'awaiting-retry', text: 'nothing like this' })],
    ['events of one subscription', list({})],
    ['… failed', list({ state: 'failure' })],
    ['… with a text', list({ text: 'refused' })],
    ['… with a text none has', list({ text: 'nothing like this' })],
  ]
}

const restOf = ({ asOf, next }: { asOf: string; next: string | null }) => ({ asOf, ...(next && { after: next }) })

export function summaryQueries({ index, environment, subscription }: Asked): BenchQueries {
  const summary = (query: object) => () => index.failedSummary(environment, FailedMatch.parse(query))
  return [
    ['summary of all', summary({})],
    ['… of a cause', summary({ cause: 'off' })],
    ['… with a text', summary({ text: 'certificate has expired' })],
    ['… with a text none has', summary({ text: 'nothing like this' })],
    ['… of one subscription', summary({ subscription })],
    ['what can be chosen', () => index.failedChoices(environment, { state: 'failure' })],
    ['figures of all subscriptions', () => index.stats(environment)],
    ['how many are stored', () => index.counts(environment)],
  ]
}
