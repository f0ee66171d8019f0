import type { EventsClaim } from '../contract/upstream/notification.ts'
import type { FilterSchema } from '../contract/upstream/subscription.ts'
import { apiExample } from './api-example.ts'

/** The API's own filter examples. */

const read = (name: string) => apiExample(`${name}.json`)

/** The filter of `filter-NAME.json`. */
export function exampleFilter(name: string): FilterSchema {
  return read(`filter-${name}`).filter
}

export const ACCEPTED = [
  'application',
  'application-type-attributes',
  'attributes',
  'client',
  'entity-type',
  'multiple-events',
  'several-clients',
  'strict',
]

export interface FilterCase {
  name: string
  filter: FilterSchema | null
  eventsClaim: EventsClaim
  deliver: boolean
  why: string
}

/** The decision table of the API document. */
export function filterCases(): FilterCase[] {
  return read('filter-cases')
}
