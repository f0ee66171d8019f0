import { randomUUID } from 'node:crypto'
import { RunItemQuery, RunOptions, RunQuery } from '../contract/run.ts'
import type { NewItem, NewRun } from '../store/runs/ledger.ts'
import type { TurnEnd } from '../store/runs/queue.ts'

const NOTHING_LEFT_OUT = { superseded: 0, queued: 0, succeeded: 0, notFailed: 0, expired: 0, unseen: 0 }

/** A run of a few subscriptions, as an operator starts one; what is not given is believable. */
export function aRun(
  differs: Partial<Omit<NewRun, 'options' | 'lanes'>> & { options?: object; subscriptions?: string[] } = {},
): NewRun {
  const { options, subscriptions = [], ...rest } = differs
  return {
    id: randomUUID(),
    environment: 'production',
    single: false,
    name: 'After the outage',
    reason: 'INC-4711',
    options: RunOptions.parse(options ?? {}),
    startedBy: { id: 'user-operator', name: 'Oskar Operator' },
    role: 'operator',
    requestId: randomUUID(),
    leftOut: NOTHING_LEFT_OUT,
    lanes: subscriptions.map((subscriptionId) => ({ subscriptionId, title: 'Orders sync' })),
    ...rest,
  }
}

/** Returns that many items of a subscription, with new event ids. */
export function someItems(subscriptionId: string, count: number, differs: Partial<NewItem> = {}): NewItem[] {
  return Array.from({ length: count }, () => ({
    subscriptionId,
    eventId: randomUUID(),
    signedId: null,
    type: 'entityUpdated',
    user: randomUUID(),
    expiresAt: null,
    ...differs,
  }))
}

export function runQuery(query: object = {}) {
  return RunQuery.parse(query)
}
export function itemQuery(query: object = {}) {
  return RunItemQuery.parse(query)
}

/** The outcome of a call that the API took. */
export const TAKEN = {
  result: { to: 'scheduled', status: 202, followUpAt: Number.MAX_SAFE_INTEGER },
  lane: { waits: null },
  call: { outcome: 'done', status: 202, problem: null },
} as const satisfies TurnEnd
