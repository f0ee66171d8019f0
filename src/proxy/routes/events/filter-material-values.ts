import type { FilterMaterial, Seen, StoredClaim } from '../../../contract/draft.ts'

/** The number of values listed for one claim; no person chooses from more. */
const MOST = 1000

/** Returns the values that stored events have in the claims a filter can test, with how many events have them (API 4.1). */
export function seenIn(claims: readonly StoredClaim[]): FilterMaterial['seen'] {
  const counts = {
    captureApplicationId: new Map<string, number>(),
    captureClientId: new Map<string, number>(),
    entityType: new Map<string, number>(),
    sub: new Map<string, number>(),
    attributes: new Map<string, number>(),
  }
  const events = claims.flatMap(({ claim }) => Object.values(claim))
  for (const event of events) {
    for (const name of ['captureApplicationId', 'captureClientId', 'entityType', 'sub'] as const)
      count(counts[name], event[name])
    for (const attribute of new Set(event.attributes)) count(counts.attributes, attribute)
  }
  return {
    captureApplicationId: listOf(counts.captureApplicationId),
    captureClientId: listOf(counts.captureClientId),
    entityType: listOf(counts.entityType),
    sub: listOf(counts.sub),
    attributes: listOf(counts.attributes),
  }
}

const count = (counts: Map<string, number>, value: string | undefined): void => {
  if (value !== undefined) counts.set(value, (counts.get(value) ?? 0) + 1)
}

/** Returns the most frequent first, equally frequent ones by name. */
const listOf = (counts: Map<string, number>): Seen[] =>
  [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((one, other) => other.count - one.count || (one.value < other.value ? -1 : 1))
    .slice(0, MOST)
