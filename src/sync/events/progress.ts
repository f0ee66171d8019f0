import { z } from 'zod'

/** The order of the API's event list is not documented (API 5.1): it is learned from what it lists. */
const Order = z.enum(['oldest-first', 'newest-first'])
export type Order = z.infer<typeof Order>

/** The position of an event in the list: its id and the time of its creation. */
const ListPosition = z.object({ id: z.string(), at: z.string() })
export type ListPosition = z.infer<typeof ListPosition>

/** A reading of everything, from one end of the list to the other. */
const Sweep = z.object({
  /** Milliseconds. */
  startedAt: z.number(),
  /** The last event listed: the next page comes after it in the order of the list. */
  last: ListPosition.nullable(),
  listed: z.number(),
  /** The number of events that the API said it holds when the sweep began, null when it did not say. */
  total: z.number().nullable(),
  /** True when the API refused to list on, so that nobody knows whether that was all. */
  brokenOff: z.boolean().default(false),
})
export type Sweep = z.infer<typeof Sweep>

const Unreadable = z.record(z.string(), z.number()).default({})

/** The progress of reading one subscription's events; stored with every page, so it survives a stop. */
const Progress = z.object({
  order: Order.nullable(),
  /** The size of the largest page seen. */
  pageSize: z.number(),
  /** True once the API has followed a cursor: then the end of its list is the end, whatever its count says. */
  cursorsLead: z.boolean().default(false),
  /** The newest event up to which all is read or left to the sweep; null until a first page told one. */
  head: ListPosition.nullable(),
  /** Newest first only: a catch-up that was interrupted. The events between `head` and `last` have not been read. */
  gap: z.object({ top: ListPosition, last: ListPosition }).nullable(),
  sweep: Sweep.nullable(),
  /** The time at which the last sweep ended (milliseconds). */
  sweptAt: z.number().nullable(),
  /** The listed events that could not be read: id or fingerprint, and the time of the last encounter (milliseconds). */
  unreadable: Unreadable,
  /** Names the member because of which the last of them could not be read. */
  differs: z.string().nullable().default(null),
})
export type Progress = z.infer<typeof Progress>

const NOTHING_READ: Progress = {
  order: null,
  pageSize: 1,
  cursorsLead: false,
  head: null,
  gap: null,
  sweep: null,
  sweptAt: null,
  unreadable: {},
  differs: null,
}

/**
 * The progress of one reading and every way in which it changes. `head` and `gap` only mean something in the order in
 * which they were found: whatever changes the order forgets them.
 */
export interface ReadingProgress {
  readonly state: Readonly<Progress>
  /** Forgets every position, so that all is read from the start; in another order, if one is given. */
  startOver(order?: Order): void
  /** Takes an order for granted as long as none is known. */
  assumeOrder(order: Order): void
  forgetOrder(): void
  /**
   * Notes an order that a first page shows. A known order that differs takes `head` and `gap` along; the sweep goes on.
   */
  learnOrder(order: Order): void
  /** Returns to an order and the head known in it, after another order was tried in vain. */
  restore(known: { order: Order; head: ListPosition | null }): void
  /** Notes the size of a page. */
  sawPage(size: number): void
  /** Notes that a cursor led on, or to the end. */
  sawCursorLead(): void
  /** Notes whether the API refuses to list on, so that nobody knows if there is more. */
  brokeOff(refused: boolean): void
  /** Moves the head: everything up to it is read, or left to the sweep under way. */
  advanceTo(head: ListPosition | null): void
  /**
   * Newest first: notes that everything between `top` and `last` is read, and nothing yet between `last` and the head.
   */
  descendTo(last: ListPosition, top: ListPosition): void
  /**
   * Newest first: the way down from `top` has met what was known, so `top` is the head; null when nothing is listed.
   */
  closeGap(top: ListPosition | null): void
  /**
   * Returns the sweep under way, a new one if none is or no order is known: then its last event does not tell where to go
   * on. The sweep goes on with what it got even when the progress starts over meanwhile; it is just not resumed then.
   */
  beginSweep(now: number): Readonly<Sweep>
  /** Notes the total that the API named on the first page of a sweep, if it named one. */
  expectOfSweep(sweep: Readonly<Sweep>, total: number | undefined): void
  /** Notes a page of a sweep: its last position, if it had one, and the number of events that were new. */
  sweptPage(sweep: Readonly<Sweep>, page: { last: ListPosition | null; fresh: number }): void
  endSweep(now: number): void
  /** Returns true when the event had not been noted as unreadable before; false too once `limit` of them are noted. */
  noteUnreadable(key: string, differs: string, at: number, limit: number): boolean
  forgetUnreadable(key: string): void
  /** Keeps only the unreadable events that were met at `moment` (milliseconds) or later. */
  keepUnreadableSince(moment: number): void
}

