import type { ColumnType, Generated } from 'kysely'
import type { RunTables } from './run-tables.ts'

type Defaulted = ColumnType<number, number | undefined, number>
/** Milliseconds since 1970: the console's own clock. API times are sortable text (time.ts). */
type Clock = number

export interface SessionsTable {
  token_hash: string
  user_id: string
  user_name: string
  email: string | null
  role: string
  created_at: Clock
  seen_at: Clock
  address: ColumnType<string | null, string | null | undefined, string | null>
  browser: ColumnType<string | null, string | null | undefined, string | null>
  /** The provider's name of its own session. */
  sid: ColumnType<string | null, string | null | undefined, string | null>
}

export interface SignInsTable {
  token_hash: string
  state: string
  nonce: string
  code_verifier: string
  return_to: string
  replaces: string | null
  created_at: Clock
}

/** `before_json` and `after_json` are JSON text; `id` is a UUIDv7, so it sorts by time. */
export interface JournalTable {
  id: string
  at: string
  actor_id: string
  actor_name: string
  role: string
  environment: string | null
  action: string
  target_type: string
  target_id: string
  target_title: string
  target_subscription_id: string | null
  before_json: string
  after_json: string
  reason: string | null
  outcome: string
  upstream_status: number | null
  problem: string | null
  request_id: string
}

/** A link of the journal's chain: `content` is the hash of the entry when it was written, `hash` that of the link. */
export interface JournalLinksTable {
  environment: string
  seq: number
  entry: string
  content: string
  hash: string
}

/** The two ends of an environment's chain. `since` is its first entry; entries before `kept_from` may be deleted. */
export interface JournalHeadsTable {
  environment: string
  seq: number
  hash: string
  start_seq: number
  start_hash: string
  since: string
  kept_from: string
}

/** A hashed file of an interface; `body` is its bytes in base64. */
export interface InterfaceFilesTable {
  path: string
  type: string
  encoding: string
  body: string
  kept_until: Clock
}

/** A person as entries of the journal name them: one may have had several names. */
export interface JournalPeopleTable {
  id: string
  name: string
}

/** The beginning of the title of an entry's target. */
export interface JournalTitlesTable {
  title: string
}

/** One subscription's events as the console holds them: how far they were read, how well, and who is reading. */
export interface EventFeedsTable {
  id: Generated<number>
  environment: string
  subscription_id: string
  as_of: Clock | null
  tried_at: Clock | null
  complete: ColumnType<number, number | undefined, number>
  total: number | null
  problem: string | null
  progress_json: string | null
  lease_owner: string | null
  lease_until: Clock | null
  /** The time from which the background reads it again; 0 for at once. */
  due_at: ColumnType<Clock, Clock | undefined, Clock>
  /** 1 when nothing has happened in it for a while. */
  quiet: ColumnType<number, number | undefined, number>
  /** The last time a person looked at it. */
  watched_at: Clock | null
}

/**
 * The share of an environment's ceilings that its background has taken: the times from which the next call is free by the
 * ceiling of a second and of an hour, until when it pauses, and from when it may read the list of subscriptions.
 */
export interface ReadingBudgetsTable {
  environment: string
  next_second: ColumnType<Clock, Clock | undefined, Clock>
  next_hour: ColumnType<Clock, Clock | undefined, Clock>
  paused_until: ColumnType<Clock, Clock | undefined, Clock>
  next_list: ColumnType<Clock, Clock | undefined, Clock>
}

/**
 * `attribute_set` is the hash of its set; `claim_json` is JSON text; `settled` is 1 for `success` and `failure`.
 * `seen_at` is when the console learnt of the present state; `failed_in` is the environment and `failed_text` what is
 * searched, of failed events only. `attempts` is -1 where it is not known; `unread` is 1 as long as the token was not read,
 * `due` as long as the event has to be read by itself.
 */
export interface EventsTable {
  feed: number
  id: string
  created_at: string
  updated_at: string
  state: string
  settled: number
  attempts: number
  type: string | null
  event_id: string | null
  entity_type: string | null
  attribute_set: number
  user_id: string | null
  application: string | null
  client: string | null
  occurred_at: string | null
  listener_status: number | null
  listener_error: string | null
  cause: string | null
  expires_at: string
  read_at: Clock
  claim_json: string | null
  seen_at: Clock
  failed_in: string | null
  failed_text: string | null
  unread: number
  due: number
}

/** The attribute names some of a feed's events have, a JSON array, until the last event that has them expires. */
export interface EventAttributeSetsTable {
  feed: number
  hash: number
  attributes_json: string
  expires_at: string
}

/**
 * One row, written to see whether the store can be written. `base` is by how many milliseconds stored times were moved in
 * all, because the clock was set.
 */
export interface PulseTable {
  id: number
  at: Clock
  base: Defaulted
}

/** A lock that one process holds: `until` is by the database's clock. */
export interface LocksTable {
  name: string
  owner: string
  until: Clock
}

/** The points used in a period that ends at `until`, by the database's clock. */
export interface CountsTable {
  name: string
  points: number
  until: Clock
}

/** A subscription that a process (`origin`) changed, for the others. */
export interface SubscriptionChangesTable {
  id: Generated<number>
  environment: string
  subscription_id: string
  origin: string
  at: Clock
}

export interface Tables extends RunTables {
  sessions: SessionsTable
  sign_ins: SignInsTable
  journal: JournalTable
  journal_links: JournalLinksTable
  journal_heads: JournalHeadsTable
  journal_people: JournalPeopleTable
  journal_titles: JournalTitlesTable
  event_feeds: EventFeedsTable
  events: EventsTable
  event_attribute_sets: EventAttributeSetsTable
  reading_budgets: ReadingBudgetsTable
  interface_files: InterfaceFilesTable
  pulse: PulseTable
  locks: LocksTable
  counts: CountsTable
  subscription_changes: SubscriptionChangesTable
}
