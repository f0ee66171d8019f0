import type { EventSummary } from '../../../contract/export.ts'
import { Refusal } from '../../../contract/refusal.ts'
import type { Upstream } from '../../../upstream/upstream.ts'

/** The API's figures of a subscription, or why there are none. */
export type SummaryFinding = { summary: EventSummary; summaryProblem: null } | { summary: null; summaryProblem: string }

export type ReadSummary = (environment: string, subscriptionId: string) => Promise<SummaryFinding>

interface Held {
  until: number
  finding: Promise<SummaryFinding>
}

/** The API computes them once in 24 hours (API 9); a failure may pass sooner. In ms. */
const [KEPT, FAILURE_KEPT] = [10 * 60_000, 30_000]
/** Computing them may take the API a few seconds: nobody waits longer than this, in ms. */
const PATIENCE = 2500
const MOST = 2000
const LATER = 'The API is still counting; look again in a moment'

/**
 * Reads the summaries of subscriptions, each once in a while, however many look. Who looks while the API is counting is
 * told so, and finds the figures the next time.
 */
export function createSummaries(
  upstreamOf: (environment: string) => Pick<Upstream, 'getSummary'>,
  now: () => number,
): ReadSummary {
  const known = new Map<string, Held>()

  const read = (key: string, environment: string, subscriptionId: string): Held => {
    const held: Held = { until: now() + KEPT, finding: Promise.resolve({ summary: null, summaryProblem: LATER }) }
    held.finding = upstreamOf(environment)
      .getSummary(subscriptionId)
      .then(({ updatedAt, total, succeeded, retrying, failed, exportable }): SummaryFinding => {
        return { summary: { updatedAt, total, succeeded, retrying, failed, exportable }, summaryProblem: null }
      })
      .catch((error: unknown): SummaryFinding => {
        held.until = now() + FAILURE_KEPT
        return { summary: null, summaryProblem: wordsOf(error) }
      })
    known.delete(key)
    known.set(key, held)
    const [oldest] = known.keys()
    if (known.size > MOST && oldest !== undefined) known.delete(oldest)
    return held
  }

  return async (environment, subscriptionId) => {
    const key = `${environment} ${subscriptionId}`
    const held = known.get(key)
    const { finding } = held && held.until > now() ? held : read(key, environment, subscriptionId)
    const late = Promise.withResolvers<SummaryFinding>()
    const timer = setTimeout(() => late.resolve({ summary: null, summaryProblem: LATER }), PATIENCE)
    return Promise.race([finding, late.promise]).finally(() => clearTimeout(timer))
  }
}

const wordsOf = (error: unknown): string =>
  error instanceof Refusal ? error.problem.title : 'The summary could not be read'
