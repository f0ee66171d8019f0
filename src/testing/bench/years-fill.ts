import { sql } from 'kysely'
import type { Database } from '../../store/database/database.ts'

/** The environment that most of the years happened in. */
export const ENVIRONMENT = 'production'
/** The days that are kept. */
export const DAYS = 400

const hex =
  (digits: number, ...parts: [string, string]) =>
  (engine: string) =>
    engine === 'postgres'
      ? `lpad(to_hex((${parts[0]})::bigint), ${digits}, '0')`
      : `printf('%0${digits}x', ${parts[1]})`

/** Returns a table of the numbers from 1 to a count, by the name `made`. */
const numbers = (engine: string, count: number) =>
  engine === 'postgres'
    ? `(select n from generate_series(1::bigint, ${count}) as one (n)) as made`
    : `(with recursive one (n) as (select 1 union all select n + 1 from one where n < ${count}) select n from one) as made`

const time = (engine: string, ms: string) =>
  engine === 'postgres'
    ? `to_char(to_timestamp((${ms}) / 1000.0) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`
    : `strftime('%Y-%m-%dT%H:%M:%f000Z', (${ms}) / 1000.0, 'unixepoch')`

/** Returns the id of the subscription of a number. */
export const numbered = (number: number): string =>
  `${((number * 2654435) % 4294967291).toString(16).padStart(8, '0')}-0000-4000-8000-000000000000`

const subscriptionId = (engine: string, number: string) =>
  `${hex(8, `${number}::bigint * 2654435 % 4294967291`, `${number} * 2654435 % 4294967291`)(engine)} || '-0000-4000-8000-000000000000'`

/**
 * Fills a journal with so many entries of 400 days: 40 people who do nearly all, 300 who do something at times and one who
 * did twelve things; 2,000 subscriptions with their events, and runs with a name of their own.
 */
export async function fillJournal({ db, engine }: Database, count: number, now: number): Promise<void> {
  const at = `(${now - DAYS * 86_400_000} + n * ${(DAYS * 86_400_000) / count})`
  const ms = engine === 'postgres' ? `floor(${at})` : `cast(${at} as integer)`
  const stamp = hex(12, ms, ms)(engine)
  const id = `substr(${stamp}, 1, 8) || '-' || substr(${stamp}, 9, 4) || '-7000-8000-' || ${hex(12, 'n', 'n')(engine)}`
  const person = `case when n % ${Math.floor(count / 12)} = 5 then 'zoe' when n % 997 = 0 then 'rare-' || (n / 997 % 300)
    else 'person-' || (n % 40) end`
  const name = `case when n % ${Math.floor(count / 12)} = 5 then 'Zoe Quick' when n % 997 = 0 then 'Rare Person ' || (n / 997 % 300)
    else 'Busy Person ' || (n % 40) end`
  const number = '(n * 7919 % 2000)'
  const kind = '(n % 100)'
  const event = `${hex(8, 'n', 'n')(engine)} || '-1111-4000-8000-' || ${hex(12, 'n * 31', 'n * 31')(engine)}`
  await sql
    .raw(
      `insert into journal (id, at, actor_id, actor_name, role, environment, action, target_type, target_id, target_title,
        target_subscription_id, before_json, after_json, reason, outcome, upstream_status, problem, request_id)
      select ${id}, ${time(engine, ms)}, ${person}, ${name}, 'operator',
        case when ${kind} < 3 then null when n % 13 = 0 then 'staging' else '${ENVIRONMENT}' end,
        case when n % ${Math.floor(count / 20)} = 7 then 'export.cancel' when ${kind} < 3 then 'session.sign-in'
          when ${kind} < 5 then 'run.start' when ${kind} < 15 then 'subscription.enable' else 'event.redeliver' end,
        case when ${kind} < 3 then 'session' when ${kind} < 5 then 'run' when ${kind} < 15 then 'subscription' else 'event' end,
        case when ${kind} >= 5 and ${kind} < 15 then ${subscriptionId(engine, number)} else ${event} end,
        case when ${kind} < 3 then ${name} when ${kind} < 5 then 'Outage no. ' || (n / 500)
          when ${kind} < 15 then 'Customer data ' || ${number}
          else (case n % 3 when 0 then 'entityCreated' when 1 then 'entityUpdated' else 'entityDeleted' end) || ' · Customer data ' || ${number} end,
        case when ${kind} < 5 then null else ${subscriptionId(engine, number)} end,
        '{"state":"failure"}', '{"state":"awaiting-executing","run":"00000000-0000-4000-8000-000000000000"}',
        case when n % 5 = 0 then 'INC-' || (n / 1000) end,
        case when n % 100003 = 0 then 'unknown' when n % 50 = 3 then 'refused' else 'done' end,
        case when ${kind} < 5 then null else 202 end, null, ${event}
      from ${numbers(engine, count)}`,
    )
    .execute(db)
  await sql`insert into journal_people (id, name) select distinct actor_id, actor_name from journal`.execute(db)
  await sql`insert into journal_titles (title) select distinct substr(target_title, 1, 300) from journal`.execute(db)
}

