import type { Problem } from '../../../contract/problem.ts'
import { Refusal } from '../../../contract/refusal.ts'
import { SUBSCRIPTION_FIELDS } from '../../../filter/changed-fields.ts'

type Fields = NonNullable<Problem['fields']>

/**
 * A refusal of a create or change with the fields of the form it is about. The API names members in
 * `invalid-body-params` (API 1.4), perhaps with a path in them; 409 can only mean the title, for which 400 is possible
 * too (API 18 #7). Where it names nothing, its words are searched for a member. Anything else is given back as it is.
 */
export function withFormFields(error: unknown): unknown {
  if (!(error instanceof Refusal) || error.problem.code !== 'upstream_refused') return error
  const { upstreamStatus = 0 } = error.problem
  if (![400, 409, 422].includes(upstreamStatus)) return error
  const problem = {
    ...error.problem,
    title: 'The API does not accept this subscription',
    remedy: 'Nothing was changed. Put right what was refused, then try again.',
    fields: fieldsOf(error.problem),
  }
  return new Refusal(problem, { cause: error })
}

const fieldsOf = ({ fields = [], upstreamStatus, upstreamMessage = '' }: Omit<Problem, 'requestId'>): Fields => {
  if (fields.length > 0) return fields.map(({ name, reason }) => ({ name: formName(name) ?? '', reason }))
  if (upstreamStatus === 409) return [{ name: 'title', reason: 'is taken by another subscription of this environment' }]
  const named = SUBSCRIPTION_FIELDS.find((member) => new RegExp(`\\b${member}\\b`, 'i').test(upstreamMessage))
  return named === undefined ? [] : [{ name: named, reason: upstreamMessage }]
}

/** `events.0`, `/events/0`, `body.events[0]` and `events` are all about the events. */
const formName = (name: string): string | undefined => {
  const steps = name.toLowerCase().split(/[^a-z]+/)
  return SUBSCRIPTION_FIELDS.find((member) => steps.includes(member))
}
