import { type Expression, sql } from 'kysely'
import { DAY, EVENT_RETENTION } from '../../../contract/durations.ts'
import { Cause } from '../../../contract/event.ts'
import type { FailedSummary } from '../../../contract/failed-event.ts'
import { laterTime, timeOf } from '../../../contract/timestamp.ts'
import type { Database } from '../../database/database.ts'
import { namesIn } from '../attributes.ts'
import { type FailedScope, failedEvents } from './match.ts'

/** The failed events of one subscription with one cause and one status: known at a moment, and come since. */
export interface CountedPart {
  subscriptionId: string
  cause: Cause | null
  status: number | null
  known: number
  arrived: number
  /** The known ones that are forgotten within a day. */
  expiring: number
  /** The times at which the first and the last known one failed and the first is forgotten; null when none is known. */
  times: { first: string; last: string; soonest: string } | null
}

/** All that matches, in one pass over the index. */
export async function countFailed(database: Database, scope: FailedScope): Promise<CountedPart[]> {
  const matching = await failedEvents(database, scope)
  if (!matching) return []
  const [day, givenUp] = [timeOf(scope.now + DAY), scope.match.state === 'failure']
  const parts = matching
    .groupBy(['events.feed', 'events.cause', 'events.listener_status'])
    .select(({ fn, eb, ref }) => {
      const known = <Value>(value: Expression<Value>) =>
        eb.case().when('events.seen_at', '<=', scope.asOf).then(value).end()
      const soon = eb.case().when('events.expires_at', '<=', day).then(sql.lit(1)).end()
      const [expiry, failure] = [known(ref('events.expires_at')), known(ref('events.updated_at'))]
      return [
        'events.feed',
        'events.cause',
        'events.listener_status as status',
        fn.countAll<number>().as('count'),
        fn.count<number>(expiry).as('known'),
        fn.count<number>(known(soon)).as('expiring'),
        fn.min(expiry).as('soonest'),
        fn.max(expiry).as('latest'),
        // Times of failing follow from those of expiry for what was given up: no row is fetched for them.
        ...(givenUp ? [] : [fn.min(failure).as('first'), fn.max(failure).as('last')]),
      ]
    })
  const rows = await database.db
    .selectFrom(parts.as('parts'))
    .innerJoin('event_feeds', 'event_feeds.id', 'parts.feed')
    .selectAll('parts')
    .select('subscription_id')
    .execute()
  return rows.map((row) => ({
    subscriptionId: row.subscription_id,
    cause: Cause.nullable().parse(row.cause),
    status: row.status,
    known: row.known,
    arrived: row.count - row.known,
    expiring: row.expiring,
    times: timesOf(row),
  }))
}

interface Ends {
  soonest: string | null
  latest: string | null
  first?: string | null
  last?: string | null
}

const timesOf = ({ soonest, latest, first, last }: Ends): CountedPart['times'] =>
  soonest === null || latest === null
    ? null
    : {
        soonest,
        first: first ?? laterTime(soonest, -EVENT_RETENTION),
        last: last ?? laterTime(latest, -EVENT_RETENTION),
      }

type Kinds = Pick<FailedSummary['choices'], 'types' | 'entityTypes' | 'attributes' | 'applications'>

/** The values of the events, for filters to choose from. */
export async function readFailedKinds(database: Database, scope: FailedScope): Promise<Kinds> {
  const matching = await failedEvents(database, scope)
  if (!matching) return { types: [], entityTypes: [], attributes: [], applications: [] }
  const columns = ['events.type', 'events.entity_type', 'events.application', 'events.attribute_set'] as const
  // A set is the same in every feed that has it.
  const kinds = matching.groupBy(columns).select(columns)
  const rows = await database.db
    .selectFrom(kinds.select((row) => row.fn.min('events.feed').as('feed')).as('kinds'))
    .leftJoin('event_attribute_sets as sets', (join) =>
      join.onRef('sets.feed', '=', 'kinds.feed').onRef('sets.hash', '=', 'kinds.attribute_set'),
    )
    .select(['type', 'entity_type', 'application', 'attributes_json'])
    .execute()
  return {
    types: distinct(rows.map((row) => row.type)),
    entityTypes: distinct(rows.map((row) => row.entity_type)),
    applications: distinct(rows.map((row) => row.application)),
    attributes: namesIn(rows.flatMap((row) => row.attributes_json ?? [])),
  }
}

const distinct = (values: (string | null)[]): string[] =>
  [...new Set(values)].filter((value) => value !== null).toSorted()
