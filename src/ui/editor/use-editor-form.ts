import { useQuery } from '@tanstack/react-query'
import { useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react'
import type { Draft } from '../../contract/draft.ts'
import type { Subscription } from '../../contract/subscription.ts'
import { EVENT_TYPES } from '../../contract/upstream/subscription.ts'
import { changedFields, SUBSCRIPTION_FIELDS, type SubscriptionField } from '../../filter/changed-fields.ts'
import { warningsOf } from '../../filter/warnings.ts'
import { draftQueries } from '../api/drafts.ts'
import { useEnvironment } from '../api/use-session.ts'
import { useDraft } from '../components/use-draft.ts'
import { useLeaveGuard } from '../components/use-leave-guard.tsx'
import { draftOf, type FormState, formOf } from './draft.ts'
import { type FieldProblems, fieldProblems } from './field-problems.ts'
import { knownFrom } from './filter/choices.ts'
import { brokenText, type FilterDraft, filterDraftOf } from './filter/filter-draft.ts'
import { focusField } from './focus-field.ts'
import { useReview } from './review/use-review.tsx'
import { useNamesake } from './use-namesake.ts'

/** The parts of the form that a reload of the page keeps; `base` too, so that what others store meanwhile is met at the save. */
interface Kept {
  base?: Subscription | undefined
  form: FormState
}

const LEAVE_WORDS = {
  title: 'Leave without saving?',
  text: 'What you changed here is not stored anywhere yet.',
  leave: 'Leave and drop the changes',
}

export interface EditorFormOptions {
  /** The stored subscription, for a change; undefined for a new one. */
  stored: Subscription | undefined
  /** The draft that the form begins with. */
  start: Draft
  /** Names the work, for what a reload of the page keeps of it. */
  name: string
  onSaved: (saved: Subscription) => void
}

/**
 * Returns the state of the form, the problems that a person can see by now, and the steps to a reviewed save. A problem
 * is shown once its field was left, at a save, or when the API refused the field.
 */
export function useEditorForm({ stored, start, name, onSaved }: EditorFormOptions) {
  const environment = useEnvironment()
  const { found, keep, drop } = useDraft<Kept>(`editor.${environment.id}.${name}`)
  const [restored, setRestored] = useState(found !== undefined)
  const [base, setBase] = useState(found ? found.base : stored)
  const [form, setForm] = useState(() => found?.form ?? formOf(start))
  const [judged, setJudged] = useState<ReadonlySet<SubscriptionField>>(new Set())
  const [refused, setRefused] = useState<FieldProblems>({})
  const draft = useMemo(() => draftOf(form), [form])
  const changes = changedFields(base ?? start, draft)
  const unsaved = changes.length > 0 || brokenText(form.filter) !== undefined
  const { dialog: leaveDialog, letGo } = useLeaveGuard({ held: unsaved, words: LEAVE_WORDS, onLeave: drop })
  useEffect(() => keep(unsaved ? { base, form } : undefined), [keep, unsaved, base, form])

  const title = useNamesake(environment.id, form.title, base)
  const own = { ...(title.problem ? { title: title.problem } : {}), ...fieldProblems(form, base) }
  const problems = { ...own, ...refused }
  const seen = Object.fromEntries(
    SUBSCRIPTION_FIELDS.flatMap((field) =>
      problems[field] && (judged.has(field) || refused[field] || problems[field] === title.problem)
        ? [[field, problems[field]]]
        : [],
    ),
  )

  const change = (patch: Partial<FormState>) => {
    setForm((now) => ({ ...now, ...patch }))
    setRefused((now) => without(now, Object.keys(patch)))
  }

  const changeFilter = useCallback((next: (filter: FilterDraft) => FilterDraft) => {
    setForm((now) => ({ ...now, filter: next(now.filter) }))
    setRefused((now) => without(now, ['filter']))
  }, [])

  const material = useQuery(draftQueries.material(environment.id, base?.id))
  const sending = useMemo(() => ({ filter: draft.filter, events: draft.events }), [draft.filter, draft.events])
  const considered = useDeferredValue(sending)
  const known = useMemo(() => knownFrom(material.data, environment), [material.data, environment])
  const warnings = useMemo(() => warningsOf(considered.filter, considered.events, known), [considered, known])
  const inForce = useMemo(() => (base ? { filter: base.filter, events: base.events } : null), [base])

  const review = useReview({
    base,
    draft,
    warnings,
    onRefused(fields) {
      setRefused(fields)
      const first = SUBSCRIPTION_FIELDS.find((field) => fields[field])
      if (first) focusField(first)
    },
    onTheirs(theirs, kept) {
      setBase(theirs)
      setRefused({})
      setForm((now) => ({
        ...formOf(theirs),
        ...Object.fromEntries(kept.map((field) => [field, now[field]])),
        ...(kept.includes('filter') ? {} : { filter: filterDraftOf(theirs.filter, now.filter.view) }),
      }))
    },
    onSaved(saved) {
      drop()
      letGo()
      onSaved(saved)
    },
  })

  const save = () => {
    setJudged(new Set(SUBSCRIPTION_FIELDS))
    const first = SUBSCRIPTION_FIELDS.find((field) => own[field])
    if (!first) return review.ask()
    if (first === 'filter' && form.filter.text !== null)
      setForm((now) => ({ ...now, filter: { ...now.filter, view: 'json' } }))
    focusField(first)
  }
  useSaveKey(save, base === undefined || unsaved)

  const startOver = () => {
    setRestored(false)
    setBase(stored)
    setForm(formOf(start))
    setRefused({})
    setJudged(new Set())
  }

  const onLeave = (field: SubscriptionField) => {
    if (form[field] !== start[field as 'title']) setJudged((now) => new Set([...now, field]))
  }

  return {
    form,
    base,
    changes,
    unsaved,
    unreadable: brokenText(form.filter) !== undefined,
    problems: seen,
    filterProblem: form.filter.view === 'rules' || refused.filter ? seen.filter : undefined,
    titleNote: title.note,
    otherTypes: otherTypes(start, base, form),
    material,
    considered,
    inForce,
    warnings,
    reviewDialog: review.dialog,
    leaveDialog,
    change,
    changeFilter,
    onLeave,
    save,
    startOver: restored ? startOver : undefined,
  }
}

const without = (problems: FieldProblems, fields: string[]): FieldProblems =>
  Object.fromEntries(Object.entries(problems).filter(([field]) => !fields.includes(field)))

/** Event types that are not documented but were found: they can be taken away and put back (API 3). */
const otherTypes = (...all: ({ events: string[] } | undefined)[]): string[] =>
  [...new Set(all.flatMap((one) => one?.events ?? []))].filter((type) => !EVENT_TYPES.some((known) => known === type))

/** Ctrl+S, or Cmd+S, saves, as everywhere else where one writes. */
function useSaveKey(save: () => void, active: boolean) {
  const latest = useRef(save)
  latest.current = save
  useEffect(() => {
    if (!active) return
    const press = (event: KeyboardEvent) => {
      if (event.key !== 's' || !(event.ctrlKey || event.metaKey) || event.altKey) return
      event.preventDefault()
      if (!document.querySelector('[role="dialog"]')) latest.current()
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  }, [active])
}
