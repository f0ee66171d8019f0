import type { Problem } from '../../../contract/problem.ts'
import { Refusal } from '../../../contract/refusal.ts'
import { SUBSCRIPTION_FIELDS } from '../../../filter/changed-fields.ts'
import { SUBSCRIPTION_REFUSED, TITLE_TAKEN } from '../../words/refusals.ts'

type Fields = NonNullable<Problem['fields']>

/**
 * Returns a refusal of a create or change with the fields of the form it is about; any other error as it is. The API
 * names members in `invalid-body-params` (API 1.4), perhaps with a path in them; 409 can only mean the title, for which
 * 400 is possible too (API 18 #7). Where it names nothing, its message is searched for a member.
 */
export function withFormFields(error: unknown): unknown {
  if (!(error instanceof Refusal) || error.problem.code !== 'upstream_refused') return error
  const { upstreamStatus = 0 } = error.problem
  if (![400, 409, 422].includes(upstreamStatus)) return error
  const problem = {
    ...error.problem,
    ...SUBSCRIPTION_REFUSED,
    fields: fieldsOf(error.problem),
  }
  return new Refusal(problem, { cause: error })
}

const fieldsOf = ({ fields = [], upstreamStatus, upstreamMessage = '' }: Omit<Problem, 'requestId'>): Fields => {
  if (fields.length > 0) return fields.map(({ name, reason }) => ({ name: formName(name) ?? '', reason }))
  if (upstreamStatus === 409) return [{ name: 'title', reason: TITLE_TAKEN }]
  const named = SUBSCRIPTION_FIELDS.find((member) => new RegExp(`\\b${member}\\b`, 'i').test(upstreamMessage))
  return named === undefined ? [] : [{ name: named, reason: upstreamMessage }]
}

/** Returns the field that a member's path is about: `events.0`, `/events/0` and `body.events[0]` are all `events`. */
const formName = (name: string): string | undefined => {
  const steps = name.toLowerCase().split(/[^a-z]+/)
  return SUBSCRIPTION_FIELDS.find((member) => steps.includes(member))
}
