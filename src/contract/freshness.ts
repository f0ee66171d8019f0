import { z } from 'zod'
import { Timestamp } from './upstream/common.ts'

/** The count of unreadable events of one subscription stops here. */
export const MOST_UNREADABLE = 1000

/** A state that the console does not know, and the number of stored events in it. */
const UnknownState = z.object({ state: z.string(), count: z.number().int().positive() })
export type UnknownState = z.infer<typeof UnknownState>

/**
 * The age and completeness of the console's copy of an event store. `asOf` is null before the first reading; `total` is
 * the upstream's own count of what it holds, null when it did not say; `syncing` while a reading is under way;
 * `problem` is the reason why the last reading stopped early. `unreadable` events were listed and could not be read:
 * they are in no list and no count, and `complete` is false as long as there are any; `differs` names the member of the
 * API's answer because of which one of them could not. `unknownStates` are the states of
 * stored events that the console does not know (API 6.1): whether those are delivered or lost, nobody can say here.
 */
export const Freshness = z.object({
  asOf: Timestamp.nullable(),
  complete: z.boolean(),
  read: z.number().int().nonnegative(),
  total: z.number().int().nonnegative().nullable(),
  syncing: z.boolean(),
  problem: z.string().nullable(),
  unreadable: z.number().int().nonnegative(),
  differs: z.string().optional(),
  unknownStates: z.array(UnknownState),
})
export type Freshness = z.infer<typeof Freshness>

/** True when the copy can say "none": everything was read, and every stored event is in a state that is known. */
export function saysAll({ complete, unknownStates }: Pick<Freshness, 'complete' | 'unknownStates'>): boolean {
  return complete && unknownStates.length === 0
}
