import { sql } from 'kysely'
import type { StoredClaim } from '../../contract/draft.ts'
import type { EventItem, EventPage, EventQuery } from '../../contract/event.ts'
import type { EventSelection, FailedMatch, FailedQuery } from '../../contract/failed-event.ts'
import type { UnknownState } from '../../contract/freshness.ts'
import type { OverviewHours } from '../../contract/overview.ts'
import type { EventCounts } from '../../contract/subscription.ts'
import { timeOf } from '../../contract/timestamp.ts'
import type { Database } from '../database/database.ts'
import { type ClaimsWanted, readClaims } from './claims.ts'
import { scopeOf } from './failed/match.ts'
import { readFailedPage, type StoredFailedPage } from './failed/page.ts'
import { eachFailed } from './failed/rows.ts'
import {
  readFailedChoices,
  readFailedSummary,
  type StoredFailedChoices,
  type StoredFailedSummary,
} from './failed/summary.ts'
import { createEventFeeds, type EventFeeds, type Feed } from './feeds.ts'
import { readStateFigures, type StateFigure } from './figures.ts'
import { readHours } from './hours.ts'
import { readEventPage } from './page.ts'
import { createReadingBudget, type ReadingBudget } from './reading-budget.ts'
import { type IndexedEvent, indexedOf, sharedAttributes } from './rows.ts'
import { readSelection, type SelectedEvent } from './selection.ts'
import { readSilences, type Silence } from './silence.ts'
import { readStats } from './stats.ts'
import { readUnknownStates } from './unknown-states.ts'
import { createUnsettled, type Unsettled } from './unsettled.ts'
import { findEvent, readUserEvents } from './user.ts'
import { feedOf, writeEvents } from './writes.ts'

/** The console's own copy of what the API's event store holds (7 days); the API's list has no filter (API 5.1). */
export interface EventIndex extends Unsettled {
  /**
   * Writes events, new or known; of two readings of one event the later stays. `readAt` (ms): when the API was asked.
   */
  put(environment: string, events: IndexedEvent[], readAt?: number): Promise<void>
  /** Newest first; a cursor that is no longer stored, and a page past either end, give the newest page. */
  page(environment: string, subscriptionId: string, query: EventQuery): Promise<Omit<EventPage, 'freshness'>>
  get(environment: string, subscriptionId: string, eventId: string): Promise<IndexedEvent | undefined>
  /** Figures per subscription that has stored events; of the whole environment when no ids are given. */
  stats(environment: string, subscriptionIds?: string[]): Promise<Map<string, EventCounts>>
  /** Returns the subscriptions of which nothing has been recorded for unusually long. */
  silences(environment: string): Promise<Silence[]>
  /** Returns the stored events of a user in any state, the newest first, so many at most. */
  ofUser(environment: string, user: string, limit: number): Promise<IndexedEvent[]>
  /** Returns the stored event with an id, of whichever subscription; a failed one also by the id of its token. */
  find(environment: string, id: string): Promise<{ id: string; subscriptionId: string } | undefined>
  /** Counts the stored events by hour and what became of them, and failed ones by the hour in which they are forgotten. */
  hours(environment: string): Promise<Omit<OverviewHours, 'asOf'>>
  /** Returns the states that the console does not know, per subscription that has events in such; or of the whole environment. */
  unknownStates(environment: string, subscriptionIds?: string[]): Promise<Map<string, UnknownState[]>>
  /** Counts the events of some feeds by state, for figures; an index alone answers it. */
  figures(feeds: readonly Pick<Feed, 'id' | 'subscriptionId'>[]): Promise<StateFigure[]>
  /** Returns the claims of the newest events of some subscriptions, each event once, without tests. */
  claims(environment: string, wanted: Omit<ClaimsWanted, 'now'>): Promise<StoredClaim[]>
  /** Counts the stored events of a subscription. */
  count(environment: string, subscriptionId: string): Promise<number>
  /** The same of all subscriptions of an environment that have any. Goes through all of them: slow for millions. */
  counts(environment: string): Promise<Map<string, number>>
  /** Deletes what the API has forgotten (API 6.5), in all environments. Cheap when there is nothing. */
  forgetExpired(): Promise<void>
  removeSubscription(environment: string, subscriptionId: string): Promise<void>
  clear(environment: string): Promise<void>
  /** One page of the failed events of an environment, as known at `asOf` (now, when left out). */
  failed(environment: string, query: FailedQuery): Promise<StoredFailedPage>
  /** Everything that page is a part of, in its order, read part by part. */
  eachFailed(environment: string, query: Omit<FailedQuery, 'after' | 'before' | 'size'>): AsyncIterable<EventItem>
  /**
   * Counts what matches by cause; events after `asOf` are only counted. It goes through all that match: slow for
   * millions.
   */
  failedSummary(environment: string, query: FailedMatch & { asOf?: string | undefined }): Promise<StoredFailedSummary>
  /** Returns the filter choices among events in a state; slower still. */
  failedChoices(environment: string, scope: Pick<FailedMatch, 'state' | 'subscription'>): Promise<StoredFailedChoices>
  /**
   * The events of a selection that are still stored, each once. Those selected by name come in no order and as they are
   * now, whatever their state; those that match, as known at its `asOf`, soonest to expire first.
   */
  select(environment: string, selection: EventSelection): AsyncIterable<SelectedEvent>
  /** The progress of reading each subscription, and the lease of its reader. */
  feeds: EventFeeds
  /** The calls that the background may still make to each environment's API. */
  budget: ReadingBudget
}

