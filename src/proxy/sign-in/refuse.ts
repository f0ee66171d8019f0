import type { AttemptFacts, JournalEntry } from '../../contract/journal.ts'
import type { RefusedAttempt } from '../http/refused-attempts.ts'
import { incomingOf, type RequestContext } from '../http/request.ts'
import type { SignInOutcome, SignInServices } from './services.ts'

interface RefusedSignIn {
  outcome: Exclude<SignInOutcome, 'signed_in'>
  /** The reason in words. */
  problem: string
  /** The person, where the provider said who it is. */
  actor?: JournalEntry['actor']
  claim?: RefusedAttempt['claim']
}

/** Notes a sign-in that is refused, with the address it came from: administrators find it in the journal. */
export function noteRefused(
  { refused, addressOf, counted }: Pick<SignInServices, 'refused' | 'addressOf' | 'counted'>,
  c: RequestContext,
  { outcome, problem, actor, claim }: RefusedSignIn,
): void {
  const address = addressOf(incomingOf(c))
  counted?.(outcome)
  refused.note({
    kind: outcome === 'no_role' ? 'role' : 'sign-in',
    actor,
    role: null,
    environment: null,
    address,
    problem,
    ...(claim && { claim }),
    target: { type: 'session', id: address, title: actor?.name ?? '', subscriptionId: null },
    requestId: c.get('requestId'),
  })
}

const [MOST_VALUES, LONGEST_VALUE] = [50, 100]

/** Returns what the journal tells of a claim that gave no role: its values, as many and as long as an entry can hold. */
export function claimFacts(claim: string, values: readonly string[]): Pick<AttemptFacts, 'claim' | 'values'> {
  const some = values.slice(0, MOST_VALUES).map((value) => value.slice(0, LONGEST_VALUE))
  const more = values.length - some.length
  return { claim, values: more > 0 ? [...some, `and ${more} more`] : some }
}