const OPTIONS = JSON.stringify({
  way: 'redelivery',
  order: 'expiry',
  leaveOutSuperseded: false,
  canary: false,
  stopAfter: null,
  pace: 5,
})
const LEFT_OUT = JSON.stringify({ superseded: 0, queued: 0, succeeded: 0, notFailed: 0, expired: 0, unseen: 0 })

/**
 * Fills the ledger with runs of 400 days that have so many items in all: one in three is of a single event, the first has a tenth
 * of all items and 20 subscriptions, and the last 20 are under way.
 */
export async function fillRuns(
  { db, engine }: Database,
  { items, now, counts }: { items: number; now: number; counts: object },
): Promise<number> {
  const runs = Math.max(100, Math.floor(items / 100))
  const [each, first] = [Math.floor((items * 0.9) / runs), Math.floor(items / 10)]
  const at = (row: string) => `${now - DAYS * 86_400_000} + ${row} * ${Math.floor((DAYS * 86_400_000) / runs)}`
  const uuid = (row: string) => `${hex(8, row, row)(engine)} || '-2222-4000-8000-000000000000'`
  const over = (row: string) => `${row} <= ${runs - 20}`
  await sql
    .raw(
      `insert into runs (id, run_id, environment, single, name, reason, options_json, left_out_json, actor_id, actor_name, role,
        request_id, total, state, unproven, undelivered, counts_json, created_at, ended_at)
      select n, ${uuid('n')}, case when n % 13 = 0 then 'staging' else '${ENVIRONMENT}' end, case when n % 3 = 0 then 1 else 0 end,
        'Outage no. ' || n, null, '${OPTIONS}', '${LEFT_OUT}', 'person-1', 'Busy Person 1', 'operator', 'r',
        ${each}, case when ${over('n')} then 'done' else 'running' end, 0, 0,
        case when ${over('n')} then '${JSON.stringify(counts)}' end, ${at('n')}, case when ${over('n')} then ${at('n')} + 60000 end
      from ${numbers(engine, runs)}`,
    )
    .execute(db)
  await sql
    .raw(
      `insert into lanes (id, environment, name, at_once) select n, '${ENVIRONMENT}', ${subscriptionId(engine, 'n')}, 1 from ${numbers(engine, 2000)}`,
    )
    .execute(db)
  await sql
    .raw(
      `insert into run_lanes (id, run, subscription_id, title, lane)
      select n, n, ${subscriptionId(engine, '(n % 2000 + 1)')}, 'Customer data ' || (n % 2000), n % 2000 + 1 from ${numbers(engine, runs)}
      union all select ${runs} + n, 1, ${subscriptionId(engine, '(n + 100)')}, 'Customer data ' || (n + 99), n + 100 from ${numbers(engine, 20)}`,
    )
    .execute(db)
  const columns = 'run, part, lane, subject, event_id, position, rank, type, user_id, state, active'
  const event = (offset: number) =>
    `${hex(8, `n + ${offset}`, `n + ${offset}`)(engine)} || '-3333-4000-8000-000000000000'`
  const state = (run: string) =>
    `case when ${over(run)} then (case when n % 200 = 0 then 'failed' else 'delivered' end) else 'waiting' end`
  const run = `(n % ${runs} + 1)`
  await sql
    .raw(
      `insert into run_items (${columns})
      select ${run}, ${run}, ${run} % 2000 + 1, ${run} % 2000 + 1, ${event(0)}, ${first} + n / ${runs}, 1, 'entityUpdated', 'u', ${state(run)},
        case when ${over(run)} then 0 else 1 end from ${numbers(engine, each * runs)}`,
    )
    .execute(db)
  await sql
    .raw(
      `insert into run_items (${columns})
      select 1, ${runs} + n % 20 + 1, n % 20 + 101, n % 20 + 101, ${event(each * runs)}, n - 1, 1, 'entityUpdated', 'u', ${state('1')}, 0
      from ${numbers(engine, first)}`,
    )
    .execute(db)
  if (engine === 'postgres')
    for (const table of ['runs', 'lanes', 'run_lanes'])
      await sql`select setval(pg_get_serial_sequence(${table}, 'id'), (select max(id) from ${sql.table(table)}))`.execute(
        db,
      )
  return runs
}
