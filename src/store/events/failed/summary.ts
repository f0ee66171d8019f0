import type { FailedGroup, FailedSummary } from '../../../contract/failed-event.ts'
import type { Database } from '../../database/database.ts'
import { type CountedPart, countFailed, readFailedKinds } from './counts.ts'
import type { FailedScope } from './match.ts'

/** The counts of a summary; the caller adds choices and freshness. */
export type StoredFailedSummary = Omit<FailedSummary, 'freshness' | 'choices'>

/** Counts what matched at `asOf`, by cause and status, and what came since. */
export async function readFailedSummary(database: Database, scope: FailedScope): Promise<StoredFailedSummary> {
  const parts = await countFailed(database, scope)
  return {
    total: sum(parts.map((part) => part.known)),
    arrived: sum(parts.map((part) => part.arrived)),
    expiringWithinDay: sum(parts.map((part) => part.expiring)),
    groups: groupsOf(parts),
  }
}

/** The choices of the filters; the caller adds the titles of subscriptions. */
export type StoredFailedChoices = Omit<FailedSummary['choices'], 'subscriptions'> & {
  subscriptions: { id: string; count: number }[]
}

/**
 * Returns the choices among all events in one state, of one subscription if asked; subscriptions are always offered
 * from all.
 */
export async function readFailedChoices(database: Database, scope: FailedScope): Promise<StoredFailedChoices> {
  const { state, subscription } = scope.match
  const all = await countFailed(database, { ...scope, match: { state } })
  const chosen = all.filter((part) => subscription === undefined || part.subscriptionId === subscription)
  return {
    subscriptions: [...Map.groupBy(all, (part) => part.subscriptionId)].map(([id, own]) => ({
      id,
      count: sum(own.map((part) => part.known)),
    })),
    statuses: [...new Set(chosen.flatMap(({ status }) => status ?? []))].toSorted((one, other) => one - other),
    causes: [...new Set(chosen.flatMap(({ cause }) => cause ?? []))].toSorted(),
    ...(await readFailedKinds(database, { ...scope, match: { state, subscription } })),
  }
}

/** The causes of what was known, the largest first. */
function groupsOf(parts: CountedPart[]): FailedGroup[] {
  const groups = new Map<string, FailedGroup>()
  for (const { cause, status, known, times } of parts) {
    if (!times) continue
    const key = `${cause} ${status}`
    const group = groups.get(key)
    groups.set(key, {
      cause,
      status,
      count: known + (group?.count ?? 0),
      // A subscription is in only one of the parts of a group.
      subscriptions: 1 + (group?.subscriptions ?? 0),
      firstFailedAt: earliest(times.first, group?.firstFailedAt),
      lastFailedAt: latest(times.last, group?.lastFailedAt),
      soonestExpiry: earliest(times.soonest, group?.soonestExpiry),
    })
  }
  return [...groups.values()].toSorted((one, other) => other.count - one.count)
}

const earliest = (time: string, other = time): string => [time, other].toSorted()[0] ?? time
const latest = (time: string, other = time): string => [time, other].toSorted()[1] ?? time

const sum = (numbers: number[]): number => numbers.reduce((one, other) => one + other, 0)
