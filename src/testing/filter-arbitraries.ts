import fc from 'fast-check'
import type { EventsClaim } from '../contract/upstream/notification.ts'
import type { Json, JsonObject } from '../filter/json.ts'
import { CLAIMS, type Claim, type Conditions, type PlainRules, type Tested, type TypeRule } from '../filter/rules.ts'

/** Arbitraries of rules, filters and events that meet often enough to matter. */

const TYPES = ['entityCreated', 'entityUpdated', 'entityDeleted', 'userCredentialUpdated']

/** Values of the claims. As words they are unlike any other word of a sentence, so that one can be read back. */
const VALUES: Record<Tested, string[]> = {
  entityType: ['user', 'device', 'household'],
  captureApplicationId: ['zzyn9gy9r8xdy5zkru4y54syk6', 'ed7absqep5rffbmqx89c9mwexq', '3vadba3vhqpkdgtsrqd4st76m3'],
  captureClientId: ['elrrniux51a3nrhfwzklvz3t46lb5n2m', '3fp4zt9t256jqk4tx35wuj4ap2e53hq9'],
  sub: ['6b004bc5-179c-45c2-815d-31b06169371d', 'e499ac24-46bd-4d85-91ee-bdeadd446c1e'],
  globalSub: ['capture-v1://us/zzyn/user/6b00', 'capture-v1://us/zzyn/user/e499'],
  id: ['e0a70b4f-1eef-4856-bcdb-f050fee66aae', '02e950dc-7306-4e5a-9e4b-b9cd5629d76b'],
  attributes: ['email', 'password', 'primaryAddress', 'primaryAddress.city', 'givenName'],
}

const someOf = (claim: Tested) =>
  fc.subarray(VALUES[claim], { minLength: 1, maxLength: Math.min(3, VALUES[claim].length) })

const conditions: fc.Arbitrary<Conditions> = fc
  .record(
    Object.fromEntries([...CLAIMS, 'attributes' as const].map((claim) => [claim, someOf(claim)])) as Record<
      Tested,
      fc.Arbitrary<string[]>
    >,
    { requiredKeys: [] },
  )
  .map((all) => all as Conditions)

const typeRule: fc.Arbitrary<TypeRule> = fc.oneof(
  { weight: 1, arbitrary: fc.constant<TypeRule>({ kind: 'pass' }) },
  { weight: 1, arbitrary: fc.constant<TypeRule>({ kind: 'drop' }) },
  { weight: 5, arbitrary: conditions.map((all): TypeRule => ({ kind: 'when', conditions: all })) },
)

/** Rules made from nothing, as the editor makes them; without advanced parts. */
export const rules: fc.Arbitrary<PlainRules> = fc.record({
  kind: fc.constant('rules' as const),
  types: fc.dictionary(fc.constantFrom(...TYPES), typeRule, { maxKeys: 4, noNullPrototype: true }),
  others: fc.constantFrom('pass' as const, 'drop' as const),
  original: fc.constant(null),
})

/** Event types of a subscription. */
export const events = fc.subarray(TYPES)

const told = fc.record(
  Object.fromEntries(CLAIMS.map((claim) => [claim, fc.constantFrom(...VALUES[claim])])) as Record<
    Claim,
    fc.Arbitrary<string>
  >,
  { requiredKeys: [] },
)

/** A token's `events` claim: one type, claims present or not, attributes for any type. */
export const claim: fc.Arbitrary<EventsClaim> = fc
  .tuple(fc.constantFrom(...TYPES), told, fc.option(fc.subarray(VALUES.attributes), { nil: undefined }))
  .map(([type, values, attributes]) => ({ [type]: { ...values, ...(attributes && { attributes }) } }))

const spelledValues = (claim: Tested): fc.Arbitrary<Json> =>
  fc.oneof(
    fc.constantFrom(...VALUES[claim]).map((value): Json => ({ const: value })),
    someOf(claim).map((values): Json => ({ enum: values })),
    someOf(claim).map((values): Json => ({ type: 'string', enum: values, description: 'by hand' })),
    fc
      .constantFrom(...VALUES[claim])
      .map((value): Json => ({ $comment: 'by hand', const: value, type: ['string', 'null'] })),
  )

const spelledClaim = (claim: Tested): fc.Arbitrary<Json> =>
  claim === 'attributes'
    ? spelledValues(claim).chain((values) =>
        fc.constantFrom<Json>({ contains: values }, { type: 'array', contains: values }, { type: 'array' }, true),
      )
    : fc.oneof({ weight: 4, arbitrary: spelledValues(claim) }, fc.constantFrom<Json>({ type: 'string' }, {}, true))

/** Filters that only advanced JSON can say, from draft-07 as people write it. */
const advancedType: fc.Arbitrary<Json> = fc.constantFrom<Json>(
  { required: ['attributes'] },
  { properties: { attributes: { minItems: 2 } } },
  { properties: { attributes: { contains: {} } } },
  { properties: { attributes: { items: { enum: ['email', 'password'] } } } },
  { properties: { captureApplicationId: { pattern: '^zz' } } },
  { properties: { entityType: { not: { const: 'user' } } }, additionalProperties: true },
  { anyOf: [{ properties: { entityType: { const: 'user' } } }, { required: ['sub'] }] },
  { properties: { sub: { const: VALUES.sub[0] as string, enum: VALUES.sub } } },
  { properties: { entityType: { maxLength: 4 } }, minProperties: 2 },
  { properties: { unheardOf: { const: 'x' } } },
  { if: { properties: { entityType: { const: 'user' } } }, else: { required: ['id'] } },
)

const spelledType: fc.Arbitrary<Json> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .tuple(
        fc.record(
          Object.fromEntries([...CLAIMS, 'attributes' as const].map((claim) => [claim, spelledClaim(claim)])) as Record<
            Tested,
            fc.Arbitrary<Json>
          >,
          { requiredKeys: [] },
        ),
        fc.constantFrom<JsonObject>({}, { type: 'object' }, { description: 'by hand' }, { additionalProperties: true }),
      )
      .map(([properties, frame]): Json => ({ ...frame, properties: properties as JsonObject })),
  },
  { weight: 2, arbitrary: advancedType },
  { weight: 1, arbitrary: fc.constantFrom<Json>(true, false, {}, { const: false }) },
)

/** Filters as other people write them: other spellings, remarks, advanced branches, advanced as a whole. */
export const filter: fc.Arbitrary<JsonObject> = fc
  .tuple(
    fc.dictionary(fc.constantFrom(...TYPES), spelledType, { maxKeys: 4, noNullPrototype: true }),
    fc.constantFrom<JsonObject>(
      {},
      { $schema: 'http://json-schema.org/draft-07/schema' },
      { $schema: 'http://json-schema.org/draft-07/schema#', type: 'object' },
      { title: 'by hand' },
      { required: ['entityUpdated'] },
      { minProperties: 1 },
      { definitions: { user: { const: 'user' } } },
    ),
    fc.constantFrom<JsonObject>(
      {},
      { additionalProperties: false },
      { additionalProperties: true },
      { additionalProperties: {} },
      { additionalProperties: { properties: { entityType: { const: 'user' } } } },
    ),
    fc.boolean(),
  )
  .map(([properties, frame, others, framed]) =>
    framed ? { ...frame, properties, ...others } : { ...others, properties, ...frame },
  )
