import type { EntityApiSetting } from '../../config/config.ts'
import type { FilterMaterial } from '../../contract/draft.ts'
import type { Fetch } from '../transport/network-fetch.ts'
import { singleFlight } from '../transport/single-flight.ts'
import { type EntityCalls, entityCalls, NoSchema } from './calls.ts'

/** What is known of the entity types' attributes, and in words why some of it is not. */
export type EntitySchemas = Pick<FilterMaterial, 'schemas' | 'schemaProblem'>

/** Gives the attributes of an environment's entity types. Never fails. */
export type ReadEntitySchemas = () => Promise<EntitySchemas>

/** How long an answer is kept, in ms; one with a problem for a shorter time. */
const LIFE = 600_000
const LIFE_WITH_PROBLEM = 30_000
const MOST_TYPES = 50

/**
 * Reads the entity types' attributes from the Entity API (API 15) and keeps them for 10 minutes; one reading at a time.
 * An environment that has none configured has no schemas, and no problem. What could not be read again stays as it was
 * read before.
 */
export const createEntitySchemas = (
  setting: EntityApiSetting | undefined,
  { fetch, now }: { fetch: Fetch; now: () => number },
): ReadEntitySchemas => {
  if (!setting) return async () => ({ schemas: [], schemaProblem: null })
  const calls = entityCalls(setting, fetch)
  let held: { found: EntitySchemas; until: number } | undefined

  const readAgain = singleFlight(async (): Promise<EntitySchemas> => {
    const found = await readAll(calls, setting.entityTypes, held?.found.schemas ?? [])
    held = { found, until: now() + (found.schemaProblem === null ? LIFE : LIFE_WITH_PROBLEM) }
    return found
  })
  return async () => {
    if (held && now() < held.until) return held.found
    return await readAgain()
  }
}

type Schemas = EntitySchemas['schemas']

const readAll = async (
  calls: EntityCalls,
  configured: string[] | undefined,
  before: Schemas,
): Promise<EntitySchemas> => {
  try {
    const types = configured ?? (await calls.types())
    const results = await Promise.all(types.slice(0, MOST_TYPES).map((type) => readOne(calls, type, before)))
    const problems = results.flatMap(({ problem }) => (problem === undefined ? [] : [problem]))
    if (types.length > MOST_TYPES)
      problems.push(`only the first ${MOST_TYPES} of ${types.length} entity types were read`)
    return {
      schemas: results.flatMap(({ schema }) => (schema ? [schema] : [])),
      schemaProblem: problems.length > 0 ? problems.join('; ') : null,
    }
  } catch (error) {
    return { schemas: before, schemaProblem: `The Entity API did not say which entity types there are: ${why(error)}` }
  }
}

const readOne = async (
  calls: EntityCalls,
  entityType: string,
  before: Schemas,
): Promise<{ schema?: Schemas[number] | undefined; problem?: string }> => {
  try {
    return { schema: { entityType, attributes: await calls.attributes(entityType) } }
  } catch (error) {
    const schema = before.find((one) => one.entityType === entityType)
    return { schema, problem: `The Entity API did not tell the attributes of ${entityType}: ${why(error)}` }
  }
}

const why = (error: unknown): string => (error instanceof NoSchema ? error.message : 'the console made a mistake')
