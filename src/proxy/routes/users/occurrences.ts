import type { Subscription } from '../../../contract/subscription.ts'
import type { EventClaim } from '../../../contract/upstream/notification.ts'
import { MOST_NAMED, type Occurrence } from '../../../contract/user-trail.ts'
import { type Meaning, meaningOf, sentBy } from '../../../filter/meaning.ts'
import type { IndexedEvent } from '../../../store/events/rows.ts'

/** The sense of each filter, found once for all occurrences. */
export type Meanings = ReadonlyMap<string, Meaning>

/** Returns what each subscription's filter means. Custom filters are not run here: a pattern of theirs may never end. */
export function meaningsOf(subscriptions: Iterable<Subscription>): Meanings {
  return new Map([...subscriptions].map(({ id, filter, events }) => [id, meaningOf(filter, events)]))
}

/**
 * Groups stored events of one user by what happened, the newest first, and says of each subscription that has no copy why
 * that may be, by what the subscription is now.
 */
export function occurrencesOf(
  events: readonly IndexedEvent[],
  byId: ReadonlyMap<string, Subscription>,
  meanings: Meanings,
): Occurrence[] {
  const groups = [...Map.groupBy(events, (event) => event.eventId ?? event.id).values()]
  return groups
    .map((copies) => occurrenceOf(copies, byId, meanings))
    .toSorted((one, other) => (one.at < other.at ? 1 : one.at > other.at ? -1 : 0))
}

function occurrenceOf(copies: IndexedEvent[], byId: ReadonlyMap<string, Subscription>, meanings: Meanings): Occurrence {
  const [first] = copies
  const type = copies.find((copy) => copy.type !== null)?.type ?? null
  const told = copies
    .map(({ claim }): EventClaim | undefined => (type === null ? undefined : claim?.[type]))
    .find(Boolean)
  const held = new Set(copies.map(({ subscriptionId }) => subscriptionId))
  const others = [...byId.values()].filter(({ id }) => !held.has(id))
  const fates = Map.groupBy(others, ({ id, events }) => {
    if (type === null || !told) return 'unclear'
    if (!events.includes(type)) return 'notSubscribed'
    const sent = sentBy(meanings.get(id) ?? new Map(), type, told)
    return sent === undefined ? 'unclear' : sent ? 'absent' : 'filtered'
  })
  const some = (fate: 'unclear' | 'absent' | 'filtered') => {
    const all = (fates.get(fate) ?? []).toSorted((one, other) => NAMES.compare(one.title, other.title))
    return { count: all.length, items: all.slice(0, MOST_NAMED).map(({ id, title }) => ({ id, title })) }
  }
  return {
    eventId: first?.eventId ?? null,
    type,
    at: copies.map(({ occurredAt, createdAt }) => occurredAt ?? createdAt).toSorted()[0] ?? '',
    items: copies
      .map(({ claim: _claim, due: _due, ...item }) => {
        const { title = item.subscriptionId, enabled = false } = byId.get(item.subscriptionId) ?? {}
        return { ...item, subscription: { title, enabled } }
      })
      .toSorted((one, other) => NAMES.compare(one.subscription.title, other.subscription.title)),
    ...{ filtered: some('filtered'), absent: some('absent'), unclear: some('unclear') },
    notSubscribed: fates.get('notSubscribed')?.length ?? 0,
  }
}

const NAMES = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })
