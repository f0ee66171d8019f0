import { sql } from 'kysely'
import { type ItemNote, storedNote } from '../../../contract/run-note.ts'
import { BATCH_SIZE, inBatches } from '../../database/batch.ts'
import type { Database } from '../../database/database.ts'
import type { StoreClock } from '../../database/store-clock.ts'
import { itemContextOf } from '../item-context.ts'
import { dueFrom, ended, freeFrom } from '../item-flow.ts'
import { endJournalEntry, journalSends } from '../journal.ts'
import { afterItem, columnsOf } from '../outcome.ts'
import type { ItemResult, LaneAfter, RunQueue, Turn, TurnEnd } from '../queue.ts'
import { inStep, lockRun, type Step } from '../transaction.ts'
import { type AcceptedEnd, acceptedEndOf, closeAccepted } from './accepted-calls.ts'

/** Makes the closing of turns and follow-ups: each is written with everything that follows from it, or not at all. */
export function createClosing(
  database: Database,
  { now, holds }: Pick<StoreClock, 'now' | 'holds'>,
  newId: () => string,
): Pick<RunQueue, 'closeTurn' | 'closeDeleted' | 'closeFollowUp' | 'closeAbandoned'> {
  const closeAllAccepted = inBatches(BATCH_SIZE, (ends: AcceptedEnd[]) =>
    inStep(database, now, (step) => closeAccepted(step, newId, ends)),
  )
  return {
    closeTurn(turn, end) {
      const accepted = acceptedEndOf(turn, end)
      if (accepted) return closeAllAccepted(accepted)
      return inStep(database, now, (step) => closeTurn(step, { newId, turn, end }))
    },

    closeDeleted: (turn) =>
      inStep(database, now, async (step) => {
        const waits = { why: 'gone', note: DELETED, until: null } as const
        const end: TurnEnd = { result: { to: 'expired', note: DELETED }, lane: { waits } }
        if (!(await closeTurn(step, { newId, turn, end }))) return false
        await expireSubject(step, turn, DELETED)
        return true
      }),

    closeFollowUp: (followUp, { result, call }) =>
      inStep(database, now, async (step) => {
        if (changesRun(result)) await lockRun(step, followUp.run)
        const { run, before } = await itemContextOf(step, followUp.itemId)
        const columns = await columnsOf(step, run, before, result)
        const item = await step.trx
          .updateTable('run_items')
          .set((row) => ({
            ...columns,
            looks: result.to === followUp.state ? followUp.followUps + 1 : 0,
            ...(result.repeated && { repeats: row('repeats', '+', 1) }),
          }))
          .where('id', '=', followUp.itemId)
          .where('state', '=', followUp.state)
          .where('lease', '=', followUp.lease)
          .returningAll()
          .executeTakeFirst()
        if (!item) return false
        if (call) await endJournalEntry(step, item.journal_id, call)
        if (item.state === 'waiting') {
          await step.trx
            .updateTable('lanes')
            .set({ due_at: dueFrom(step.now) })
            .where('id', '=', item.lane)
            .execute()
        }
        await afterItem(step, run, item, { before, why: result.missed })
        return true
      }),

    async closeAbandoned(certainAfter) {
      if (!(await database.transact(holds))) return 0
      const left = await database.db
        .selectFrom('run_items')
        .innerJoin('runs', 'runs.id', 'run_items.run')
        .innerJoin('run_lanes', 'run_lanes.id', 'run_items.part')
        .select([
          'run_items.id as itemId',
          'run_items.run as run',
          'run_items.lease',
          'run_items.sent_at',
          'runs.environment',
          'options_json',
        ])
        .where(sql.ref('run_items.state'), '=', sql.lit('sending'))
        .where('run_items.lease_until', '<=', now())
        .execute()
      let count = 0
      for (const { itemId, run, lease, sent_at, environment, options_json } of left) {
        const turn = { itemId, run, lease: lease ?? '' }
        const replay = options_json.includes('"way":"replay"')
        const grace = certainAfter(environment)
        const done = await inStep(database, now, (step) =>
          closeTurn(step, {
            newId,
            turn,
            end: abandonedEnd({ now: step.now, grace, called: sent_at !== null, replay }),
          }),
        )
        if (done) count++
      }
      return count
    },
  }
}

