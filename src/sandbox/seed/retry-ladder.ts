import { type Answer, verdictOn } from '../base/answer.ts'
import { type Micros, microsOf } from '../base/time.ts'
import { WAITS } from '../delivery/dispatcher.ts'
import type { EventRecord, HistoryRecord } from '../state/event-store.ts'
import type { Random } from './random.ts'

/** The world that an event met: the subscription's switch and the listener, at any time of the past. */
export interface Past {
  enabledAt(time: Micros): boolean
  /** Returns the outcome of an attempt at that time, and the time the listener took in milliseconds. */
  attempt(time: Micros): { answer: Answer; took: number }
}

/** The circumstances of a seeded event. */
export interface World {
  now: Micros
  past: Past
  random: Random
}

/** The members of an event that its deliveries change. */
export type Fate = Pick<EventRecord, 'state' | 'attempts' | 'updatedAt' | 'history'> &
  Partial<Pick<EventRecord, 'response' | 'restartedAt'>>

/**
 * Returns the life of an event until now, by the rules of API 6: state changes, attempts, waits and all. An event whose
 * next attempt lies in the future waits for it; one whose attempt would still be under way has not begun it.
 */
export function fateOf(createdAt: Micros, world: World): Fate {
  const history: HistoryRecord[] = []
  const fate: Fate = { state: 'awaiting-executing', attempts: 0, updatedAt: createdAt, history }
  const change = (state: HistoryRecord['state'], at: Micros, details: Omit<HistoryRecord, 'state' | 'at'> = {}) => {
    Object.assign(fate, { state, updatedAt: at })
    history.push({ state, at, ...details })
  }

  if (!world.past.enabledAt(createdAt)) {
    change('failure', createdAt)
    return fate
  }
  change('awaiting-executing', createdAt)
  climb(fate, world, change)
  return fate
}

/** Returns the life of the same event, redelivered at some time after it failed: its clock starts anew (API 7). */
export function redelivered(fate: Fate, at: Micros, world: World): Fate {
  const again = fateOf(at, world)
  return { ...again, history: [...fate.history, ...again.history], restartedAt: at }
}

type Change = (state: HistoryRecord['state'], at: Micros, details?: Omit<HistoryRecord, 'state' | 'at'>) => void

function climb(fate: Fate, { now, past, random }: World, change: Change) {
  const pause = () => Math.floor(random.between(20_000, 400_000))
  let at = fate.updatedAt + pause()
  for (;;) {
    if (at > now) return
    if (!past.enabledAt(at)) return change('failure', at)
    const { answer, took } = past.attempt(at)
    const done = at + Math.floor(microsOf(took))
    if (done > now) return
    change('executing', at)
    fate.attempts += 1
    fate.response = answer
    const verdict = verdictOn(answer)
    const wait = WAITS[fate.attempts - 1]
    const again = verdict === 'retry' && wait !== undefined && past.enabledAt(done)
    const outcome = 'error' in answer ? { error: answer.error } : { response: answer }
    const state = verdict === 'success' ? 'success' : again ? 'awaiting-retry' : 'failure'
    change(state, done, { attempt: fate.attempts, ...outcome })
    if (!again) return
    at = done + microsOf(wait) + pause()
  }
}
