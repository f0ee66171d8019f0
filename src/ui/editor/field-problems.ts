import type { Draft } from '../../contract/draft.ts'
import { changedFields, type SubscriptionField } from '../../filter/changed-fields.ts'
import { schemaProblems } from '../../filter/schema-problems.ts'
import { endpointProblem } from '../components/endpoint-problem.ts'
import { draftOf, type FormState } from './draft.ts'
import { brokenText, type FilterDraft, filterOf } from './filter/filter-draft.ts'

export type FieldProblems = Partial<Record<SubscriptionField, string>>

export function titleProblem(title: string): string | undefined {
  const { length } = title.trim()
  if (length === 0) return 'The title is missing'
  if (length < 2) return 'At least 2 characters'
  return length > 200 ? `At most 200 characters; these are ${length}` : undefined
}

const judged = new WeakMap<FilterDraft, { problem: string | undefined }>()

/**
 * Returns the problem that keeps a filter from being one; computed once, however often the rest of the form changes.
 */
function filterProblem(draft: FilterDraft): string | undefined {
  const known = judged.get(draft)
  if (known) return known.problem
  const filter = filterOf(draft)
  const [first] = filter ? schemaProblems(filter) : []
  const problem = brokenText(draft)?.message ?? (first && `${first.pointer || 'The filter'} ${first.message}`)
  judged.set(draft, { problem })
  return problem
}

/**
 * Returns the problems that keep the form from being sent, by field (API 3, 13; 18 #8). What is stored already and was
 * not touched is not judged: it may be older than the rules.
 */
export function fieldProblems(form: FormState, base: Draft | undefined): FieldProblems {
  const draft = draftOf(form)
  const touched = base ? changedFields(base, draft) : undefined
  const found: [SubscriptionField, string | undefined][] = [
    ['title', titleProblem(form.title)],
    ['endpoint', endpointProblem(form.endpoint)],
    ['events', form.events.length === 0 ? 'Choose at least one: without any nothing is ever sent' : undefined],
  ]
  const problems = found.filter(([field, problem]) => problem && (!touched || touched.includes(field)))
  const filter =
    brokenText(form.filter) || !touched || touched.includes('filter') ? filterProblem(form.filter) : undefined
  return Object.fromEntries([...problems, ...(filter ? [['filter', filter]] : [])])
}
