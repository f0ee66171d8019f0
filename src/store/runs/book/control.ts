import { sql } from 'kysely'
import { type ItemNote, type RunNote, storedNote } from '../../../contract/run-note.ts'
import type { Database } from '../../database/database.ts'
import type { Control, Controlled, RunBook } from '../book.ts'
import { ended, endIfOver, freeFrom, giveUp, hold, letGo } from '../item-flow.ts'
import { changeOf, chunksOf, inStep, lockRun, lockRunOf, type RunRow, type Step } from '../transaction.ts'

type Controls = Pick<RunBook, 'pause' | 'resume' | 'cancel' | 'switchedOn' | 'followUpNow' | 'endAll'>
type Lane = { id: number; paused: number; cancelled: number }

/** Makes the controls that people have over runs. */
export function createControls(database: Database, now: () => number): Controls {
  const controlled =
    (ofRun: OfRun, ofLane: OfLane) =>
    (environment: string, runId: string, control: Control): Promise<Controlled> =>
      inStep(database, now, async (step) => {
        const run = await lockRunOf(step, environment, runId)
        if (!run) return 'unknown'
        const lane = await laneOf(step, run, control)
        if (lane === undefined) return 'unknown'
        if (run.ended_at !== null || run.state === 'cancelled' || lane?.cancelled === 1) return 'unchanged'
        return await (lane === null ? ofRun(step, run, control) : ofLane(step, run, lane))
      })
  return {
    pause: controlled(pauseRun, pauseLane),
    resume: controlled(resumeRun, resumeLane),
    cancel: controlled(cancelRun, cancelLane),

    async switchedOn(environment, subscriptionId) {
      await database.db
        .updateTable('lanes')
        .set({ due_at: freeFrom(now()) })
        .where('environment', '=', environment)
        .where('name', '=', subscriptionId)
        .where('wait_why', '=', 'off')
        .where('due_at', 'is not', null)
        .execute()
    },

    async followUpNow(environment, events) {
      for (const [subscriptionId, own] of Map.groupBy(events, (event) => event.subscriptionId)) {
        for (const some of chunksOf(own)) {
          const lane = database.db.selectFrom('lanes').select('id').where('environment', '=', environment)
          const ids = some.map(({ id }) => id)
          await database.db
            .updateTable('run_items')
            .set({ look_at: now() })
            .where('subject', 'in', lane.where('name', '=', subscriptionId))
            .where('event_id', 'in', ids)
            .where(sql.ref('active'), '=', sql.lit(1))
            .where('state', '=', 'scheduled')
            .where('look_at', '>', now())
            .execute()
        }
      }
    },

    async endAll(environment, reason) {
      const open = database.db.selectFrom('runs').select('id').where('environment', '=', environment)
      for (const { id } of await open.where('ended_at', 'is', null).execute())
        await inStep(database, now, (step) => endRun(step, id, reason))
    },
  }
}

type OfRun = (step: Step, run: RunRow, control: Control) => Promise<Controlled>
type OfLane = (step: Step, run: RunRow, lane: Lane) => Promise<Controlled>

const pauseRun: OfRun = async (step, run, control) => {
  if (run.state !== 'running' && run.state !== 'canary') return 'unchanged'
  await setState(step, run, 'paused', noteOf('paused', control))
  await hold(step, run.id)
  return 'changed'
}

const pauseLane: OfLane = async (step, run, lane) => {
  if (lane.paused === 1) return 'unchanged'
  await step.trx.updateTable('run_lanes').set({ paused: 1 }).where('id', '=', lane.id).execute()
  await hold(step, run.id, lane.id)
  await letGo(step, run)
  return 'changed'
}

/**
 * Resumes a run. The person has looked into the trouble, so whatever made its lanes wait is tried again at once, but
 * for the ration.
 */
const resumeRun: OfRun = async (step, run) => {
  if (run.state !== 'paused' && run.state !== 'stopped') return 'unchanged'
  const state = run.unproven === 1 ? 'canary' : 'running'
  await setState(step, run, state, null)
  await letGo(step, { ...run, state })
  await step.trx
    .updateTable('lanes')
    .set({ due_at: freeFrom(step.now) })
    .where('id', 'in', step.trx.selectFrom('run_lanes').select('lane').where('run', '=', run.id))
    .where('due_at', 'is not', null)
    .where('wait_why', 'in', ['off', 'forbidden', 'upstream'])
    .execute()
  return 'changed'
}

const resumeLane: OfLane = async (step, run, lane) => {
  if (lane.paused === 0) return 'unchanged'
  await step.trx.updateTable('run_lanes').set({ paused: 0 }).where('id', '=', lane.id).execute()
  await letGo(step, run)
  return 'changed'
}

const cancelRun: OfRun = async (step, run, control) => {
  await setState(step, run, 'cancelled', noteOf('cancelled', control))
  await giveUp(step, run.id)
  await endIfOver(step, { ...run, state: 'cancelled' })
  return 'changed'
}

const cancelLane: OfLane = async (step, run, lane) => {
  await step.trx.updateTable('run_lanes').set({ cancelled: 1 }).where('id', '=', lane.id).execute()
  await giveUp(step, run.id, lane.id)
  if (!(await endIfOver(step, run))) await letGo(step, run)
  return 'changed'
}

/** Returns the lane a control is about, null when it is about the run, undefined when the run has no such lane. */
async function laneOf({ trx }: Step, run: RunRow, { subscriptionId }: Control): Promise<Lane | null | undefined> {
  if (subscriptionId === undefined) return null
  return await trx
    .selectFrom('run_lanes')
    .select(['id', 'paused', 'cancelled'])
    .where('run', '=', run.id)
    .where('subscription_id', '=', subscriptionId)
    .executeTakeFirst()
}

async function setState({ trx, changes }: Step, run: RunRow, state: string, note: RunNote | null): Promise<void> {
  const state_reason = note && storedNote(note)
  await trx.updateTable('runs').set({ state, state_reason, undelivered: 0 }).where('id', '=', run.id).execute()
  changes.push(changeOf(run, state))
}

const noteOf = (code: 'paused' | 'cancelled', { by, reason }: Control): RunNote => ({ code, by, reason })

async function endRun(step: Step, id: number, reason: ItemNote): Promise<void> {
  const { trx, now } = step
  const run = await lockRun(step, id)
  await setState(step, run, 'cancelled', reason)
  await giveUp(step, id)
  await trx
    .updateTable('run_items')
    .set({ ...ended('untraced', now), note: storedNote(reason) })
    .where('run', '=', id)
    .where('state', 'in', ['sending', 'unknown', 'scheduled'])
    .execute()
  await endIfOver(step, { ...run, state: 'cancelled' })
  await trx
    .updateTable('lanes')
    .set({ due_at: null, free_at: 0, wait_why: null, wait_words: null, troubles: 0 })
    .where('id', 'in', trx.selectFrom('run_lanes').select('lane').where('run', '=', id))
    .execute()
}
