import type { ColumnType, Generated } from 'kysely'

/** Milliseconds since 1970. */
type Clock = number
type Defaulted = ColumnType<number, number | undefined, number>

/**
 * `id` counts up, so it sorts by creation; `run_id` is the one people see. `unproven` is 1 until the canary was
 * delivered, `undelivered` how many in a row were not. `counts_json` holds the final counts once the run has ended.
 */
export interface RunsTable {
  id: Generated<number>
  run_id: string
  environment: string
  single: number
  name: string
  reason: string | null
  options_json: string
  left_out_json: string
  actor_id: string
  actor_name: string
  role: string
  request_id: string
  total: number
  state: string
  state_reason: string | null
  unproven: number
  stop_after: number | null
  undelivered: Defaulted
  counts_json: string | null
  created_at: Clock
  ended_at: Clock | null
}

/** `name` is the subscription's id, or `replay` and the run's. `pace` is of replays, in posts a second. */
export interface LanesTable {
  id: Generated<number>
  environment: string
  name: string
  at_once: number
  pace: number | null
  free_at: ColumnType<Clock, Clock | undefined, Clock>
  due_at: Clock | null
  wait_why: string | null
  wait_words: string | null
  troubles: Defaulted
}

export interface RunLanesTable {
  id: Generated<number>
  run: number
  subscription_id: string
  title: string
  lane: number
  paused: Defaulted
  cancelled: Defaulted
}

/**
 * `rank` 0 goes before 1; then older runs, then by position. `active` is 1 in the states that keep others from it,
 * `missed` 1 once the listener is known not to have taken the first attempt after the call. `seen` is what was read of
 * the event before its call; `repeats` counts the calls made again because the one before left no trace. `signed_id` is
 * the id that the signed token gives the event, in small letters.
 */
export interface RunItemsTable {
  id: Generated<number>
  run: number
  part: number
  lane: number
  subject: number
  event_id: string
  signed_id: string | null
  position: number
  rank: number
  type: string | null
  user_id: string | null
  expires_at: string | null
  payload: string | null
  state: string
  active: number
  note: string | null
  status: number | null
  seen: string | null
  sent_at: Clock | null
  ended_at: Clock | null
  look_at: Clock | null
  looks: Defaulted
  grace_until: Clock | null
  tries: Defaulted
  lease: string | null
  lease_until: Clock | null
  journal_id: string | null
  missed: Defaulted
  repeats: Defaulted
}

export interface RunTables {
  runs: RunsTable
  lanes: LanesTable
  run_lanes: RunLanesTable
  run_items: RunItemsTable
}
