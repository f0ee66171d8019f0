import type { RunRow } from './transaction.ts'

/**
 * What an item tells of whether the others would be delivered: `delivered`, `undelivered`, `untraced` (nobody learnt),
 * or `nothing`.
 */
export type Sign = 'delivered' | 'undelivered' | 'untraced' | 'nothing'

const SIGNS: Record<string, Sign> = {
  delivered: 'delivered',
  failed: 'undelivered',
  refused: 'undelivered',
  untraced: 'untraced',
}

/** Of an item that has ended. One that was `counted` as undelivered by its first attempt is not again by its last. */
export const signOf = (state: string, counted: boolean): Sign => {
  const sign = SIGNS[state] ?? 'nothing'
  return counted && sign !== 'delivered' ? 'nothing' : sign
}

export type RunVerdict = Pick<RunRow, 'state' | 'state_reason' | 'unproven' | 'undelivered'>

export const verdictOf = ({ state, state_reason, unproven, undelivered }: RunRow): RunVerdict => ({
  state,
  state_reason,
  unproven,
  undelivered,
})

/** What a sign makes of its run. `why` it was not delivered, a clause. A run that stopped goes on by a person only. */
export function verdictOn(run: RunRow, sign: Sign, why: string | null): RunVerdict {
  const { state, state_reason, unproven, undelivered } = run
  if (sign === 'nothing') return verdictOf(run)
  if (sign === 'delivered') {
    const proven = { unproven: 0, undelivered: 0 }
    if (state === 'canary') return { state: 'running', state_reason, ...proven }
    return { state, state_reason: state === 'stopped' && unproven === 1 ? DELIVERED_SINCE : state_reason, ...proven }
  }
  const more = undelivered + (sign === 'undelivered' ? 1 : 0)
  const because = why ? `: ${why}` : ''
  const stopped = (words: string) => ({ state: 'stopped', state_reason: words + because, unproven, undelivered: more })
  if (state === 'canary') return stopped('The first event was not delivered')
  if (state === 'running' && run.stop_after !== null && more >= run.stop_after)
    return stopped(
      more === 1 ? 'An event was not delivered' : `${more} events in a row were not delivered, the last one`,
    )
  return { state, state_reason, unproven, undelivered: more }
}

/** The canary of a stopped run was delivered after all. */
const DELIVERED_SINCE = 'The first event was delivered after all, by a later attempt: the others can go'