const DELETED = { code: 'subscriptionDeleted' } as const satisfies ItemNote
const STOPPED = { code: 'consoleStopped' } as const satisfies ItemNote

/** Returns the end of a turn whose process is gone. `called`: its call was noted, so it may have been made. */
function abandonedEnd({ now, grace, called, replay }: Abandoned): TurnEnd {
  if (!called) return { result: { to: 'back' }, lane: { freeAt: now, waits: null } }
  const result: ItemResult = replay
    ? { to: 'untraced', note: STOPPED }
    : { to: 'unknown', note: STOPPED, followUpAt: now, graceUntil: now + grace }
  return { result, lane: { waits: null }, call: { outcome: 'unknown', status: null, problem: STOPPED } }
}

interface Abandoned {
  now: number
  grace: number
  called: boolean
  replay: boolean
}

interface Closing {
  /** Returns the id of a new journal entry. */
  newId: () => string
  turn: Pick<Turn, 'itemId' | 'run' | 'lease'>
  end: TurnEnd
}

/** Closes a turn. Locks runs before items before lanes, so that no two wait for each other in a ring. */
async function closeTurn(step: Step, { newId, turn, end }: Closing): Promise<boolean> {
  const { trx } = step
  const { result, lane, call } = end
  if (changesRun(result)) await lockRun(step, turn.run)
  const { run, before, target } = await itemContextOf(step, turn.itemId)
  const columns = await columnsOf(step, run, before, result)
  const entry = call && { journal_id: newId() }
  const item = await trx
    .updateTable('run_items')
    .set((row) => ({ ...columns, ...entry, ...(result.tried && { tries: row('tries', '+', 1) }) }))
    .where('id', '=', turn.itemId)
    .where('state', '=', 'sending')
    .where('lease', '=', turn.lease)
    .returningAll()
    .executeTakeFirst()
  if (!item) return false
  await leaveLane(step, item.lane, lane)
  if (call && entry) await journalSends(step, [{ id: entry.journal_id, run, target, call }])
  await afterItem(step, run, item, { before, why: result.missed })
  return true
}

/**
 * Returns false for an item that was sent and not missed so far: it changes nothing about its run, so turns of one run
 * need not wait for each other.
 */
const changesRun = ({ to, missed }: ItemResult) => (to !== 'scheduled' && to !== 'unknown') || missed !== undefined

async function leaveLane({ trx, now }: Step, id: number, { freeAt, waits }: LaneAfter): Promise<void> {
  const lane = trx.updateTable('lanes').where('id', '=', id)
  const free = freeAt === undefined ? {} : { free_at: Math.ceil(freeAt) }
  const change = waits
    ? lane.set((row) => ({
        ...free,
        due_at: waits.until === null ? null : Math.ceil(waits.until),
        wait_why: waits.why,
        wait_words: storedNote(waits.note),
        troubles: row('troubles', '+', 1),
      }))
    : lane.set({
        ...free,
        due_at: freeAt === undefined ? freeFrom(now) : Math.max(Math.ceil(freeAt), now),
        wait_why: null,
        wait_words: null,
        troubles: 0,
      })
  await change.execute()
}

/** Expires everything that still waits of a deleted subscription, in every run. */
async function expireSubject(step: Step, { environment, subscriptionId }: Turn, note: ItemNote): Promise<void> {
  const { trx, now } = step
  const subject = trx
    .selectFrom('lanes')
    .select('id')
    .where('environment', '=', environment)
    .where('name', '=', subscriptionId)
  const waiting = await trx
    .selectFrom('run_items')
    .select('run')
    .distinct()
    .where('subject', 'in', subject)
    .where(sql.ref('active'), '=', sql.lit(1))
    .where('state', 'in', ['waiting', 'held'])
    .orderBy('run')
    .execute()
  for (const { run: id } of waiting) {
    const run = await lockRun(step, id)
    await trx
      .updateTable('run_items')
      .set({ ...ended('expired', now), note: storedNote(note) })
      .where('run', '=', id)
      .where('subject', 'in', subject)
      .where('state', 'in', ['waiting', 'held'])
      .execute()
    await afterItem(step, run, { state: 'expired', note: storedNote(note) })
  }
}
