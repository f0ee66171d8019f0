import type { FilterSchema } from '../../contract/upstream/subscription.ts'

/** Filters nobody would build from a form: written by hand, some of them wrong. */

const draft07 = (properties: FilterSchema, rest: FilterSchema = {}): FilterSchema => ({
  $schema: 'http://json-schema.org/draft-07/schema',
  properties,
  ...rest,
})

/** Names a client that is no longer there: lets nothing through. */
export const FOR_A_CLIENT_LONG_GONE = draft07(
  { entityCreated: { properties: { captureClientId: { const: 'decommissioned0000000000000000000' } } } },
  { additionalProperties: false },
)

/** Spells an attribute wrong: lets nothing through. */
export const WITH_A_TYPO = draft07(
  { entityUpdated: { properties: { attributes: { contains: { enum: ['birthdate'] } } } } },
  { additionalProperties: false },
)

/** Careful beyond need: claims required, an array that may not be empty, a pattern where a constant would do. */
export const OVERCAREFUL = draft07(
  {
    entityUpdated: {
      required: ['attributes', 'captureClientId'],
      properties: {
        attributes: { minItems: 1, contains: { enum: ['password', 'email', 'mobileNumber'] } },
        entityType: { pattern: '^user$' },
      },
    },
  },
  { additionalProperties: false },
)

/** Says something else for each event type, some of it without effect. */
export const UNEVEN = draft07({
  entityCreated: { properties: { entityType: { enum: ['user'] } } },
  entityUpdated: {
    properties: { attributes: { items: { type: 'string', maxLength: 40 }, uniqueItems: true } },
  },
})
