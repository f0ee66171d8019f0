import type { LeftOut } from '../run.ts'

/** Returns why events of a selection are left out of its run, a phrase for each reason; empty when none is. */
export function leftOutWords(leftOut: LeftOut): string[] {
  return REASONS.filter(({ reason }) => leftOut[reason] > 0).map(
    ({ reason, one = 'event', words }) =>
      `${leftOut[reason].toLocaleString('en')} ${one}${leftOut[reason] === 1 ? '' : 's'} ${words}`,
  )
}

const REASONS: { reason: keyof LeftOut; one?: string; words: string }[] = [
  { reason: 'queued', words: 'already in the queue of another run' },
  { reason: 'superseded', one: 'update', words: 'superseded by a later one of the same user' },
  { reason: 'succeeded', words: 'delivered meanwhile' },
  { reason: 'notFailed', words: 'no longer failed: Identity Cloud is delivering or retrying' },
  { reason: 'expired', words: 'expired: Identity Cloud keeps them 7 days' },
  { reason: 'unseen', words: 'no longer found: expired, or of a subscription that is gone' },
]
