import type { Freshness } from '../../contract/freshness.ts'
import { count, counted } from '../kit/text/count-words.ts'
import { unknownStatesWords } from './unknown-states.ts'

interface CountText {
  /** `34`, `34+` when more may come to light, `–` when nothing was read yet. */
  text: string
  /** Says why the count is incomplete; undefined when it is complete. */
  caveat: string | undefined
}

/** Words a count from the event index, which never claims more than was read and understood. */
export function countText(value: number, { asOf, complete, read, total, unknownStates }: Freshness): CountText {
  if (asOf === null) return { text: '–', caveat: 'The stored events have not been read yet' }
  const unknown = unknownStates.length > 0 ? unknownStatesWords(unknownStates) : undefined
  if (complete && unknown) return { text: `${count(value)}+`, caveat: `At least ${count(value)}: ${unknown}` }
  if (complete) return { text: count(value), caveat: undefined }
  const part = total === null ? `${count(read)} events` : `${count(read)} of ${counted(total, 'event')}`
  return { text: `${count(value)}+`, caveat: `At least ${count(value)}: ${part} read so far` }
}

/**
 * Sums up how current the counts of several subscriptions are. `asOf` is the oldest reading, null when there is none.
 */
export function freshnessOf(all: Freshness[]): {
  asOf: string | null
  unread: number
  partial: number
  failed: number
  /** Those with events in a state that the console does not know. */
  unknown: number
} {
  const times = all.flatMap(({ asOf }) => (asOf === null ? [] : [asOf])).sort((a, b) => Date.parse(a) - Date.parse(b))
  return {
    asOf: times[0] ?? null,
    unread: all.length - times.length,
    partial: all.filter(({ asOf, complete }) => asOf !== null && !complete).length,
    unknown: all.filter(({ unknownStates }) => unknownStates.length > 0).length,
    failed: all.filter(({ problem }) => problem !== null).length,
  }
}
