import type { AttributeDefinition } from '../contract/upstream/entity-type.ts'
import type { Tested } from './rules.ts'
import type { Names } from './words.ts'

/**
 * A fact that a person should know before saving. `refused`: the API will not take the filter; `risk`: events get
 * lost or come unasked; `note`: may be meant so. `source` is the section of the API document it rests on, `pointer`
 * where in the filter it is, `suggestions` what could stand there instead or besides.
 */
export interface Warning {
  code: WarningCode
  level: 'refused' | 'risk' | 'note'
  message: string
  source: `API ${string}`
  type: string | null
  pointer: string
  suggestions: string[]
}

export type WarningCode =
  | 'drops-everything'
  | 'drops-nothing'
  | 'type-not-subscribed'
  | 'type-not-named'
  | 'claim-unknown'
  | 'attributes-unused'
  | 'attribute-unknown'
  | 'attribute-unseen'
  | 'attribute-parent'
  | 'attribute-plural'
  | 'id-unseen'
  | 'schema-invalid'
  | 'schema-draft'
  | 'keyword-unknown'
  | 'keyword-undocumented'
  | 'format-unsure'

/** The values that a filter is compared with; an absent member is not known and not warned about. */
export interface Known {
  /** Attribute definitions of the entity types in question (API 15). */
  attributes?: AttributeDefinition[] | undefined
  /** Values seen in stored events or named in the configuration, per claim. */
  seen?: Partial<Record<Tested, Iterable<string>>> | undefined
  names?: Names | undefined
}
