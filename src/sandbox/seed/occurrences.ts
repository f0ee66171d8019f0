import type { Micros } from '../base/time.ts'
import type { Claim } from '../state/event-store.ts'
import type { Application } from './company.ts'
import { attributesOf, CHANGES, mayName } from './company-changes.ts'
import type { Destination } from './company-destinations.ts'
import { applicationsFor, clientsFor } from './filters.ts'
import type { Random } from './random.ts'

/** Something that happened to a user of the company. */
export interface PastOccurrence {
  type: string
  claim: Claim
  at: Micros
}

const TYPES = [
  { type: 'entityCreated', weight: 12 },
  { type: 'entityUpdated', weight: 82 },
  { type: 'entityDeleted', weight: 6 },
] as const

/** Makes occurrences; users come back, as the same people change their accounts again and again. */
export function createOccurrences(applications: readonly Application[], userCount: number, random: Random) {
  const users = new Map(
    applications.map(({ id, weight }) => {
      const total = applications.reduce((sum, application) => sum + application.weight, 0)
      const count = Math.max(4, Math.round((userCount * weight) / total))
      return [id, Array.from({ length: count }, () => random.uuid())]
    }),
  )

  /** Something a destination wants to hear of, or undefined when chance picked what cannot be. */
  return function occurrenceFor(
    { wants, events }: Pick<Destination, 'wants' | 'events'>,
    at: Micros,
  ): PastOccurrence | undefined {
    const places = applicationsFor(wants, applications)
      .map((application) => ({ application, weight: application.weight, clients: clientsFor(wants, application) }))
      .filter(({ clients }) => clients.length > 0)
    if (places.length === 0) return undefined
    const { application, clients } = random.weighted(places)
    const client = random.weighted(clients)
    const { type } = random.weighted(TYPES.filter((known) => events.includes(known.type)))
    const claim: Claim = {
      id: random.uuid(),
      captureApplicationId: application.id,
      captureClientId: client.id,
      entityType: application.entityType,
      sub: type === 'entityCreated' ? random.uuid() : random.pick(users.get(application.id) ?? []),
    }
    if (type !== 'entityUpdated') return { type, claim, at }

    const changes = CHANGES[application.entityType].filter(
      (change) =>
        (!change.channels || change.channels.includes(client.channel)) &&
        (!wants.attributes || mayName(change, wants.attributes)),
    )
    if (changes.length === 0) return undefined
    return { type, claim: { ...claim, attributes: attributesOf(random.weighted(changes), random) }, at }
  }
}
