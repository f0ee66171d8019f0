import { compareText, type PlanEvent } from './plan-event.ts'

/**
 * Returns the events that a later one makes needless: failed updates of a user (`entityUpdated`) after which another
 * update of the same user, entity type and subscription failed too, one that names at least the same attributes and is
 * kept by the API at least as long. A token names what changed and carries no values (API 11), so a listener that hears
 * of the later update and reads the user sees the earlier change as well. An update that names no attribute or no user,
 * a creation, a deletion, and the latest update of a chain are never needless. A listener that counts changes instead
 * of reading users needs them all, so a person chooses whether to leave them out.
 */
export function supersededOf(events: readonly PlanEvent[]): Set<PlanEvent> {
  const comparable = events.filter(
    ({ type, user, entityType, attributes }) =>
      type === 'entityUpdated' && user !== null && entityType !== null && attributes.length > 0,
  )
  const groups = Map.groupBy(comparable, ({ subscriptionId, entityType, user }) =>
    JSON.stringify([subscriptionId, entityType, user]),
  )
  const needless = new Set<PlanEvent>()
  for (const group of groups.values()) {
    if (group.length > 1) for (const event of needlessIn(group)) needless.add(event)
  }
  return needless
}

/** Goes from the latest to the earliest: the event kept longest stands for each set of attributes met. */
const needlessIn = (group: readonly PlanEvent[]): PlanEvent[] => {
  const met = new Map<string, { names: ReadonlySet<string>; expiresAt: string }>()
  return group.toSorted(latestFirst).filter(({ attributes, expiresAt }) => {
    const covered = [...met.values()].some(
      (later) => later.expiresAt >= expiresAt && attributes.every((name) => later.names.has(name)),
    )
    if (covered) return true
    met.set(JSON.stringify(attributes.toSorted()), { names: new Set(attributes), expiresAt })
    return false
  })
}

const latestFirst = (one: PlanEvent, other: PlanEvent): number =>
  compareText(timeOf(other), timeOf(one)) ||
  compareText(other.createdAt, one.createdAt) ||
  compareText(other.id, one.id)

/** Returns when the change was made, as the token says, to the second; else when the event was created. */
const timeOf = ({ occurredAt, createdAt }: PlanEvent): string => occurredAt ?? createdAt
