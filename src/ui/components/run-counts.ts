import {
  ACTIVE_ITEM_STATES,
  ITEM_STATES,
  type ItemCounts,
  type ItemState,
  type RunSummary,
} from '../../contract/run.ts'
import { capital, count, counted } from '../kit/text/count-words.ts'

const ACTIVE: ReadonlySet<ItemState> = new Set(ACTIVE_ITEM_STATES)
const sum = (counts: ItemCounts, states: readonly ItemState[]): number =>
  states.reduce((total, state) => total + (counts[state] ?? 0), 0)

/** Counts the events whose end is known. */
export function endedCount(counts: ItemCounts): number {
  return sum(
    counts,
    ITEM_STATES.filter((state) => !ACTIVE.has(state)),
  )
}

/** Counts the events that were not sent yet, which pausing holds and cancelling drops. */
export function unsentCount(counts: ItemCounts): number {
  return sum(counts, ['waiting', 'held'])
}

/** Counts the events that are under way and cannot be called back. */
export function outCount(counts: ItemCounts): number {
  return sum(counts, ['sending', 'unknown', 'scheduled'])
}

/** Counts the events that did not arrive. */
export function lostCount(counts: ItemCounts): number {
  return sum(counts, ['failed', 'expired', 'refused'])
}

/** Words the result of a run: `388 delivered, 12 failed again`. */
export function resultWords(counts: ItemCounts): string {
  const said = RESULTS.filter(([state]) => (counts[state] ?? 0) > 0)
  return (
    said.map(([state, words]) => `${count(counts[state] ?? 0)} ${words}`).join(', ') ||
    (outCount(counts) > 0 ? 'none has ended yet' : 'nothing was sent')
  )
}

const RESULTS: [ItemState, string][] = [
  ['delivered', 'delivered'],
  ['already', 'not needed'],
  ['failed', 'failed again'],
  ['expired', 'expired'],
  ['refused', 'refused'],
  ['cancelled', 'not sent'],
  ['untraced', 'sent, their end not known'],
]

/** Returns the notice of a run's end. */
export function endNotice({
  name,
  state,
  stateReason,
  counts,
}: Pick<RunSummary, 'name' | 'state' | 'stateReason' | 'counts'>): {
  tone: 'success' | 'failure' | 'waiting'
  title: string
  text: string
} {
  if (state === 'stopped')
    return {
      tone: 'failure',
      title: `Run stopped: ${name}`,
      text: `${sentence(stateReason ?? resultWords(counts))} ${counted(unsentCount(counts), 'event')} held back.`,
    }
  if (state === 'cancelled')
    return { tone: 'waiting', title: `Run cancelled: ${name}`, text: sentence(resultWords(counts)) }
  return {
    tone: lostCount(counts) > 0 ? 'failure' : 'success',
    title: `Run done: ${name}`,
    text: sentence(resultWords(counts)),
  }
}

const sentence = (words: string) => `${capital(words)}.`
