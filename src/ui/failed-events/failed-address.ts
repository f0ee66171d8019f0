import { z } from 'zod'
import { FAILED_SORTS, FailedMatch } from '../../contract/failed-event.ts'
import type { FailedList } from '../api/failed-events.ts'

/** The address of the page: filters, order, and rows or causes. */
export const FailedAddress = FailedMatch.extend({
  sort: z.enum(FAILED_SORTS).default('expiry'),
  view: z.enum(['rows', 'causes']).default('rows'),
})
export type FailedAddress = z.infer<typeof FailedAddress>

export type FailedPatch = { [Key in keyof FailedAddress]?: FailedAddress[Key] | undefined }

/** Returns the match of an address, inside a subscription with that one. */
export function matchOf({ sort: _sort, view: _view, ...match }: FailedAddress, subscriptionId?: string): FailedMatch {
  return subscriptionId ? { ...match, subscription: subscriptionId } : match
}

export function listOf(address: FailedAddress, subscriptionId?: string): FailedList {
  return {
    ...matchOf(address, subscriptionId),
    sort: address.sort,
  }
}

/** Clears every filter, but keeps state, order and view. */
export const CLEARED = {
  subscription: undefined,
  type: undefined,
  entityType: undefined,
  attribute: undefined,
  user: undefined,
  application: undefined,
  cause: undefined,
  status: undefined,
  text: undefined,
  from: undefined,
  to: undefined,
  expiresWithin: undefined,
} as const satisfies FailedPatch

/** Returns true when a filter leaves out events of the chosen state. */
export function isFiltered(address: FailedAddress): boolean {
  return Object.keys(CLEARED).some((key) => address[key as keyof typeof CLEARED] !== undefined)
}
