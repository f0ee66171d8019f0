import { derivedName } from '../base/ids.ts'
import type { Channel } from './company-changes.ts'

/** An API client of an application: what its users come through. */
export interface ApiClient {
  /** 32 letters and digits. */
  id: string
  name: string
  channel: Channel
  /** Absent for the ones that serve all regions. */
  region?: Region
  weight: number
}

/** An application: one body of users with its schema. */
export interface Application {
  /** 26 letters and digits. */
  id: string
  name: string
  entityType: 'user' | 'partner'
  weight: number
  clients: ApiClient[]
}

export const BRANDS = ['Tavelund', 'Lillkvist Kids', 'Ravnholt Outdoor', 'Tavelund Trade'] as const
export type Brand = (typeof BRANDS)[number]

export const REGIONS = [
  'Nordics',
  'DACH',
  'Benelux',
  'France',
  'UK and Ireland',
  'Poland',
  'Iberia',
  'Italy',
  'Baltics',
  'Czechia',
  'Greece',
  'North America',
  'Japan',
  'Australia',
] as const
export type Region = (typeof REGIONS)[number]

type ClientPlan = Omit<ApiClient, 'id'>

const web = (...regions: Region[]): ClientPlan[] =>
  regions.map((region) => ({ name: `web shop, ${region}`, channel: 'shop', region, weight: 60 / regions.length }))
const MOBILE: ClientPlan[] = [
  { name: 'iOS app', channel: 'app', weight: 18 },
  { name: 'Android app', channel: 'app', weight: 16 },
]
const TILLS: ClientPlan = { name: 'store tills', channel: 'store', weight: 12 }
const SERVICE: ClientPlan = { name: 'customer service', channel: 'service', weight: 6 }
const IMPORT: ClientPlan = { name: 'nightly import', channel: 'job', weight: 8 }

const APPLICATIONS: Record<Brand, { entityType: 'user' | 'partner'; weight: number; clients: ClientPlan[] }> = {
  Tavelund: {
    entityType: 'user',
    weight: 62,
    clients: [
      ...web('Nordics', 'DACH', 'Benelux', 'France', 'UK and Ireland', 'Poland'),
      ...MOBILE,
      TILLS,
      SERVICE,
      IMPORT,
    ],
  },
  'Lillkvist Kids': { entityType: 'user', weight: 20, clients: [...web('Nordics', 'DACH'), ...MOBILE, IMPORT] },
  'Ravnholt Outdoor': { entityType: 'user', weight: 13, clients: [...web('Nordics', 'North America'), TILLS, IMPORT] },
  'Tavelund Trade': { entityType: 'partner', weight: 5, clients: [...web('DACH'), SERVICE, IMPORT] },
}

/** Returns true when a brand, or any brand, has a client for the region or one of the channels. */
export function hasClient(
  brand: Brand | undefined,
  part: { region?: Region; channels?: Channel[] | undefined },
): boolean {
  return (brand ? [brand] : BRANDS).some((name) =>
    APPLICATIONS[name].clients.some(
      ({ region, channel }) =>
        (!part.region || part.region === region) && (!part.channels || part.channels.includes(channel)),
    ),
  )
}

/** The entity type of a brand's users. */
export function entityTypeOf(brand: Brand) {
  return APPLICATIONS[brand].entityType
}

/** The applications and API clients of one customer; each environment has ids of its own. */
export function applicationsOf(customer: string, seed: number): Application[] {
  return BRANDS.map((name) => ({
    id: derivedName(26, seed, customer, 'application', name),
    name,
    entityType: APPLICATIONS[name].entityType,
    weight: APPLICATIONS[name].weight,
    clients: APPLICATIONS[name].clients.map((client) => ({
      ...client,
      id: derivedName(32, seed, customer, 'api client', name, client.name),
      name: `${name} ${client.name}`,
    })),
  }))
}

/** Returns the names of one customer's applications and API clients by id. */
export function namesOf(customer: string, seed: number) {
  const applications = applicationsOf(customer, seed)
  return {
    applications: Object.fromEntries(applications.map(({ id, name }) => [id, name])),
    clients: Object.fromEntries(applications.flatMap(({ clients }) => clients.map(({ id, name }) => [id, name]))),
  }
}
