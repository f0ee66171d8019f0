import { sql } from 'kysely'
import { MOST_TOGETHER, together } from '../../database/batch.ts'
import type { Database } from '../../database/database.ts'
import { dueFrom, ended, freeFrom } from '../item-flow.ts'
import { journalSends, settleJournal } from '../journal.ts'
import { afterItem, columnsOf } from '../outcome.ts'
import type { LaneAfter, Result, RunQueue, Sent, Turn } from '../queue.ts'
import { standingOf } from '../standing.ts'
import { inStep, lockRun, type Step } from '../transaction.ts'
import { settleTaken, type Taken, takenOf } from './sent.ts'

/** What became of turns and looks: written with everything that follows from it, or not at all. */
export const createSettling = (
  database: Database,
  now: () => number,
  newId: () => string,
): Pick<RunQueue, 'settle' | 'gone' | 'looked' | 'abandoned'> => {
  const takeAll = together(MOST_TOGETHER, (ends: Taken[]) =>
    inStep(database, now, (step) => settleTaken(step, newId, ends)),
  )
  return {
    settle(turn, result, lane, sent) {
      const taken = takenOf(turn, result, lane, sent)
      if (taken) return takeAll(taken)
      return inStep(database, now, (step) => settle(step, newId, turn, result, lane, sent))
    },

    gone: (turn, words) =>
      inStep(database, now, async (step) => {
        const waits = { why: 'gone', words, until: null } as const
        if (!(await settle(step, newId, turn, { to: 'expired', note: words }, { waits }))) return false
        await expireSubject(step, turn, words)
        return true
      }),

    looked: (look, result, sent) =>
      inStep(database, now, async (step) => {
        if (changesRun(result)) await lockRun(step, look.run)
        const { run, before } = await standingOf(step, look.itemId)
        const columns = await columnsOf(step, run, before, result)
        const item = await step.trx
          .updateTable('run_items')
          .set({ ...columns, looks: result.to === look.state ? look.looks + 1 : 0 })
          .where('id', '=', look.itemId)
          .where('state', '=', look.state)
          .where('lease', '=', look.lease)
          .returningAll()
          .executeTakeFirst()
        if (!item) return false
        if (sent) await settleJournal(step, item.journal_id, sent)
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

    async abandoned(grace) {
      const left = await database.db
        .selectFrom('run_items')
        .innerJoin('runs', 'runs.id', 'run_items.run')
        .innerJoin('run_lanes', 'run_lanes.id', 'run_items.part')
        .select([
          'run_items.id as itemId',
          'run_items.run as run',
          'run_items.lease',
          'run_items.sent_at',
          'options_json',
        ])
        .where(sql.ref('run_items.state'), '=', sql.lit('sending'))
        .where('run_items.lease_until', '<=', now())
        .execute()
      let count = 0
      for (const { itemId, run, lease, sent_at, options_json } of left) {
        const turn = { itemId, run, lease: lease ?? '' }
        const replay = options_json.includes('"way":"replay"')
        const done = await inStep(database, now, (step) =>
          settle(step, newId, turn, ...abandonedTurn(step.now, grace, sent_at !== null, replay)),
        )
        if (done) count++
      }
      return count
    },
  }
}

const STOPPED = 'The console stopped before it had the answer'

function abandonedTurn(now: number, grace: number, called: boolean, replay: boolean): [Result, LaneAfter, Sent?] {
  if (!called) return [{ to: 'back' }, { freeAt: now, waits: null }]
  const sent: Sent = { outcome: 'unknown', status: null, problem: STOPPED }
  if (replay) return [{ to: 'untraced', note: STOPPED }, { waits: null }, sent]
  return [{ to: 'unknown', note: STOPPED, lookAt: now, graceUntil: now + grace }, { waits: null }, sent]
}

/** Runs before items before lanes: nobody waits for each other in a ring. */
async function settle(
  step: Step,
  newId: () => string,
  turn: Pick<Turn, 'itemId' | 'run' | 'lease'>,
  result: Result,
  lane: LaneAfter,
  sent?: Sent,
): Promise<boolean> {
  const { trx } = step
  if (changesRun(result)) await lockRun(step, turn.run)
  const { run, before, target } = await standingOf(step, turn.itemId)
  const columns = await columnsOf(step, run, before, result)
  const entry = sent && { journal_id: newId() }
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
  if (sent && entry) await journalSends(step, [{ id: entry.journal_id, run, target, sent }])
  await afterItem(step, run, item, { before, why: result.missed })
  return true
}

/** What is sent and not known to be missed changes nothing about its run: the turns of one need not wait for each other. */
const changesRun = ({ to, missed }: Result) => (to !== 'scheduled' && to !== 'unknown') || missed !== undefined

async function leaveLane({ trx, now }: Step, id: number, { freeAt, waits }: LaneAfter): Promise<void> {
  const lane = trx.updateTable('lanes').where('id', '=', id)
  const free = freeAt === undefined ? {} : { free_at: Math.ceil(freeAt) }
  const change = waits
    ? lane.set((row) => ({
        ...free,
        due_at: waits.until === null ? null : Math.ceil(waits.until),
        wait_why: waits.why,
        wait_words: waits.words,
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

/** Everything that still waits of a subscription that is no more, in every run. */
async function expireSubject(step: Step, { environment, subscriptionId }: Turn, words: string): Promise<void> {
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
      .set({ ...ended('expired', now), note: words })
      .where('run', '=', id)
      .where('subject', 'in', subject)
      .where('state', 'in', ['waiting', 'held'])
      .execute()
    await afterItem(step, run, { state: 'expired', note: words })
  }
}
