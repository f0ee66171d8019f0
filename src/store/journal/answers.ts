import { type Kysely, sql } from 'kysely'
import type { TurnedOff } from '../../contract/subscription.ts'
import type { Tables } from '../database/tables.ts'
import { uuid7Prefix } from '../database/uuid7.ts'

/** The most ids that are asked for at once. */
const AT_ONCE = 500

/**
 * Returns who turned subscriptions off last, and why. One that was turned on or created here after that was turned off
 * somewhere else, of which nothing is known.
 */
export async function readTurnedOff(
  db: Kysely<Tables>,
  environment: string,
  subscriptionIds: readonly string[],
): Promise<Map<string, TurnedOff>> {
  const found = new Map<string, TurnedOff>()
  for (let start = 0; start < subscriptionIds.length; start += AT_ONCE) {
    const last = db
      .selectFrom('journal')
      .select((row) => row.fn.max('id').as('id'))
      .where('target_id', 'in', subscriptionIds.slice(start, start + AT_ONCE))
      .where('environment', '=', environment)
      .where('action', 'in', ['subscription.disable', 'subscription.enable', 'subscription.create'])
      .where('outcome', '=', sql.lit('done'))
      .groupBy('target_id')
    const rows = await db
      .selectFrom('journal')
      .select(['target_id', 'at', 'actor_name', 'reason', 'action'])
      .where('id', 'in', last)
      .execute()
    for (const { target_id, at, actor_name, reason, action } of rows)
      if (action === 'subscription.disable') found.set(target_id, { at, by: actor_name, reason })
  }
  return found
}

/** An export that the console started; nobody has downloaded its file here, or cancelled it. */
export interface OpenExport {
  id: string
  subscription: { id: string; title: string }
  startedAt: string
  by: string
}

/** Returns the exports that were started since a time (ms since 1970) and whose file nobody has taken, the oldest first. */
export async function readOpenExports(db: Kysely<Tables>, environment: string, since: number): Promise<OpenExport[]> {
  const rows = await db
    .selectFrom('journal')
    .select(['action', 'target_id', 'target_title', 'target_subscription_id', 'at', 'actor_name'])
    .where('environment', '=', environment)
    .where('action', 'in', ['export.start', 'export.download', 'export.cancel'])
    .where('outcome', '=', sql.lit('done'))
    .where('id', '>=', uuid7Prefix(since))
    .orderBy('id')
    .execute()
  const ended = new Set(rows.flatMap(({ action, target_id }) => (action === 'export.start' ? [] : [target_id])))
  return rows.flatMap(({ action, target_id, target_title, target_subscription_id, at, actor_name }) =>
    action === 'export.start' && target_subscription_id !== null && !ended.has(target_id)
      ? {
          id: target_id,
          subscription: { id: target_subscription_id, title: target_title },
          startedAt: at,
          by: actor_name,
        }
      : [],
  )
}
