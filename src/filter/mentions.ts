import { below, isObject, type Json, type JsonObject } from './json.ts'
import { everySchema, type SchemaPlace, sameValue } from './walk.ts'

/** Returns the members that schemas of one value name in `properties`. */
const namedIn = (place: SchemaPlace): { name: string; schema: Json; pointer: string }[] =>
  sameValue(place).flatMap(({ schema: { properties }, pointer }) =>
    isObject(properties)
      ? Object.entries(properties).map(([name, schema]) => ({
          name,
          schema,
          pointer: below(below(pointer, 'properties'), name),
        }))
      : [],
  )

/**
 * A claim that a filter tests for an event type, in rules or in advanced JSON, and the strings that it names for it.
 */
export interface Mention {
  type: string
  claim: string
  values: string[]
  pointer: string
}

const stringsIn = (schema: Json): string[] =>
  isObject(schema)
    ? everySchema({ schema, pointer: '' }).flatMap((place) =>
        [place.schema.const, place.schema.enum].flat().filter((value) => typeof value === 'string'),
      )
    : []

/** Returns every claim that a filter tests, at any depth. */
export function mentionsIn(filter: JsonObject): Mention[] {
  return namedIn({ schema: filter, pointer: '' }).flatMap(({ name: type, schema: branch, pointer: at }) =>
    isObject(branch)
      ? namedIn({ schema: branch, pointer: at }).map(({ name: claim, schema, pointer }) => ({
          type,
          claim,
          values: [...new Set(stringsIn(schema))],
          pointer,
        }))
      : [],
  )
}
