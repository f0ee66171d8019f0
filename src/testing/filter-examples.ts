import { readFileSync } from 'node:fs'
import type { EventsClaim } from '../contract/upstream/notification.ts'
import type { FilterSchema } from '../contract/upstream/subscription.ts'

/** The API's own filter examples. */

const read = (name: string) => JSON.parse(readFileSync(new URL(`./api-examples/${name}.json`, import.meta.url), 'utf8'))

/** The filter of `filter-NAME.json`. */
export const exampleFilter = (name: string): FilterSchema => read(`filter-${name}`).filter

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
export const filterCases = (): FilterCase[] => read('filter-cases')
