import type { Draft, EditRequest } from '../../contract/draft.ts'
import type { Subscription } from '../../contract/subscription.ts'
import { changedFields, pickFields, type SubscriptionField } from '../../filter/changed-fields.ts'

export type Kind = 'create' | 'change' | 'same'

/** One subscription of a file beside what the environment has of it. */
export interface Row {
  /** Its place in the file. */
  key: string
  draft: Draft
  kind: Kind
  /** The stored subscription of the same title, on which a change is based. */
  base: Subscription | undefined
  changed: SubscriptionField[]
  /** The reasons why a person has to decide, in sentences; usually empty. */
  clashes: string[]
  /** Other rows of the file that would end up as the same subscription. */
  twins: string[]
}

const folded = (title: string): string => title.trim().normalize('NFC').toLowerCase()

/** The drafts of a file beside the subscriptions of an environment, matched by title, in the order of the file. */
export function compareFile(drafts: readonly Draft[], existing: readonly Subscription[]): Row[] {
  const inFile = grouped(drafts.map((draft, at) => ({ title: draft.title, key: String(at) })))
  const here = grouped(existing)
  return drafts.map((draft, at) => {
    const alike = here.get(folded(draft.title)) ?? []
    const exact = alike.filter(({ title }) => title === draft.title)
    const twins = (inFile.get(folded(draft.title)) ?? []).filter(({ key }) => key !== String(at))
    return {
      ...against({ key: String(at), draft, twins: twins.map(({ key }) => key) }, exact[0]),
      clashes: [...clashesInFile(draft, twins), ...clashesHere(draft, alike, exact)],
    }
  })
}

/** A row compared anew, with what is stored now. */
export function comparedAgain(row: Row, now: Subscription): Row {
  return { ...row, ...against(row, now) }
}

function against<Given extends Pick<Row, 'key' | 'draft' | 'twins'>>(row: Given, base: Subscription | undefined) {
  const changed = base ? changedFields(base, row.draft) : []
  const kind: Kind = base ? (changed.length > 0 ? 'change' : 'same') : 'create'
  return { ...row, base, changed, kind }
}

const clashesInFile = (draft: Draft, twins: { title: string }[]): string[] => {
  if (twins.length === 0) return []
  const same = twins.some(({ title }) => title === draft.title)
  return [
    same
      ? 'The file has this title more than once: take in one of them at most.'
      : `The file also has ${list(twins)}, which differs only in capital letters.`,
  ]
}

const clashesHere = (draft: Draft, alike: Subscription[], exact: Subscription[]): string[] => {
  if (exact.length > 1) return ['There are several of this title here: only the first would be changed.']
  const others = alike.filter(({ title }) => title !== draft.title)
  if (others.length === 0) return []
  return [`Here there is ${list(others)}, which differs only in capital letters: this would be another one.`]
}

const list = (all: { title: string }[]): string => all.map(({ title }) => `“${title}”`).join(', ')

function grouped<One extends { title: string }>(all: readonly One[]): Map<string, One[]> {
  const groups = new Map<string, One[]>()
  for (const one of all) {
    const key = folded(one.title)
    groups.set(key, [...(groups.get(key) ?? []), one])
  }
  return groups
}

/** Returns the request for a change: only what differs. */
export function changeOf({ draft, changed }: Row): EditRequest {
  return pickFields(draft, changed)
}

/** Rows as they are shown and applied: those that ask for a decision, then creations, changes, and what is the same. */
export function groupsOf(rows: readonly Row[]): { name: 'clash' | Kind; rows: Row[] }[] {
  const nameOf = (row: Row) => (row.clashes.length > 0 && row.kind !== 'same' ? 'clash' : row.kind)
  return (['clash', 'create', 'change', 'same'] as const)
    .map((name) => ({ name, rows: rows.filter((row) => nameOf(row) === name).toSorted(byTitle) }))
    .filter((group) => group.rows.length > 0)
}

const ORDER = new Intl.Collator('en', { numeric: true })
const byTitle = (one: Row, other: Row) => ORDER.compare(one.draft.title, other.draft.title)
