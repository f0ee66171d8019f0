import type { EVENT_TYPES, FilterSchema } from '../../contract/upstream/subscription.ts'
import type { Brand, Region } from './company.ts'
import type { Channel } from './company-changes.ts'
import { FOR_A_CLIENT_LONG_GONE, OVERCAREFUL, UNEVEN, WITH_A_TYPO } from './company-odd-filters.ts'
import type { ScenarioName } from './scenarios.ts'

type EventType = (typeof EVENT_TYPES)[number]

/** The changes that a destination wants; a member that is left out takes everything. */
export interface Wanted {
  brands?: Brand[]
  regions?: Region[]
  channels?: Channel[]
  entityType?: 'user' | 'partner'
  /** The attributes of which `entityUpdated` has to name at least one. */
  attributes?: string[]
}

/** A system of the company that is told of its users: one subscription, or one for each brand and region. */
export interface Destination {
  title: string
  /** First part of the listener's name. */
  host: string
  path: string
  events: readonly EventType[]
  wants: Wanted
  /** The filter names all types it wants and drops the others. */
  strict?: boolean
  /** Written by hand instead of made from `wants`. */
  filter?: FilterSchema
  /** Its scenario in production; elsewhere, and where absent, chance decides. */
  scenario?: ScenarioName
  /** The share of changes that it receives, 1 for most. */
  volume?: number
}

type More = Pick<Destination, 'strict' | 'filter' | 'scenario' | 'volume'> & Wanted

/** @param address listener and path: `crm/identity/events` */
const to = (title: string, address: string, events: readonly EventType[], more: More = {}): Destination => {
  const { strict, filter, scenario, volume, ...wants } = more
  const [host = '', ...path] = address.split('/')
  const rest = { ...(strict && { strict }), ...(filter && { filter }), ...(scenario && { scenario }) }
  return { title, host, path: `/${path.join('/')}`, events, wants, ...rest, ...(volume && { volume }) }
}

const ALL = ['entityCreated', 'entityUpdated', 'entityDeleted'] as const
const UPDATED = ['entityUpdated'] as const
const NOT_DELETED = ['entityCreated', 'entityUpdated'] as const
const NOT_CREATED = ['entityUpdated', 'entityDeleted'] as const
const NEW = ['entityCreated'] as const
const GONE = ['entityDeleted'] as const

const ADDRESS = ['primaryAddress.address1', 'primaryAddress.zip', 'primaryAddress.city', 'primaryAddress.country']
const NEWSLETTER = ['marketing.newsletter.status', 'marketing.newsletter.updated', 'email']
const CONSENT = ['consents', 'consents.granted', 'legalAcceptances']
const CREDENTIALS = ['password', 'email', 'mobileNumber']
const MEMBER = ['loyalty.points', 'loyalty.tier', 'email', 'birthday']
const TASTE = ['preferences.brand', 'preferences.homeStore', 'birthday']

