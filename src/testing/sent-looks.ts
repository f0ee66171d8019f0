import type { Result, Turn } from '../store/runs/queue.ts'
import { HERE, LEASE, type LedgerBench } from './bench/ledger.ts'
import { TAKEN } from './runs.ts'

/** What a listener answers, as the ledger is told of it. */
export const WHY = 'the listener answered 503'
export const MISSED: Result = { to: 'scheduled', missed: WHY, note: 'Not delivered yet' }
export const FAILED: Result = { to: 'failed', missed: WHY, note: 'Failed again' }
export const DELIVERED: Result = { to: 'delivered', note: null }

export type SentLooks = ReturnType<typeof createSentLooks>

/** Sends what is due and looks at what was sent, on a clock that stands still. */
export const createSentLooks = ({ runs, clock, claimed }: LedgerBench) => ({
  /** The next event, sent and to be looked at now. */
  async send(): Promise<Turn> {
    const turn = await claimed()
    const [taken, , sent] = TAKEN
    const { now } = clock
    await runs.settle(turn, { ...taken, lookAt: now }, { waits: null, freeAt: now }, sent)
    return turn
  },
  /** A look at what was sent in this turn gives this; the others are as they were. */
  async see({ itemId }: Turn, result: Result): Promise<void> {
    const looks = await runs.claimLooks('me', HERE, { leaseFor: LEASE, limit: 50 })
    if (!looks.some((look) => look.itemId === itemId)) throw new Error('It is not to be looked at')
    const lookAt = clock.now
    for (const look of looks)
      await runs.looked(look, { lookAt, ...(look.itemId === itemId ? result : { to: 'scheduled' }) })
  },
})
