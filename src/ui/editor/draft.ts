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

/** Returns the fields that a person decides, without ids and times. */
export function onlyDraft({ title, endpoint, events, enabled, filter }: Draft): Draft {
  return {
    title,
    endpoint,
    events,
    enabled,
    filter,
  }
}

export function formOf(draft: Draft): FormState {
  return { ...onlyDraft(draft), filter: filterDraftOf(draft.filter) }
}

/** Returns the draft that the form says, as it would be sent. */
export function draftOf({ title, endpoint, events, enabled, filter }: FormState): Draft {
  return {
    title: title.trim(),
    endpoint: endpoint.trim(),
    events,
    enabled,
    filter: filterOf(filter),
  }
}

/** Returns the request that turns `from` into `to`: the changed fields and nothing else. */
export function changeFrom(from: Draft, to: Draft): EditRequest {
  return pickFields(to, changedFields(from, to))
}

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
export function duplicateOf(source: Draft): Draft {
  return {
    ...onlyDraft(source),
    title: `${source.title.slice(0, 193)} (copy)`,
    enabled: false,
  }
}
