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
