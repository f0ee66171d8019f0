import type { Draft, FilterMaterial } from '../../contract/draft.ts'
import type { Environment } from '../../contract/session.ts'
import { EVENT_TYPES } from '../../contract/upstream/subscription.ts'
import { schemaProblems } from '../../filter/schema-problems.ts'
import type { Known, Warning } from '../../filter/warning.ts'
import { warningsOf } from '../../filter/warnings.ts'

import { endpointProblem } from '../components/endpoint-problem.ts'

/** Something to know before a subscription is taken in; `refused` when the API will not have it. */
export interface Remark {
  level: Warning['level']
  message: string
}

/** The facts of the environment that a file is taken into. */
export function knownOf(environment: Environment, material: FilterMaterial | undefined): Known {
  if (!material) return { names: environment }
  const { captureApplicationId, captureClientId, entityType } = material.seen
  const values = (seen: { value: string }[], names: Record<string, string> = {}) => [
    ...seen.map(({ value }) => value),
    ...Object.keys(names),
  ]
  return {
    names: environment,
    seen: {
      captureApplicationId: values(captureApplicationId, environment.applications),
      captureClientId: values(captureClientId, environment.clients),
      entityType: values(entityType),
    },
    ...(material.schemas.length > 0 && { attributes: material.schemas.flatMap(({ attributes }) => attributes) }),
  }
}

/** All there is to say about a draft, the gravest first. Which hosts are public is the API's to judge (API 13). */
export function remarksOf(draft: Draft, known: Known): Remark[] {
  return [...endpointRemarks(draft.endpoint), ...typeRemarks(draft.events), ...filterRemarks(draft, known)]
}

const endpointRemarks = (endpoint: string): Remark[] => {
  const problem = endpointProblem(endpoint)
  return problem ? [{ level: 'refused', message: `${problem}.` }] : []
}

const typeRemarks = (events: string[]): Remark[] =>
  events
    .filter((type) => !EVENT_TYPES.some((known) => known === type))
    .map((type) => ({ level: 'refused', message: `The API does not take the event type “${type}”.` }))

const filterRemarks = ({ filter, events }: Draft, known: Known): Remark[] => {
  if (filter === null) return []
  const broken = schemaProblems(filter)
  if (broken.length > 0)
    return broken.map(({ pointer, message }) => ({
      level: 'refused',
      message: `Filter${pointer && ` at ${pointer}`}: ${message}.`,
    }))
  return warningsOf(filter, events, known).map(({ level, message }) => ({ level, message }))
}