/** Rows that are deleted at once. */
const AT_ONCE = 2000

/** `now` is in milliseconds. */
export function createEventIndex(database: Database, now: () => number): EventIndex {
  const { db } = database
  const feeds = createEventFeeds(database, now)
  return {
    ...createUnsettled(db),
    feeds,
    budget: createReadingBudget(db, now),
    async put(environment, events, readAt = now()) {
      for (const [subscriptionId, group] of Map.groupBy(events, (event) => event.subscriptionId)) {
        const feed = { id: await feedOf(db, environment, subscriptionId), environment }
        await database.transact((trx) => writeEvents(trx, feed, group, { readAt, now: now() }))
      }
    },
    async page(environment, subscriptionId, query) {
      return readEventPage(database, await feeds.get(environment, subscriptionId), query, now())
    },
    async get(environment, subscriptionId, eventId) {
      const row = await db
        .selectFrom('events')
        .innerJoin('event_feeds', 'event_feeds.id', 'events.feed')
        .where('environment', '=', environment)
        .where('subscription_id', '=', subscriptionId)
        .where('events.id', '=', eventId)
        .leftJoin('event_attribute_sets', sharedAttributes)
        .selectAll('events')
        .select('attributes_json')
        .executeTakeFirst()
      return row && indexedOf(subscriptionId, row)
    },
    stats: (environment, subscriptionIds) => readStats(db, { environment, subscriptionIds, now: now() }),
    ofUser: (environment, user, limit) => readUserEvents(db, { environment, user, limit, now: now() }),
    find: (environment, id) => findEvent(db, environment, id),
    hours: (environment) => readHours(db, environment),
    silences: (environment) => readSilences(db, environment, now()),
    unknownStates: (environment, subscriptionIds) => readUnknownStates(db, environment, subscriptionIds),
    figures: (of) => readStateFigures(db, of),
    claims: (environment, wanted) => readClaims(db, environment, { ...wanted, now: now() }),
    failed(environment, query) {
      return readFailedPage(database, scopeOf(environment, query, now()), query)
    },
    eachFailed(environment, query) {
      return eachFailed(database, scopeOf(environment, query, now()), query.sort)
    },
    failedSummary(environment, query) {
      return readFailedSummary(database, scopeOf(environment, query, now()))
    },
    failedChoices(environment, scope) {
      return readFailedChoices(database, scopeOf(environment, scope, now()))
    },
    select: (environment, selection) => readSelection(database, environment, selection, now()),
    async count(environment, subscriptionId) {
      const { count } = await db
        .selectFrom('events')
        .innerJoin('event_feeds', 'event_feeds.id', 'events.feed')
        .where('environment', '=', environment)
        .where('subscription_id', '=', subscriptionId)
        .select((row) => row.fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow()
      return count
    },
    async counts(environment) {
      const feeds = db.selectFrom('event_feeds').select('id').where('environment', '=', environment)
      const counted = db
        .selectFrom('events')
        .where('feed', 'in', feeds)
        .groupBy('feed')
        .select((row) => ['feed', row.fn.countAll<number>().as('count')])
      const rows = await db
        .selectFrom(counted.as('counted'))
        .innerJoin('event_feeds', 'event_feeds.id', 'counted.feed')
        .select(['subscription_id', 'count'])
        .execute()
      return new Map(rows.map((row) => [row.subscription_id, row.count]))
    },
    async forgetExpired() {
      const old = sql`select feed, id from events where expires_at <= ${timeOf(now())} limit ${sql.lit(AT_ONCE)}`
      for (let gone = AT_ONCE; gone === AT_ONCE; ) {
        const { numAffectedRows } = await sql`delete from events where (feed, id) in (${old})`.execute(db)
        gone = Number(numAffectedRows ?? 0)
      }
      await db.deleteFrom('event_attribute_sets').where('expires_at', '<=', timeOf(now())).execute()
    },
    async removeSubscription(environment, subscriptionId) {
      await db
        .deleteFrom('event_feeds')
        .where('environment', '=', environment)
        .where('subscription_id', '=', subscriptionId)
        .execute()
    },
    async clear(environment) {
      await db.deleteFrom('event_feeds').where('environment', '=', environment).execute()
      await db.updateTable('reading_budgets').set({ next_list: 0 }).where('environment', '=', environment).execute()
    },
  }
}
