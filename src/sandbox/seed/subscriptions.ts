import { derivedUuid } from '../base/ids.ts'
import { DAY_MICROS, HOUR_MICROS, type Micros, microsOf } from '../base/time.ts'
import type { Customer } from '../state/customers.ts'
import type { SubscriptionRecord } from '../state/subscription-store.ts'
import { type Application, BRANDS, type Brand, entityTypeOf, hasClient, REGIONS, type Region } from './company.ts'
import { DESTINATIONS, type Destination } from './company-destinations.ts'
import { filterFor } from './filters.ts'
import type { Random } from './random.ts'
import { SCENARIOS, type Scenario, type ScenarioName } from './scenarios.ts'

/** A subscription to be seeded, with what it goes through. */
export interface Plan {
  subscription: SubscriptionRecord
  destination: Destination
  scenario: Scenario
  /** The name of its listener. */
  listener: string
}

const slug = (text: string) => text.toLowerCase().replace(/[^a-z0-9]+/g, '-')

interface Narrowing {
  brand?: Brand
  region?: Region
}

/** A trade brand has no members, newsletters or birthdays, and not every brand has stores. */
const fits = ({ wants }: Destination, { brand }: Narrowing): boolean => {
  if (brand === undefined) return true
  const entityType = wants.entityType ?? (wants.attributes && 'user')
  const known = wants.brands?.includes(brand) ?? true
  return known && hasClient(brand, wants) && (!entityType || entityType === entityTypeOf(brand))
}

/** A destination for one region, one brand, or both; it hears less than the one for all. */
const narrowed = (base: Destination, { brand, region }: Narrowing): Destination => {
  const { scenario, filter, ...rest } = base
  const kept = filter && scenario !== 'idle' && { filter } // nobody copies a filter that lets nothing through
  const names = [brand, region].filter((name) => name !== undefined)
  const { channels, brands, entityType } = base.wants
  const shop = region && !channels && !brands && !entityType && hasClient(brand, { region })
  return {
    ...rest,
    ...kept,
    title: `${base.title} – ${names.join(', ')}`,
    host: [base.host, ...names.map(slug)].join('-'),
    volume: (base.volume ?? 1) / 3,
    wants: { ...base.wants, ...(brand && { brands: [brand] }), ...(shop && { regions: [region] }) },
  }
}

/**
 * Returns that many destinations with unique titles: the company's own, then by region, by brand, by both, then
 * numbered.
 */
function destinations(count: number): Destination[] {
  const all: Destination[] = [...DESTINATIONS]
  const withEach = (narrowings: Narrowing[]) => {
    for (const part of narrowings)
      all.push(...DESTINATIONS.filter((base) => fits(base, part)).map((base) => narrowed(base, part)))
  }
  if (count > all.length) withEach(REGIONS.map((region) => ({ region })))
  if (count > all.length) withEach(BRANDS.map((brand) => ({ brand })))
  if (count > all.length) withEach(BRANDS.flatMap((brand) => REGIONS.map((region) => ({ brand, region }))))
  const named = all.length
  for (let place = named; place < count; place++) {
    const base = all[place % named] as Destination
    const number = Math.floor(place / named) + 1
    all.push({ ...base, title: `${base.title} (${number})`, host: `${base.host}-${number}` })
  }
  return all.slice(0, count)
}

const chosenScenario = ({ scenario }: Destination, customer: Customer, random: Random): ScenarioName => {
  if (scenario && (customer.name === 'production' || SCENARIOS[scenario].silent)) return scenario
  const names = Object.keys(SCENARIOS) as ScenarioName[]
  return random.weighted(names.map((name) => ({ name, weight: SCENARIOS[name].weight }))).name
}

/** The times of creation and last change: at its last switch, or some time between. */
const timesOf = (scenario: Scenario, now: Micros, random: Random) => {
  const age = scenario.since ? scenario.since * HOUR_MICROS : random.between(20 * DAY_MICROS, 900 * DAY_MICROS)
  const createdAt = Math.floor(now - age)
  const switched = scenario.phases.filter(({ enabled }) => enabled !== undefined).at(-1)
  if (switched) return { createdAt, updatedAt: Math.floor(now - switched.hoursAgo * HOUR_MICROS) }
  return {
    createdAt,
    updatedAt: random.chance(0.5) ? createdAt : Math.floor(random.between(createdAt, now - HOUR_MICROS)),
  }
}

/** The subscriptions of one customer, each with a listener of its own. `now` is in epoch milliseconds. */
export function planSubscriptions(
  setting: { customer: Customer; applications: Application[]; count: number; seed: number; now: number },
  random: Random,
): Plan[] {
  const { customer, applications, count, seed, now } = setting
  const filters = new Map<string, ReturnType<typeof filterFor>>()
  // Equal filters are one object: the library behind them compiles each object once.
  const shared = (destination: Destination) => {
    const filter = filterFor(destination, applications)
    const text = JSON.stringify(filter) ?? ''
    if (!filters.has(text)) filters.set(text, filter)
    return filters.get(text)
  }

  return destinations(count).map((destination) => {
    const scenario: Scenario = SCENARIOS[chosenScenario(destination, customer, random)]
    const listener = customer.name === 'production' ? destination.host : `${slug(customer.name)}-${destination.host}`
    const filter = shared(destination)
    const enabled = scenario.phases.filter((phase) => phase.enabled !== undefined).at(-1)?.enabled ?? true
    return {
      destination,
      scenario,
      listener,
      subscription: {
        subscriptionId: derivedUuid(seed, customer.customerId, 'subscription', destination.title),
        customerId: customer.customerId,
        ...timesOf(scenario, microsOf(now), random),
        title: destination.title,
        endpoint: `https://${listener}.listener.example${destination.path}`,
        events: [...destination.events],
        enabled,
        ...(filter && { filter }),
      },
    }
  })
}
