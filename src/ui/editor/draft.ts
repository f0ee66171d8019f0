import type { Draft, EditRequest } from '../../contract/draft.ts'
import { changedFields, pickFields, type SubscriptionField, sameField } from '../../filter/changed-fields.ts'
import { type FilterDraft, filterDraftOf, filterOf } from './filter/filter-draft.ts'

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

/** What has to be sent for `from` to become `to`: the changed fields and nothing else. */
export const changeFrom = (from: Draft, to: Draft): EditRequest => pickFields(to, changedFields(from, to))

/**
 * Mine on top of theirs: what I changed is mine, all else is theirs. `both` are the fields that both of us changed, to
 * different things.
 */
export function onTopOf(base: Draft, mine: Draft, theirs: Draft): { merged: Draft; both: SubscriptionField[] } {
  const changed = changedFields(base, mine)
  const both = changedFields(base, theirs).filter((field) => changed.includes(field) && !sameField(field, mine, theirs))
  return { merged: { ...onlyDraft(theirs), ...changeFrom(base, mine) } as Draft, both }
}

/** Copies start out as something of their own; cut so that the title fits (API 3). */
export const duplicateOf = (source: Draft): Draft => ({
  ...onlyDraft(source),
  title: `${source.title.slice(0, 193)} (copy)`,
  enabled: false,
})
