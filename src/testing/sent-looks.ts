import type { ItemResult, Turn } from '../store/runs/queue.ts'
import { HERE, LEASE, type LedgerBench } from './bench/ledger.ts'
import { TAKEN } from './runs.ts'

/** What a listener answers, as the ledger is told of it. */
export const WHY = 'the listener answered 503'
export const MISSED: ItemResult = { to: 'scheduled', missed: WHY, note: 'Not delivered yet' }
export const FAILED: ItemResult = { to: 'failed', missed: WHY, note: 'Failed again' }
export const DELIVERED: ItemResult = { to: 'delivered', note: null }

export type SentLooks = ReturnType<typeof createSentLooks>

/** Sends what is due and looks at what was sent, on a clock that stands still. */
export const createSentLooks = ({ runs, clock, claimed }: LedgerBench) => ({
  /** The next event, sent and to be looked at now. */
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
    if (!followUps.some((followUp) => followUp.itemId === itemId)) throw new Error('It is not to be looked at')
    const followUpAt = clock.now
    for (const followUp of followUps)
      await runs.closeFollowUp(followUp, {
        result: { followUpAt, ...(followUp.itemId === itemId ? result : { to: 'scheduled' }) },
      })
  },
})
