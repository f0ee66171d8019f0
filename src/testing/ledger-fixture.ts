import { randomUUID } from 'node:crypto'
import type { RunDetail } from '../contract/run.ts'
import type { Creation, NewItem, RunLedger } from '../store/runs/ledger.ts'
import type { ItemResult, Turn } from '../store/runs/queue.ts'
import type { Store } from '../store/store.ts'
import type { OpenStore } from './postgres-stores.ts'
import { aRun, itemQuery } from './runs.ts'

export const MINUTE = 60_000
export const LEASE = 30_000
export const HERE = [{ id: 'production', interval: MINUTE }]
export const SPACING = { interval: MINUTE }

/** An empty ledger on a clock that stands still, and what its tests do with it. */
export interface LedgerFixture {
  store: Store
  runs: RunLedger
  clock: { now: number }
  /** A subscription. */
  orders: string
  start(items: NewItem[], differs?: Parameters<typeof aRun>[0]): Promise<{ id: string; creation: Creation }>
  claim(): Promise<Turn | undefined>
  /** The turn that is due; fails when none is. */
  claimed(): Promise<Turn>
  /** The next turn, carried out to this end. */
  end(result: ItemResult): Promise<Turn>
  detail(id: string): Promise<RunDetail>
  /** The states of a run's items, in its order. */
  states(id: string): Promise<string[]>
}

export async function createLedgerFixture(open: OpenStore): Promise<LedgerFixture> {
  const clock = { now: Date.UTC(2026, 10, 21) }
  const store = await open({ now: () => clock.now })
  const { runs } = store
  const claim = async () => (await runs.claim('me', HERE, { leaseFor: LEASE, limit: 1 }))[0]
  const claimed = async (): Promise<Turn> => {
    const turn = await claim()
    if (!turn) throw new Error('No lane is due')
    return turn
  }
  return {
    store,
    runs,
    clock,
    orders: randomUUID(),
    claim,
    claimed,
    async start(items, differs = {}) {
      const run = aRun({ subscriptions: [...new Set(items.map(({ subscriptionId }) => subscriptionId))], ...differs })
      return { id: run.id, creation: await runs.create(run, items) }
    },
    async end(result) {
      const turn = await claimed()
      if (!(await runs.closeTurn(turn, { result, lane: { waits: null, freeAt: clock.now } })))
        throw new Error('The turn was lost')
      return turn
    },
    async detail(id) {
      const found = await runs.detail('production', id, SPACING)
      if (!found) throw new Error('No such run')
      return found
    },
    async states(id) {
      const page = await runs.items('production', id, itemQuery(), SPACING)
      return page?.items.map(({ state }) => state) ?? []
    },
  }
}
