import type { RunDetail, RunPage, RunQuery, RunSummary } from '../../../contract/run.ts'
import { timeOf } from '../../../contract/timestamp.ts'
import { keysetPage } from '../../database/keyset.ts'
import type { Spacing } from '../book.ts'
import { countRetrying } from '../item-flow.ts'
import { finalCounts, summaryOf } from '../rows.ts'
import type { Reader, RunRow } from '../transaction.ts'
import { countLate, countsOf, endOf, type PartOfRun, partsOf, partsOfAll, waitOf } from './lane-turns.ts'

/** A run that people ask for, and the spacing and time (ms) from which its turns are reckoned. */
export interface RunLookup {
  environment: string
  runId: string
  spacing: Spacing
  now: number
}

/** Returns one page of runs, newest first. */
export async function readRunPage(
  db: Reader,
  { environment, spacing, now, query }: Omit<RunLookup, 'runId'> & { query: RunQuery },
): Promise<RunPage> {
  const idOf = async (cursor: string | undefined) =>
    cursor === undefined ? undefined : (await findRun(db, environment, cursor))?.id
  const page = await keysetPage({
    size: query.size,
    before: await idOf(query.before),
    after: await idOf(query.after),
    keyOf: (run: RunRow) => run.id,
    read({ older, newer, ascending, limit }) {
      let rows = matching(db, environment, query)
        .orderBy('id', ascending ? 'asc' : 'desc')
        .limit(limit)
      if (older !== undefined) rows = rows.where('id', '<', older)
      if (newer !== undefined) rows = rows.where('id', '>', newer)
      return rows.execute()
    },
  })
  const active = await partsOfAll(
    db,
    page.items.filter((run) => !finalCounts(run)),
    spacing,
    now,
  )
  const items = page.items.map((run) => summaryFrom(run, active.get(run.id) ?? []))
  return { items, older: page.older?.run_id ?? null, newer: page.newer?.run_id ?? null }
}

function matching(db: Reader, environment: string, { show, state }: RunQuery) {
  let rows = db.selectFrom('runs').selectAll().where('environment', '=', environment)
  if (show !== 'all') rows = rows.where('single', '=', show === 'singles' ? 1 : 0)
  if (state !== undefined) rows = rows.where('ended_at', state === 'active' ? 'is' : 'is not', null)
  return rows
}

function summaryFrom(run: RunRow, parts: readonly PartOfRun[]): RunSummary {
  const final = finalCounts(run)
  if (final) return summaryOf(run, final, null)
  const counts = countsOf(parts)
  return summaryOf(run, counts, counts.waiting > 0 ? endOf(parts) : null)
}

export function findRun(db: Reader, environment: string, runId: string): Promise<RunRow | undefined> {
  return db
    .selectFrom('runs')
    .selectAll()
    .where('run_id', '=', runId)
    .where('environment', '=', environment)
    .executeTakeFirst()
}

/** Returns one run with its lanes. */
export async function readRunDetail(
  db: Reader,
  { environment, runId, spacing, now }: RunLookup,
): Promise<RunDetail | undefined> {
  const run = await findRun(db, environment, runId)
  if (!run) return undefined
  const parts = await partsOf(db, run, spacing, now)
  const time = (at: number | null) => (at === null ? null : timeOf(Math.ceil(at)))
  return {
    ...summaryOf(run, finalCounts(run) ?? countsOf(parts), endOf(parts)),
    lanes: parts.map(({ subscriptionId, title, paused, counts, lane, nextAt, endsAt }) => ({
      subscriptionId,
      title,
      paused,
      counts,
      nextAt: time(nextAt),
      endsAt: time(endsAt),
      waits: nextAt === null ? null : waitOf(lane),
    })),
    late: await countLate(db, run, { parts, spacing, now }),
    retrying: run.ended_at === null ? await countRetrying(db, run.id) : 0,
    oneFirst: run.unproven === 1,
  }
}
