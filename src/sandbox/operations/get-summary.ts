import { UpstreamSummary } from '../../contract/upstream/event.ts'
import { DAY, millisOf, rfc3339 } from '../base/time.ts'
import type { EventRecord } from '../state/event-store.ts'
import { operation } from './operation.ts'

/** Counts a subscription's stored events (API 9): computed on the first call, then at most once in 24 h. */
export const getSummary = operation({
  method: 'GET',
  path: ({ summary }) => (summary === 'on' ? ['/:customerId/webhooks/subscriptions/:subscriptionId/summary'] : []),
  status: 200,
  reply: UpstreamSummary,
  run({ subscription: { subscriptionId }, state, options, schedule, stamp }) {
    const known = state.summaries.get(subscriptionId)
    if (known && millisOf(known.computedAt) + schedule.scaled(DAY) > options.clock.now()) return known.summary
    const computedAt = stamp()
    const updatedAt = rfc3339(computedAt).replace('Z', '001Z') // nanoseconds, unlike everything else (API 1.2)
    const summary = { updatedAt, ...count(state.events.of(subscriptionId)) }
    state.summaries.set(subscriptionId, { computedAt, summary })
    return summary
  },
})

/** Counts every state that is not final as retrying, so that the parts add up. */
const count = (events: EventRecord[]) => {
  const having = (state: string) => events.filter((event) => event.state === state)
  const [succeeded, failed] = [having('success').length, having('failure')]
  return {
    total: events.length,
    succeeded,
    retrying: events.length - succeeded - failed.length,
    failed: failed.length,
    exportable: failed.filter(({ exportedAt }) => exportedAt === undefined).length,
  }
}
