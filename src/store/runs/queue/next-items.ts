import { type NotNull, sql } from 'kysely'
import type { Reader, Step } from '../transaction.ts'

/**
 * Returns the next item of each lane, and how many of the lane are under way. The lanes are locked by an earlier
 * statement, so that this one sees an item that has just begun to wait; otherwise its lane would stop being due.
 */
export async function nextItems({ trx }: Step, lanes: readonly { id: number }[]): Promise<Map<number, NextItem>> {
  const ids = lanes.map(({ id }) => id)
  const items = await nextOf(trx, ids).execute()
  return new Map(items.map((item) => [item.lane, item]))
}

export type NextItem = Awaited<ReturnType<ReturnType<typeof nextOf>['execute']>>[number]

const nextOf = (trx: Reader, lanes: number[]) =>
  trx
    .selectFrom('lanes')
    .innerJoin('run_items', (join) =>
      join.on('run_items.id', '=', (one) =>
        one
          .selectFrom('run_items as first')
          .select('first.id')
          .whereRef('first.lane', '=', 'lanes.id')
          .where(sql.ref('first.state'), '=', sql.lit('waiting'))
          .orderBy('first.rank')
          .orderBy('first.run')
          .orderBy('first.position')
          .limit(1),
      ),
    )
    .innerJoin('runs', 'runs.id', 'run_items.run')
    .innerJoin('run_lanes', 'run_lanes.id', 'run_items.part')
    .select([
      'lanes.id as lane',
      'run_items.id as itemId',
      'run_items.run as run',
      'runs.run_id as runId',
      'runs.environment as environment',
      'runs.options_json',
      'run_lanes.subscription_id as subscriptionId',
      'run_items.event_id as eventId',
      'run_items.payload as payload',
      'run_items.tries as tries',
    ])
    .select((row) =>
      row
        .selectFrom('run_items as others')
        .select((other) => other.fn.countAll<number>().as('count'))
        .whereRef('others.lane', '=', 'lanes.id')
        .where(sql.ref('others.state'), '=', sql.lit('sending'))
        .as('sending'),
    )
    .where('lanes.id', 'in', lanes)
    .$narrowType<{ sending: NotNull }>()
