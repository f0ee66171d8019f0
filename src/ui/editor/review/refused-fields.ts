import { SUBSCRIPTION_FIELDS, type SubscriptionField } from '../../../filter/changed-fields.ts'
import type { ShownProblem } from '../../api/problem.ts'

/** `filter.properties.x`, `/filter/properties` and `filter[…]` are all about the filter. */
const fieldOf = (name: string): SubscriptionField | undefined => {
  const first = name.split(/[./[\]]+/).find((part) => part !== '' && part !== 'body')
  return SUBSCRIPTION_FIELDS.find((field) => field === first)
}

/**
 * The fields that a refusal is about, each with its reason (API 1.4); none when it is not about what was typed. A title
 * that is taken may come as a mere conflict (API 18 #7).
 */
export function refusedFields(problem: ShownProblem): Partial<Record<SubscriptionField, string>> {
  const found: Partial<Record<SubscriptionField, string>> = {}
  for (const { name, reason } of problem.fields ?? []) {
    const field = fieldOf(name)
    if (field) found[field] = found[field] ? `${found[field]}; ${reason}` : reason
  }
  const conflict = problem.upstreamStatus === 409 && Object.keys(found).length === 0
  return conflict && /title/i.test(problem.upstreamMessage ?? '')
    ? { title: 'Another subscription has this title' }
    : found
}