/** In the order in which the company connected them; a small sandbox has the first ones. */
export const DESTINATIONS: readonly Destination[] = [
  to('CRM sync', 'crm/identity/events', ALL, { scenario: 'outage', volume: 8 }),
  to('Newsletter', 'newsletter/hooks/consent', ALL, { attributes: NEWSLETTER, scenario: 'well', volume: 3 }),
  to('Loyalty', 'loyalty/v2/members', NOT_DELETED, {
    attributes: MEMBER,
    entityType: 'user',
    scenario: 'flaky',
    volume: 4,
  }),
  to('Data warehouse', 'warehouse/ingest/identity', ALL, { scenario: 'well', volume: 8 }),
  to('Fraud screening', 'fraud/signals', NOT_DELETED, {
    attributes: CREDENTIALS,
    channels: ['shop', 'app'],
    scenario: 'slow',
    volume: 3,
  }),
  to('Consent ledger', 'consent/ledger/entries', ALL, { attributes: CONSENT, strict: true, volume: 2 }),
  to('Erasure register', 'erasure/register', GONE, { scenario: 'past outage' }),
  to('Customer service desk', 'desk/contacts', NOT_CREATED, { brands: ['Tavelund'], scenario: 'moved', volume: 3 }),
  to('Password change notices', 'notices/password', UPDATED, { attributes: ['password'], strict: true, volume: 2 }),
  to('Delivery address book', 'addresses/sync', UPDATED, { attributes: ADDRESS, scenario: 'redirect', volume: 2 }),
  to('Product analytics', 'analytics/collect', ALL, { scenario: 'off', volume: 4 }),
  to('Welcome letters', 'letters/welcome', NEW, { channels: ['shop', 'app'], volume: 2 }),
  to('Store app push', 'push/profiles', NOT_DELETED, { channels: ['app'], scenario: 'recovering', volume: 4 }),
  to('Trade accounts', 'trade/erp/accounts', ALL, { brands: ['Tavelund Trade'], strict: true }),
  to('Recommendations', 'recommend/profiles', UPDATED, { attributes: TASTE, scenario: 'garbage' }),
  to('Survey invitations', 'survey/invite', NEW, {
    channels: ['shop'],
    filter: FOR_A_CLIENT_LONG_GONE,
    scenario: 'idle',
  }),
  to('Till synchronisation', 'tills/customers', ALL, { channels: ['store'], scenario: 'refused' }),
  to('Mail suppression list', 'suppression/entries', NOT_CREATED, { attributes: [...NEWSLETTER, 'deactivateAccount'] }),
  to('Audit archive', 'archive/append', ALL, { volume: 6 }),
  to('Account takeover watch', 'takeover/events', UPDATED, {
    attributes: CREDENTIALS,
    entityType: 'user',
    filter: OVERCAREFUL,
  }),
  to('Gift cards', 'giftcards/owners', GONE, { entityType: 'user', scenario: 'well' }),
  to('Birthday greetings', 'greetings/birthdays', NOT_DELETED, {
    attributes: ['birthday'],
    filter: WITH_A_TYPO,
    scenario: 'idle',
  }),
  to('Click and collect', 'collect/identity', UPDATED, {
    attributes: ['mobileNumber', 'preferences.homeStore'],
    scenario: 'tls',
  }),
  to('Household matching', 'households/match', NOT_DELETED, {
    attributes: ADDRESS,
    entityType: 'user',
    scenario: 'off last week',
  }),
  to('Identity graph', 'graph/nodes', ALL, { scenario: 'fresh outage', volume: 4 }),
  to('Data subject requests', 'privacy/requests', NOT_CREATED, {
    attributes: ['dataRequest.kind', 'dataRequest.status'],
  }),
  to('Order history', 'orders/customers', NOT_CREATED, {
    brands: ['Tavelund', 'Lillkvist Kids'],
    scenario: 'long outage',
    volume: 2,
  }),
  to('Call centre screen pop', 'screenpop/warm', UPDATED, { channels: ['service'], scenario: 'closes' }),
  to('Search index', 'search/people', ALL),
  to('Reviews', 'reviews/authors', NOT_CREATED, { attributes: ['displayName', 'givenName'], scenario: 'unauthorised' }),
  to('Returns portal', 'returns/hooks/users', NOT_CREATED, { regions: ['Nordics', 'DACH'] }),
  to('Address verification', 'verify/queue', NOT_DELETED, { attributes: ADDRESS, brands: ['Ravnholt Outdoor'] }),
  to('Price list publisher', 'pricelists/partners', NOT_DELETED, {
    attributes: ['priceList'],
    entityType: 'partner',
    scenario: 'off long',
  }),
  to('Wish lists', 'wishlists/owners', GONE, { scenario: 'off long' }),
  to('Staff discount check', 'discount/check', NOT_DELETED, { entityType: 'user', filter: UNEVEN }),
  to('Second region replica', 'replica/apply', ALL, { scenario: 'new', volume: 3 }),
]