/** Returns the progress as it was stored; from the start when there is none or it cannot be understood. */
export function resumeProgress(stored: unknown): ReadingProgress {
  const state: Progress = Progress.safeParse(stored).data ?? structuredClone(NOTHING_READ)
  const forgetPositions = () => Object.assign(state, { head: null, gap: null })
  return {
    state,
    startOver(order) {
      if (order) state.order = order
      forgetPositions()
      state.sweep = null
    },
    assumeOrder(order) {
      state.order ??= order
    },
    forgetOrder() {
      state.order = null
    },
    learnOrder(order) {
      if (order === state.order) return
      state.order = order
      forgetPositions()
    },
    restore({ order, head }) {
      Object.assign(state, { order, head, gap: null })
    },
    sawPage(size) {
      state.pageSize = Math.max(state.pageSize, size)
    },
    sawCursorLead() {
      state.cursorsLead = true
    },
    brokeOff(refused) {
      if (state.sweep) state.sweep.brokenOff = refused
    },
    advanceTo(head) {
      state.head = head
    },
    descendTo(last, top) {
      state.gap = { top, last }
    },
    closeGap(top) {
      Object.assign(state, { head: top, gap: null })
    },
    beginSweep(now) {
      if (state.order === null) state.sweep = null
      state.sweep ??= { startedAt: now, last: null, listed: 0, total: null, brokenOff: false }
      return state.sweep
    },
    expectOfSweep(sweep, total) {
      Object.assign(sweep, { total: total ?? null })
    },
    sweptPage(sweep, { last, fresh }) {
      Object.assign(sweep, { last: last ?? sweep.last, listed: sweep.listed + fresh })
    },
    endSweep(now) {
      Object.assign(state, { sweep: null, sweptAt: now })
    },
    noteUnreadable(key, differs, at, limit) {
      state.differs = differs
      const known = state.unreadable[key] !== undefined
      if (!known && Object.keys(state.unreadable).length >= limit) return false
      state.unreadable[key] = at
      return !known
    },
    forgetUnreadable(key) {
      delete state.unreadable[key]
    },
    keepUnreadableSince(moment) {
      state.unreadable = Object.fromEntries(Object.entries(state.unreadable).filter(([, at]) => at >= moment))
    },
  }
}

const WithUnreadable = z.object({ unreadable: Unreadable, differs: z.string().nullable().default(null) })

/**
 * Returns the number of listed events that could not be read, by the progress as it was stored, and names the member
 * because of which the last of them could not.
 */
export function unreadableIn(stored: unknown): { unreadable: number; differs: string | undefined } {
  const { unreadable = {}, differs = null } = WithUnreadable.safeParse(stored).data ?? {}
  const count = Object.keys(unreadable).length
  return { unreadable: count, differs: count > 0 ? (differs ?? undefined) : undefined }
}

/**
 * Returns the order that a page shows, undefined when it has too little to tell. Single events may be a little out of
 * order.
 */
export function orderOf(listed: { createdAt: string | null }[]): Order | undefined {
  const times = listed.flatMap(({ createdAt }) => createdAt ?? [])
  const rising = times.reduce((sum, time, at) => {
    const before = times[at - 1] ?? time
    return sum + Number(before < time) - Number(before > time)
  }, 0)
  if (rising === 0) return undefined
  return rising > 0 ? 'oldest-first' : 'newest-first'
}

/** Returns the cursor of the next page in the order of the list. */
export function cursorAfter(order: Order, last: ListPosition | null): { after?: string; before?: string } {
  if (!last) return {}
  return order === 'oldest-first' ? { after: last.id } : { before: last.id }
}
