import type { FilterSchema } from '../contract/upstream/subscription.ts'
import { keywordWarnings } from './warn-keywords.ts'
import { typeWarnings } from './warn-types.ts'
import { valueWarnings } from './warn-values.ts'
import type { Known, Warning } from './warning.ts'

const LEVELS: Warning['level'][] = ['refused', 'risk', 'note']

/** Returns all warnings about a subscription's filter (null for none) and its event types, the gravest first. */
export function warningsOf(filter: FilterSchema | null, events: string[], known: Known = {}): Warning[] {
  if (filter === null) return []
  const all = [...keywordWarnings(filter), ...typeWarnings(filter, events), ...valueWarnings(filter, known)]
  return LEVELS.flatMap((level) => all.filter((warning) => warning.level === level))
}
