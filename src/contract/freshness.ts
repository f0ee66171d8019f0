import { z } from 'zod'
import { Timestamp } from './upstream/common.ts'

/**
 * How current and how complete the console's copy of an event store is. `asOf` is null before the first reading;
 * `total` is the upstream's own count of what it holds, null when it did not say; `syncing` while a reading is under way;
 * `problem` says why the last reading stopped early.
 */
export const Freshness = z.object({
  asOf: Timestamp.nullable(),
  complete: z.boolean(),
  read: z.number().int().nonnegative(),
  total: z.number().int().nonnegative().nullable(),
  syncing: z.boolean(),
  problem: z.string().nullable(),
})
export type Freshness = z.infer<typeof Freshness>
