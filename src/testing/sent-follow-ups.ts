import type { FailureNote } from '../contract/run-note.ts'
import type { ItemResult, Turn } from '../store/runs/queue.ts'
import { HERE, LEASE, type LedgerFixture } from './ledger-fixture.ts'
import { TAKEN } from './runs.ts'

/** A listener's answer, in words and as the ledger notes it. */
export const WHY = 'the listener answered 503'
export const FAILURE: FailureNote = { code: 'failure', cause: 'server-error', status: 503, error: null }
export const MISSED: ItemResult = { to: 'scheduled', missed: FAILURE, note: { code: 'notDelivered', failure: FAILURE } }
export const FAILED: ItemResult = { to: 'failed', missed: FAILURE, note: { code: 'failedAgain', failure: FAILURE } }
export const DELIVERED: ItemResult = { to: 'delivered', note: null }

export type SentFollowUps = ReturnType<typeof createSentFollowUps>

/** Sends what is due and follows up what was sent, on a clock that stands still. */
export function createSentFollowUps({ runs, clock, claimed }: LedgerFixture) {
  return {
    /** The next event, sent and due for a follow-up now. */
    async send(): Promise<Turn> {
      const turn = await claimed()
      const { result, call } = TAKEN
      const { now } = clock
      await runs.closeTurn(turn, { result: { ...result, followUpAt: now }, lane: { waits: null, freeAt: now }, call })
      return turn
    },
    /** Follows up what was sent in this turn, with this result; the others are as they were. */
    async see({ itemId }: Turn, result: ItemResult): Promise<void> {
      const followUps = await runs.claimFollowUps('me', HERE, { leaseFor: LEASE, limit: 50 })
      if (!followUps.some((followUp) => followUp.itemId === itemId)) throw new Error('It is not due for a follow-up')
      const followUpAt = clock.now
      for (const followUp of followUps)
        await runs.closeFollowUp(followUp, {
          result: { followUpAt, ...(followUp.itemId === itemId ? result : { to: 'scheduled' }) },
        })
    },
  }
}
