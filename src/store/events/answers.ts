import { type Expression, type Kysely, sql } from 'kysely'
import { Cause } from '../../contract/event.ts'
import { FAILED_STATES } from '../../contract/failed-event.ts'
import type { EventCounts } from '../../contract/subscription.ts'
import type { Tables } from '../database/tables.ts'

/** The events of a feed with one state, cause and type, and when the last of them changed. */
export interface AnsweredGroup {
  feed: number
  state: string
  cause: string | null
  type: string | null
  last: string
}

type Answers = Pick<EventCounts, 'lastAnswer' | 'failingSince'>

/** Feeds that are asked for in one statement: each is a part of it, and SQLite takes 500 parts. */
const AT_ONCE = 100

/**
 * Returns what each listener did last, and since when it takes nothing. Each answer is the end of an index, so it costs the
 * same however many events there are.
 */
export async function readAnswers(db: Kysely<Tables>, groups: AnsweredGroup[]): Promise<Map<number, Answers>> {
  const answered = [...Map.groupBy(groups.filter(isAnswer), ({ feed }) => feed).values()]
  const last = answered.map(latestOf)
  const statuses = await readStatuses(db, last)
  const since = await readFirstSince(
    db,
    answered.flatMap((own) => {
      const { feed, state } = latestOf(own)
      const delivered = own.filter((group) => group.state === 'success')
      return state === 'success' ? [] : { feed, after: delivered.length > 0 ? latestOf(delivered).last : '' }
    }),
  )
  return new Map(
    last.map(({ feed, state, cause, last: at }) => [
      feed,
      {
        lastAnswer: {
          at,
          delivered: state === 'success',
          status: statuses.get(feed) ?? null,
          cause: Cause.nullable().parse(cause),
        },
        failingSince: state === 'success' ? null : (since.get(feed) ?? at),
      },
    ]),
  )
}

const latestOf = (groups: AnsweredGroup[]): AnsweredGroup =>
  groups.reduce((one, other) => (other.last > one.last ? other : one))

/** What failed because the subscription was off, or nobody knows why, tells nothing of the listener. */
const isAnswer = ({ state, cause }: AnsweredGroup) => state === 'success' || (cause !== null && cause !== 'off')

async function readStatuses(db: Kysely<Tables>, last: AnsweredGroup[]): Promise<Map<number, number | null>> {
  const statuses = new Map<number, number | null>()
  for (let start = 0; start < last.length; start += AT_ONCE) {
    const parts = last.slice(start, start + AT_ONCE).map(({ feed, state, cause, type, last: at }) =>
      db
        .selectFrom('events')
        .select(['feed', 'listener_status as status'])
        .where('feed', '=', feed)
        .where('state', '=', state)
        .where('cause', cause === null ? 'is' : '=', cause)
        .where('type', type === null ? 'is' : '=', type)
        .where('updated_at', '=', at)
        .limit(1),
    )
    for (const { feed, status } of await together(db, parts)) statuses.set(feed, status)
  }
  return statuses
}

/** Returns when the first event was recorded that failed after the last delivery of its feed. */
async function readFirstSince(
  db: Kysely<Tables>,
  feeds: { feed: number; after: string }[],
): Promise<Map<number, string>> {
  const since = new Map<number, string>()
  const wanted = feeds.flatMap((feed) => FAILED_STATES.map((state) => ({ ...feed, state })))
  for (let start = 0; start < wanted.length; start += AT_ONCE) {
    const parts = wanted
      .slice(start, start + AT_ONCE)
      .map(({ feed, after, state }) =>
        db
          .selectFrom('events')
          .select(['feed', 'created_at as at'])
          .where('feed', '=', feed)
          .where('state', '=', state)
          .where('created_at', '>', after)
          .where('cause', '<>', 'off')
          .orderBy('created_at')
          .limit(1),
      )
    for (const { feed, at } of await together(db, parts)) {
      const known = since.get(feed)
      if (known === undefined || at < known) since.set(feed, at)
    }
  }
  return since
}

/** Asks for the rows of several queries at once. Each is put into one of its own, because it has a limit. */
async function together<Row>(db: Kysely<Tables>, parts: Expression<Row>[]): Promise<Row[]> {
  const each = parts.map((part) => sql`select * from (${part}) as part`)
  return (await sql<Row>`${sql.join(each, sql` union all `)}`.execute(db)).rows
}
