import type { Random } from './random.ts'

/** One kind of thing that changes about a user, and which attributes an event of it names. */
export interface Change {
  name: string
  weight: number
  /** Always named. */
  always: readonly string[]
  /** The attributes of which at least one is named. */
  some?: readonly string[]
  /** The only channels that such an event can come from. */
  channels?: readonly Channel[]
}

/** Through what an account is created or changed. */
export type Channel = 'shop' | 'app' | 'store' | 'service' | 'job'

/** The changes of customers' accounts, in about the proportions of a shop. */
const USER_CHANGES: readonly Change[] = [
  { name: 'sign-in', weight: 30, always: ['lastLogin', 'clients', 'clients.lastLogin'], channels: ['shop', 'app'] },
  { name: 'points', weight: 16, always: ['loyalty.points'], channels: ['store', 'job'] },
  {
    name: 'address',
    weight: 9,
    always: [],
    some: ['primaryAddress.address1', 'primaryAddress.zip', 'primaryAddress.city', 'primaryAddress.country'],
  },
  { name: 'newsletter', weight: 8, always: ['marketing.newsletter.status', 'marketing.newsletter.updated'] },
  { name: 'name', weight: 6, always: [], some: ['givenName', 'familyName', 'displayName'] },
  { name: 'password', weight: 6, always: ['password'], channels: ['shop', 'app'] },
  { name: 'verified', weight: 6, always: ['emailVerified'], channels: ['shop', 'app'] },
  { name: 'consent', weight: 6, always: ['consents', 'consents.granted', 'consents.dateGiven'] },
  { name: 'email', weight: 4, always: ['email', 'emailVerified'] },
  { name: 'phone', weight: 4, always: ['mobileNumber'], some: ['mobileNumberVerified', 'primaryAddress.phone'] },
  {
    name: 'preferences',
    weight: 4,
    always: [],
    some: ['preferences.language', 'preferences.homeStore', 'preferences.brand'],
  },
  {
    name: 'terms',
    weight: 3,
    always: ['legalAcceptances', 'legalAcceptances.dateAccepted'],
    channels: ['shop', 'app'],
  },
  { name: 'tier', weight: 2, always: ['loyalty.tier', 'loyalty.tierSince'], channels: ['job'] },
  { name: 'birthday', weight: 2, always: ['birthday'] },
  { name: 'risk', weight: 2, always: ['risk.score', 'risk.lastReview'], channels: ['job'] },
  { name: 'data request', weight: 1, always: ['dataRequest.kind', 'dataRequest.status', 'dataRequest.requestedAt'] },
  {
    name: 'closing',
    weight: 1,
    always: ['deactivateAccount', 'statuses', 'statuses.status'],
    channels: ['shop', 'service'],
  },
]

const PARTNER_CHANGES: readonly Change[] = [
  { name: 'contact', weight: 6, always: [], some: ['contact.givenName', 'contact.familyName', 'contact.phone'] },
  { name: 'price list', weight: 5, always: ['priceList'], channels: ['job', 'service'] },
  { name: 'company', weight: 3, always: ['companyName'], some: ['vatNumber', 'email'] },
]

/** The changes of accounts, by entity type. */
export const CHANGES = { user: USER_CHANGES, partner: PARTNER_CHANGES } as const

/** The attribute paths one event of a change names. */
export function attributesOf(change: Change, random: Random): string[] {
  return [...change.always, ...(change.some ? random.some(change.some) : [])]
}

/** Returns true when an event of the change can name one of the attributes. */
export function mayName(change: Change, attributes: readonly string[]): boolean {
  return [...change.always, ...(change.some ?? [])].some((path) => attributes.includes(path))
}
