import type { FilterSchema } from '../../contract/upstream/subscription.ts'
import type { ApiClient, Application } from './company.ts'
import type { Destination, Wanted } from './company-destinations.ts'

type Schema = FilterSchema

/** The applications a destination hears of. */
export function applicationsFor(wants: Wanted, all: readonly Application[]): Application[] {
  return all.filter(
    ({ name, entityType }) =>
      (!wants.brands || wants.brands.some((brand) => brand === name)) &&
      (!wants.entityType || wants.entityType === entityType),
  )
}

/** The clients of an application a destination hears of. */
export function clientsFor(wants: Wanted, { clients }: Application): ApiClient[] {
  return clients.filter(
    ({ channel, region }) =>
      (!wants.channels || wants.channels.includes(channel)) &&
      (!wants.regions || (region !== undefined && wants.regions.includes(region))),
  )
}

/** One value as `const`, several as `enum`: what a person would write. */
const oneOf = (values: string[]): Schema => (values.length === 1 ? { const: values[0] ?? '' } : { enum: values })

/** The filter a destination would have in this environment; undefined when it wants everything. */
export function filterFor(destination: Destination, all: readonly Application[]): Schema | undefined {
  const { filter, wants, strict, events } = destination
  if (filter) return filter
  const applications = applicationsFor(wants, all)
  const clients = applications.flatMap((application) => clientsFor(wants, application))
  const common: Schema = {
    ...(wants.brands && { captureApplicationId: oneOf(applications.map(({ id }) => id)) }),
    ...((wants.channels ?? wants.regions) && { captureClientId: oneOf(clients.map(({ id }) => id)) }),
    ...(wants.entityType && { entityType: { const: wants.entityType } }),
  }
  const properties: Schema = {}
  for (const type of events) {
    const attributes = type === 'entityUpdated' && wants.attributes && { contains: { enum: wants.attributes } }
    const branch = { ...common, ...(attributes && { attributes }) }
    if (strict || Object.keys(branch).length > 0) properties[type] = { properties: branch }
  }
  if (Object.keys(properties).length === 0) return undefined
  return {
    $schema: 'http://json-schema.org/draft-07/schema',
    properties,
    ...(strict && { additionalProperties: false }),
  }
}
