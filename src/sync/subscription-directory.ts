import type { Subscription } from '../contract/subscription.ts'
import type { SubscriptionList } from '../upstream/operations/subscriptions.ts'
import { singleFlight } from '../upstream/transport/single-flight.ts'

/** All subscriptions of an environment as they were at one time. */
export interface Snapshot {
  items: readonly Subscription[]
  /** The time at which reading them began, in ms. */
  asOf: number
  /** The number that the API counts or lists and that could not be read. */
  missing: number
  /** Names the member because of which one could not be read. */
  differs?: string | undefined
  /** The reason why it is older than it should be: the API could not be asked since. */
  problem?: string | undefined
}

/** The subscriptions of one environment. */
export interface SubscriptionDirectory {
  /** All of them, at most `maxAge` ms old (10 s when left out): 0 reads them again. */
  all(options?: { maxAge?: number }): Promise<Snapshot>
  /** The last one that was read, however old; undefined when none was. */
  last(): Snapshot | undefined
  /** Takes over what a write or a single reading brought, in its place. */
  replace(subscription: Subscription): void
  /** Forgets one that the API no longer has. */
  remove(id: string): void
}

const MAX_AGE = 10_000

/** The changes that other processes make. */
export interface OtherProcesses {
  /** Returns the ids that they noted since it was called last. */
  changed(): Promise<string[]>
  /** Returns a subscription as it is now, undefined when it is gone. */
  readOne(id: string): Promise<Subscription | undefined>
}

/** The most changes that are read one by one: beyond it the list is read again. */
const MOST_SINGLE = 20

/**
 * Keeps one snapshot. One reading at a time, whoever asks; a failed one is not remembered. What is replaced or removed
 * while a reading is under way wins over what it brings: that may be older. A snapshot that is held is brought up to what
 * other processes changed before it is given out, so that no reading is older than a write before it.
 */
export function createSubscriptionDirectory(
  read: () => Promise<SubscriptionList>,
  now: () => number,
  others?: OtherProcesses,
): SubscriptionDirectory {
  let held: Snapshot | undefined
  let following: Promise<unknown> = Promise.resolve()
  /** Changed by others and not read yet: an API that cannot be asked leaves the list as old as it is. */
  const due = new Set<string>()
  /** Changes made while a reading is under way; undefined between readings. */
  let meanwhile: Map<string, Subscription | undefined> | undefined

  const readAgain = singleFlight(async (): Promise<Snapshot> => {
    const changes = new Map<string, Subscription | undefined>()
    meanwhile = changes
    const asOf = now()
    try {
      // Noted before the list is read: what others change meanwhile is read once more.
      for (const id of (await others?.changed()) ?? []) due.add(id)
      const covered = [...due]
      const { items, total, unread } = await read()
      const changed = [...changes].reduce<readonly Subscription[]>(
        (all, [id, change]) => changedIn(all, id, change),
        items,
      )
      const missing = Math.max((total ?? 0) - items.length, unread.length)
      held = { items: changed, asOf, missing, differs: unread[0] }
      for (const id of covered) due.delete(id)
      return held
    } finally {
      meanwhile = undefined
    }
  })
  const change = (id: string, to: Subscription | undefined): void => {
    meanwhile?.set(id, to)
    if (held) held = { ...held, items: changedIn(held.items, id, to) }
  }

  const follow = async (): Promise<void> => {
    if (!others) return
    for (const id of await others.changed()) due.add(id)
    if (due.size > MOST_SINGLE) await readAgain()
    for (const id of due) {
      change(id, await others.readOne(id))
      due.delete(id)
    }
  }
  /** One after the other: who asks second must not be given what the first is still reading. */
  const followInTurn = (): Promise<void> => {
    const turn = following.then(follow).catch(() => undefined)
    following = turn
    return turn
  }

  return {
    async all({ maxAge = MAX_AGE } = {}) {
      const read = held && now() - held.asOf < maxAge ? held : await readAgain()
      // A reading that had begun before may be older than what others have changed since.
      await followInTurn()
      return held ?? read
    },
    last: () => held,
    replace: (subscription) => change(subscription.id, subscription),
    remove: (id) => change(id, undefined),
  }
}

/** The list with one subscription in its place, at the end when it is new, or without it. */
const changedIn = (
  items: readonly Subscription[],
  id: string,
  to: Subscription | undefined,
): readonly Subscription[] => {
  const place = items.findIndex((item) => item.id === id)
  if (place < 0) return to === undefined ? items : [...items, to]
  return to === undefined ? items.toSpliced(place, 1) : items.with(place, to)
}
