import type { Occurrence } from '../../contract/user-trail.ts'
import { count, counted } from '../kit/text/count-words.ts'
import { spanInWords } from '../kit/time/time-words.ts'
import { isUndelivered, type Outcome, outcomeOf } from './trail-outcomes.ts'

/** The nouns of the documented event types (API 3). */
const NOUNS = new Map([
  ['entityCreated', { one: 'Creation', many: 'creations' }],
  ['entityUpdated', { one: 'Update', many: 'updates' }],
  ['entityDeleted', { one: 'Deletion', many: 'deletions' }],
])

/** Names what happened: `Deletion`; a type that is not documented as it came. */
export function occurrenceName(type: string | null): string {
  return type === null ? 'An event whose token could not be read' : (NOUNS.get(type)?.one ?? type)
}

/** Words who was told, never as more than is known: `told to 12 of 14 subscriptions that take deletions`. */
export function toldWords({ type, items, filtered, absent, unclear }: Occurrence): string {
  const told = items.filter((item) => outcomeOf(item) === 'delivered').length
  const all = items.length + filtered.count + absent.count + unclear.count
  const which = type === null ? '' : ` that take ${NOUNS.get(type)?.many ?? type}`
  return `told to ${count(told)} of ${counted(all, 'subscription')}${which}`
}

/** Words why the others were not told, the worst first; empty when all were. `now` is in milliseconds. */
export function untoldWords({ items, filtered, absent, unclear }: Occurrence, now: number): string[] {
  const by = Map.groupBy(items, outcomeOf)
  const of = (outcome: Outcome) => by.get(outcome) ?? []
  const failed = of('failed')
  const [first] = failed.toSorted((one, other) => (one.expiresAt < other.expiresAt ? -1 : 1))
  const names = (some: { subscription: { title: string } }[]) =>
    some
      .slice(0, 3)
      .map(({ subscription }) => subscription.title)
      .join(', ') + (some.length > 3 ? ` and ${count(some.length - 3)} more` : '')
  return [
    first
      ? `${count(failed.length)} failed (${names(failed)}; ${failed.length > 1 ? 'the first ' : ''}expires in ${spanInWords(Date.parse(first.expiresAt) - now)})`
      : '',
    of('waiting').length > 0 ? `${count(of('waiting').length)} on the way (${names(of('waiting'))})` : '',
    of('unknown').length > 0 ? `${count(of('unknown').length)} in a state that is not known` : '',
    absent.count > 0 ? `${count(absent.count)} ${absent.count === 1 ? 'has' : 'have'} nothing stored of it` : '',
    unclear.count > 0 ? `${count(unclear.count)} only a custom filter can tell` : '',
    filtered.count > 0 ? `${count(filtered.count)} ${filtered.count === 1 ? 'filter drops' : 'filters drop'} it` : '',
  ].filter(Boolean)
}

/** Counts the events of all occurrences that a run can send again. */
export function failedIn(occurrences: readonly Occurrence[]): { subscriptionId: string; id: string }[] {
  return occurrences.flatMap(({ items }) =>
    items.filter(isUndelivered).map(({ subscriptionId, id }) => ({ subscriptionId, id })),
  )
}
