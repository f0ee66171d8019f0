import { compareText, type PlanEvent } from './plan-event.ts'

/**
 * The events that a later one makes needless: failed updates of a user (`entityUpdated`) after which another update of
 * the same user, of the same entity type, for the same subscription failed too, one that names at least the same
 * attributes and is kept by the API at least as long. A token names what changed and carries no values (API 11): whoever
 * hears of the later update and reads the user then sees what the earlier one was about as well. Never needless are an
 * update that names no attribute or no user, creations, deletions, and the latest update of every chain. A listener that
 * counts changes instead of reading users needs them all: leaving them out is for the person to choose.
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

/** From the latest to the earliest: of every set of attributes that was met, the one kept longest stands for it. */
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

/** When the change was made, as the token says, to the second; else when the event was. */
const timeOf = ({ occurredAt, createdAt }: PlanEvent): string => occurredAt ?? createdAt
