import type { EntityApiSetting } from '../../config/config.ts'
import type { FilterMaterial } from '../../contract/draft.ts'
import { MINUTE, SECOND } from '../../contract/durations.ts'
import type { Fetch } from '../transport/network-fetch.ts'
import { singleFlight } from '../transport/single-flight.ts'
import { type EntityCalls, entityCalls, NoSchema } from './calls.ts'
import { ENTITY_API_WORDS } from './words.ts'

/** The attributes of entity types, and a text that says why some are missing. */
export type EntitySchemas = Pick<FilterMaterial, 'schemas' | 'schemaProblem'>

/** Gives the attributes of an environment's entity types. Never fails. */
export type ReadEntitySchemas = () => Promise<EntitySchemas>

/** Milliseconds for which an answer is kept; one with a problem for a shorter time. */
const LIFE = 10 * MINUTE
const LIFE_WITH_PROBLEM = 30 * SECOND
const MOST_TYPES = 50

/**
 * Reads the entity types' attributes from the Entity API (API 15) and keeps them for 10 minutes; one reading at a time.
 * An environment without an Entity API has no schemas and no problem. Attributes that cannot be read again stay as they
 * were read before.
 */
export function createEntitySchemas(
  setting: EntityApiSetting | undefined,
  { fetch, now }: { fetch: Fetch; now: () => number },
): ReadEntitySchemas {
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
    if (types.length > MOST_TYPES) problems.push(ENTITY_API_WORDS.tooMany(MOST_TYPES, types.length))
    return {
      schemas: results.flatMap(({ schema }) => (schema ? [schema] : [])),
      schemaProblem: problems.length > 0 ? problems.join('; ') : null,
    }
  } catch (error) {
    return { schemas: before, schemaProblem: ENTITY_API_WORDS.noTypes(why(error)) }
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
    return { schema, problem: ENTITY_API_WORDS.noAttributes(entityType, why(error)) }
  }
}

const why = (error: unknown): string => (error instanceof NoSchema ? error.message : ENTITY_API_WORDS.ownMistake)
