import type { AttributeDefinition } from '../../contract/upstream/entity-type.ts'

const text = (name: string, length = 256, description?: string): AttributeDefinition => ({
  name,
  type: 'string',
  length,
  ...(description && { description }),
})
const time = (name: string): AttributeDefinition => ({ name, type: 'dateTime' })
const flag = (name: string): AttributeDefinition => ({ name, type: 'boolean' })
const count = (name: string): AttributeDefinition => ({ name, type: 'integer' })
const date = (name: string): AttributeDefinition => ({ name, type: 'date' })
const object = (name: string, ...attr_defs: AttributeDefinition[]): AttributeDefinition => ({
  name,
  type: 'object',
  attr_defs,
})
const plural = (name: string, ...attr_defs: AttributeDefinition[]): AttributeDefinition => ({
  name,
  type: 'plural',
  attr_defs: [{ name: 'id', type: 'id' }, ...attr_defs],
})

/** The attributes of every entity type (API 15). */
const ALWAYS: AttributeDefinition[] = [
  { name: 'id', type: 'id' },
  { name: 'uuid', type: 'uuid', description: 'globally unique identifier for this entity' },
  time('created'),
  { name: 'lastUpdated', type: 'version' },
]

const ACCOUNT: AttributeDefinition[] = [
  text('email'),
  time('emailVerified'),
  { name: 'password', type: 'password-bcrypt' },
  text('displayName'),
  text('givenName'),
  text('middleName'),
  text('familyName'),
  date('birthday'),
  text('gender', 20),
  text('mobileNumber', 64),
  time('mobileNumberVerified'),
  time('lastLogin'),
  time('deactivateAccount'),
  object(
    'primaryAddress',
    text('address1'),
    text('address2'),
    text('zip', 20),
    text('city', 100),
    text('stateAbbreviation', 20),
    text('country', 100),
    text('phone', 64),
  ),
  plural('profiles', text('domain'), text('identifier', 1000), flag('verified')),
  plural('clients', text('clientId', 64), text('channel', 64), time('firstLogin'), time('lastLogin')),
  plural('statuses', text('status', 64), time('statusCreated')),
  plural('legalAcceptances', text('legalAcceptanceId', 100), time('dateAccepted'), text('clientId', 64)),
]

/** The attributes that Tavelund added to the schema. */
const CUSTOM: AttributeDefinition[] = [
  object(
    'loyalty',
    text('memberNumber', 16, 'printed on the card'),
    text('tier', 12, 'basic, plus or host'),
    time('tierSince'),
    count('points'),
  ),
  object(
    'marketing',
    object('newsletter', text('status', 12), text('frequency', 12), time('updated')),
    object('sms', text('status', 12), time('updated')),
    object('push', text('status', 12), time('updated')),
  ),
  object(
    'preferences',
    text('language', 5),
    text('currency', 3),
    text('homeStore', 8, 'number of a store'),
    text('brand', 20),
  ),
  plural('consents', text('purpose', 40), flag('granted'), text('version', 12), time('dateGiven')),
  plural('favouriteStores', text('storeId', 8), date('since')),
  object('household', text('householdId', 36), count('members')),
  object('dataRequest', text('kind', 12, 'copy or erasure'), text('status', 12), time('requestedAt')),
  object('risk', count('score'), time('lastReview')),
  text('customerNumber', 12),
  flag('employee'),
]

const PARTNER: AttributeDefinition[] = [
  ...ALWAYS,
  text('email'),
  text('companyName'),
  text('vatNumber', 20),
  object('contact', text('givenName'), text('familyName'), text('phone', 64)),
  text('priceList', 12),
]

/** The entity types of every application of the company, by name. */
export const ENTITY_TYPES: Readonly<Record<string, AttributeDefinition[]>> = {
  user: [...ALWAYS, ...ACCOUNT, ...CUSTOM],
  partner: PARTNER,
}

/**
 * Every path of a list of definitions, parents before their children: `primaryAddress`, `primaryAddress.city` (API 15).
 */
export function pathsOf(definitions: readonly AttributeDefinition[], parent = ''): string[] {
  return definitions.flatMap(({ name, attr_defs }) => [
    `${parent}${name}`,
    ...pathsOf(attr_defs ?? [], `${parent}${name}.`),
  ])
}
