import { MINUTE } from '../../../contract/durations.ts'
import type { EventSummary } from '../../../contract/export.ts'
import { Refusal } from '../../../contract/refusal.ts'
import type { Upstream } from '../../../upstream/upstream.ts'
import { summaryProblem } from '../../words/exports.ts'

/** The API's figures of a subscription, or the reason why there are none. */
export type SummaryFinding = { summary: EventSummary; summaryProblem: null } | { summary: null; summaryProblem: string }

/** An environment whose API is asked. */
export interface SummarySource {
  id: string
  upstream: Pick<Upstream, 'getSummary'>
}

export type ReadSummary = (context: SummarySource, subscriptionId: string) => Promise<SummaryFinding>

interface Held {
  until: number
  finding: Promise<SummaryFinding>
}

/** Milliseconds for which a finding is kept: the API computes figures once in 24 hours (API 9), a failure may pass sooner. */
const [KEPT, FAILURE_KEPT] = [10 * MINUTE, 30_000]
/** Milliseconds for which an answer is waited for: computing the figures may take the API longer. */
const PATIENCE = 2500
const MOST = 2000

/**
 * Returns a reader of summaries that asks the API for each subscription once in a while. A reader who comes while the API
 * is counting gets `counting`, and finds the figures the next time.
 */
export function createSummaries(now: () => number): ReadSummary {
  const known = new Map<string, Held>()

  const read = (key: string, { upstream }: SummarySource, subscriptionId: string): Held => {
    const held: Held = {
      until: now() + KEPT,
      finding: Promise.resolve({ summary: null, summaryProblem: summaryProblem.counting }),
    }
    held.finding = upstream
      .getSummary(subscriptionId)
      .then(({ updatedAt, failed, exportable }): SummaryFinding => {
        if (updatedAt === undefined || failed === undefined || exportable === undefined)
          return { summary: null, summaryProblem: summaryProblem.incomplete }
        return { summary: { updatedAt, failed, exportable }, summaryProblem: null }
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

  return async (context, subscriptionId) => {
    const key = `${context.id} ${subscriptionId}`
    const held = known.get(key)
    const { finding } = held && held.until > now() ? held : read(key, context, subscriptionId)
    const late = Promise.withResolvers<SummaryFinding>()
    const timer = setTimeout(() => late.resolve({ summary: null, summaryProblem: summaryProblem.counting }), PATIENCE)
    return Promise.race([finding, late.promise]).finally(() => clearTimeout(timer))
  }
}

const wordsOf = (error: unknown): string => (error instanceof Refusal ? error.problem.title : summaryProblem.unreadable)
