import { z } from 'zod'

/** One attribute definition; objects and plurals nest (API 15). */
export interface AttributeDefinition {
  name: string
  type: string
  description?: string | undefined
  length?: number | undefined
  attr_defs?: AttributeDefinition[] | undefined
  [member: string]: unknown
}
export const AttributeDefinition: z.ZodType<AttributeDefinition> = z.looseObject({
  name: z.string(),
  type: z.string(),
  description: z.string().optional(),
  length: z.number().int().optional(),
  get attr_defs() {
    return z.array(AttributeDefinition).optional()
  },
})

/** `POST /entityType` (API 15). */
export const EntityTypeReply = z.looseObject({
  stat: z.literal('ok'),
  schema: z.looseObject({ name: z.string(), attr_defs: z.array(AttributeDefinition) }),
})
export type EntityTypeReply = z.infer<typeof EntityTypeReply>

/** `POST /entityType.list` (API 15). */
export const EntityTypeListReply = z.looseObject({ stat: z.literal('ok'), results: z.array(z.string()) })

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const at = (value: unknown, ...path: string[]): unknown =>
  path.reduce<unknown>((inner, name) => (isObject(inner) ? inner[name] : undefined), value)
const firstList = (candidates: unknown[]): unknown[] | undefined =>
  candidates.find((value): value is unknown[] => Array.isArray(value))

/**
 * Returns the names of the entity types of an answer, wherever it has its list; undefined without one. An odd item costs
 * no other (API 15, 18 #39).
 */
export function readEntityTypes(json: unknown): string[] | undefined {
  const list = firstList([at(json, 'results'), at(json, 'result'), at(json, 'entity_types'), at(json, 'types'), json])
  return list?.flatMap((item) => {
    const name = isObject(item) ? (item.name ?? item.type_name) : item
    return typeof name === 'string' && name !== '' ? name : []
  })
}

/** Objects and plurals that are followed into each other, at most. */
const DEEPEST = 20

/**
 * Returns the attributes of an answer, wherever it has them; undefined without any list. Needed of one is its name: an odd
 * item costs no other, and a type that is missing is shown as "unknown" (API 15, 18 #39).
 */
export function readAttributes(json: unknown): AttributeDefinition[] | undefined {
  const places = [['schema', 'attr_defs'], ['schema', 'attributes'], ['schema'], ['result', 'attr_defs'], ['attr_defs']]
  return attributesIn(firstList([...places.map((path) => at(json, ...path)), json]))
}

const attributesIn = (list: unknown[] | undefined, depth = 0): AttributeDefinition[] | undefined =>
  list?.flatMap((item) => {
    if (!isObject(item) || typeof item.name !== 'string' || item.name === '') return []
    const { name, type, description, length } = item
    const nested = firstList([item.attr_defs, item.attributes])
    const inner = depth < DEEPEST ? attributesIn(nested, depth + 1) : undefined
    return {
      name,
      type: typeof type === 'string' ? type : 'unknown',
      ...(typeof description === 'string' && { description }),
      ...(typeof length === 'number' && Number.isInteger(length) && { length }),
      ...(inner && { attr_defs: inner }),
    }
  })
