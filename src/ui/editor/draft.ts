import type { Draft, EditRequest } from '../../contract/draft.ts'
import { sameJson } from '../../filter/json.ts'
import { sameFilter } from '../../filter/merge-patch.ts'
import { type FilterDraft, filterDraftOf, filterOf } from './filter/filter-draft.ts'

/** The parts of a subscription that a person decides, in the order in which they are asked for and told. */
export const FIELDS = ['title', 'endpoint', 'events', 'enabled', 'filter'] as const
export type Field = (typeof FIELDS)[number]

export const FIELD_NAMES: Record<Field, string> = {
  title: 'Title',
  endpoint: 'Endpoint',
  events: 'Event types',
  enabled: 'On or off',
  filter: 'Filter',
}

/** The form as it stands, half finished things included. */
export interface FormState extends Omit<Draft, 'filter'> {
  filter: FilterDraft
}

export const EMPTY: Draft = {
  title: '',
  endpoint: '',
  events: ['entityCreated', 'entityUpdated', 'entityDeleted'],
  enabled: true,
  filter: null,
}

/** Only what a person decides, without ids and times. */
export const onlyDraft = ({ title, endpoint, events, enabled, filter }: Draft): Draft => ({
  title,
  endpoint,
  events,
  enabled,
  filter,
})

export const formOf = (draft: Draft): FormState => ({ ...onlyDraft(draft), filter: filterDraftOf(draft.filter) })

/** What the form says, as it would be sent. */
export const draftOf = ({ title, endpoint, events, enabled, filter }: FormState): Draft => ({
  title: title.trim(),
  endpoint: endpoint.trim(),
  events,
  enabled,
  filter: filterOf(filter),
})

/** The order of event types means nothing, nor does the space around a text. */
function same(field: Field, a: Draft, b: Draft): boolean {
  if (field === 'filter') return sameFilter(a.filter, b.filter)
  if (field === 'events') return sameJson([...a.events].sort(), [...b.events].sort())
  if (field === 'enabled') return a.enabled === b.enabled
  return a[field].trim() === b[field].trim()
}

/** The fields in which two differ. */
export const changedFields = (from: Draft, to: Draft): Field[] => FIELDS.filter((field) => !same(field, from, to))

/** What has to be sent for `from` to become `to`: the changed fields and nothing else. */
export const changeFrom = (from: Draft, to: Draft): EditRequest =>
  Object.fromEntries(changedFields(from, to).map((field) => [field, to[field]]))

/**
 * Mine on top of theirs: what I changed is mine, all else is theirs. `both` are the fields that both of us changed, to
 * different things.
 */
export function onTopOf(base: Draft, mine: Draft, theirs: Draft): { merged: Draft; both: Field[] } {
  const changed = changedFields(base, mine)
  const both = changedFields(base, theirs).filter((field) => changed.includes(field) && !same(field, mine, theirs))
  return { merged: { ...onlyDraft(theirs), ...changeFrom(base, mine) } as Draft, both }
}

/** Copies start out as something of their own; cut so that the title fits (API 3). */
export const duplicateOf = (source: Draft): Draft => ({
  ...onlyDraft(source),
  title: `${source.title.slice(0, 193)} (copy)`,
  enabled: false,
})
