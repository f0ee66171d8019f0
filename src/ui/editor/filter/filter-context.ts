import type { FilterMaterial } from '../../../contract/draft.ts'
import type { Warning } from '../../../filter/warning.ts'

/** The values that every part of the filter's form needs besides the draft. */
export interface FilterContext {
  /** The event types of the subscription: a type must be among them and pass the filter (API 4.3). */
  events: string[]
  material: FilterMaterial | undefined
  warnings: Warning[]
}
