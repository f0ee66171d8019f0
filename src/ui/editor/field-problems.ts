import type { Draft } from '../../contract/draft.ts'
import { schemaProblems } from '../../filter/schema-problems.ts'
import { changedFields, draftOf, type Field, type FormState } from './draft.ts'
import { endpointProblem } from './endpoint-problem.ts'
import { brokenText } from './filter-draft.ts'

export type FieldProblems = Partial<Record<Field, string>>

export function titleProblem(title: string): string | undefined {
  const { length } = title.trim()
  if (length === 0) return 'The title is missing'
  if (length < 2) return 'At least 2 characters'
  return length > 200 ? `At most 200 characters; these are ${length}` : undefined
}

function filterProblem(form: FormState): string | undefined {
  const broken = brokenText(form.filter)
  if (broken) return broken.message
  const { filter } = draftOf(form)
  const [first] = filter ? schemaProblems(filter) : []
  return first && `${first.pointer || 'The filter'} ${first.message}`
}

/**
 * What keeps the form from being sent, by field (API 3, 13; 18 #8). What is stored already and was not touched is not
 * judged: it may be older than the rules.
 */
export function fieldProblems(form: FormState, base: Draft | undefined): FieldProblems {
  const draft = draftOf(form)
  const touched = base ? changedFields(base, draft) : undefined
  const found: [Field, string | undefined][] = [
    ['title', titleProblem(form.title)],
    ['endpoint', endpointProblem(form.endpoint)],
    ['events', form.events.length === 0 ? 'Choose at least one: without any nothing is ever sent' : undefined],
  ]
  const problems = found.filter(([field, problem]) => problem && (!touched || touched.includes(field)))
  const filter = brokenText(form.filter) || !touched || touched.includes('filter') ? filterProblem(form) : undefined
  return Object.fromEntries([...problems, ...(filter ? [['filter', filter]] : [])])
}
