import type { Selectable } from 'kysely'
import type { RunItemsTable } from '../database/run-tables.ts'
import type { RunRow, Step } from './transaction.ts'

/** The context of an item: its run, its part of that run, and the event it is about. */
export interface ItemContext {
  run: RunRow
  before: Pick<Selectable<RunItemsTable>, 'part' | 'missed'>
  target: { eventId: string; type: string | null; subscriptionId: string; title: string }
}

export async function itemContextOf(step: Step, itemId: number): Promise<ItemContext> {
  const context = (await itemContextsOf(step, [itemId])).get(itemId)
  if (!context) throw new Error(`There is no item ${itemId}`)
  return context
}

/** Returns the contexts of items, by their ids. */
export async function itemContextsOf({ trx }: Step, itemIds: readonly number[]): Promise<Map<number, ItemContext>> {
  const rows = await trx
    .selectFrom('run_items')
    .innerJoin('runs', 'runs.id', 'run_items.run')
    .innerJoin('run_lanes', 'run_lanes.id', 'run_items.part')
    .selectAll('runs')
    .select(['run_items.id as item', 'run_items.part', 'run_items.missed', 'run_items.event_id', 'run_items.type'])
    .select(['run_lanes.title', 'run_lanes.subscription_id'])
    .where('run_items.id', 'in', itemIds)
    .execute()
  return new Map(
    rows.map(({ item, part, missed, event_id, type, title, subscription_id, ...run }) => [
      item,
      { run, before: { part, missed }, target: { eventId: event_id, type, subscriptionId: subscription_id, title } },
    ]),
  )
}
