import { z } from 'zod'

/** The order of the API's event list is not documented (API 5.1): it is learned from what it lists. */
const Order = z.enum(['oldest-first', 'newest-first'])
export type Order = z.infer<typeof Order>

/** An event's place in the list: its id, and when it was created. */
const Place = z.object({ id: z.string(), at: z.string() })
export type Place = z.infer<typeof Place>

/** A reading of everything, from one end of the list to the other. */
const Sweep = z.object({
  /** Milliseconds. */
  startedAt: z.number(),
  /** The last event listed: the next page comes after it in the order of the list. */
  last: Place.nullable(),
  listed: z.number(),
  /** How many events the API said it holds, when the sweep began. */
  total: z.number().nullable(),
})
export type Sweep = z.infer<typeof Sweep>

const Unreadable = z.record(z.string(), z.number()).default({})

/** Where the reading of one subscription's events stands; kept in the store with every page, so it survives a stop. */
const Progress = z.object({
  order: Order.nullable(),
  /** The size of the largest page seen. */
  pageSize: z.number(),
  /** Everything recorded after this event still has to be read, what was recorded before is being seen to. */
  head: Place.nullable(),
  /** Newest first only: a catching-up that was interrupted; what lies between `head` and `last` has not been read. */
  gap: z.object({ top: Place, last: Place }).nullable(),
  sweep: Sweep.nullable(),
  /** When the last sweep ended (milliseconds). */
  sweptAt: z.number().nullable(),
  /** What the API listed and could not be read: its id or a fingerprint, and when it was last met (milliseconds). */
  unreadable: Unreadable,
})
export type Progress = z.infer<typeof Progress>

const NOTHING_READ: Progress = {
  order: null,
  pageSize: 1,
  head: null,
  gap: null,
  sweep: null,
  sweptAt: null,
  unreadable: {},
}

/** The progress as it was stored; from the start when there is none or it cannot be understood. */
export const readProgress = (stored: unknown): Progress => Progress.safeParse(stored).data ?? { ...NOTHING_READ }

const Told = z.object({ unreadable: Unreadable })

/** How many of the listed events could not be read, by the progress as it was stored. */
export const unreadableIn = (stored: unknown): number =>
  Object.keys(Told.safeParse(stored).data?.unreadable ?? {}).length

/** The order a page shows, undefined when it has too little to tell. Single events may be a little out of order. */
export function orderOf(listed: { createdAt: string | null }[]): Order | undefined {
  const times = listed.flatMap(({ createdAt }) => createdAt ?? [])
  const rising = times.reduce((sum, time, place) => {
    const before = times[place - 1] ?? time
    return sum + Number(before < time) - Number(before > time)
  }, 0)
  if (rising === 0) return undefined
  return rising > 0 ? 'oldest-first' : 'newest-first'
}

/** The cursor of the next page in the order of the list. */
export const cursorAfter = (order: Order, last: Place | null): { after?: string; before?: string } => {
  if (!last) return {}
  return order === 'oldest-first' ? { after: last.id } : { before: last.id }
}
