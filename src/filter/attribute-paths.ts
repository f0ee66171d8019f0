import type { AttributeDefinition } from '../contract/upstream/entity-type.ts'

/** One attribute as events and filters name it: by its full dotted path (API 15). */
export interface AttributePath {
  path: string
  type: string
  description: string | null
  /** All paths below it. */
  below: string[]
  /** The plural that it is or lies in: the documentation does not say if events name that or the child (API 15). */
  plural: string | null
}

/**
 * Returns all attributes of an entity type, parents before children; a plural is a definition of type `plural` (API
 * 15).
 */
export function attributePaths(
  definitions: AttributeDefinition[],
  parent = '',
  inPlural: string | null = null,
): AttributePath[] {
  return definitions.flatMap(({ name, type, description, attr_defs = [] }) => {
    const path = parent + name
    const plural = inPlural ?? (type === 'plural' ? path : null)
    const children = attributePaths(attr_defs, `${path}.`, plural)
    const own = { path, type, description: description ?? null, below: children.map((child) => child.path), plural }
    return [own, ...children]
  })
}
