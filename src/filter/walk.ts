import { below, isObject, type Json, type JsonObject } from './json.ts'

/** A schema inside a filter and where it is, as a JSON pointer. */
export interface SchemaPlace {
  schema: JsonObject
  pointer: string
}

const IN_PLACE = ['not', 'if', 'then', 'else']
const IN_PLACE_LISTS = ['allOf', 'anyOf', 'oneOf']
const INSIDE = ['additionalProperties', 'propertyNames', 'contains', 'items', 'additionalItems']
const INSIDE_LISTS = ['items']
const INSIDE_MAPS = ['properties', 'patternProperties', 'definitions', 'dependencies']

const children = (
  { schema, pointer }: SchemaPlace,
  single: string[],
  lists: string[],
  maps: string[],
): [Json, string][] => [
  ...single.flatMap((keyword): [Json, string][] => {
    const value = schema[keyword]
    return value === undefined ? [] : [[value, below(pointer, keyword)]]
  }),
  ...lists.flatMap((keyword) => {
    const value = schema[keyword]
    return Array.isArray(value)
      ? value.map((inner, at): [Json, string] => [inner, below(below(pointer, keyword), at)])
      : []
  }),
  ...maps.flatMap((keyword) => {
    const value = schema[keyword]
    return isObject(value)
      ? Object.entries(value).map(([name, inner]): [Json, string] => [inner, below(below(pointer, keyword), name)])
      : []
  }),
]

/** Returns the schema itself and those that judge the same value: `allOf` and the like. */
export function sameValue(place: SchemaPlace): SchemaPlace[] {
  return [
    place,
    ...children(place, IN_PLACE, IN_PLACE_LISTS, []).flatMap(([schema, pointer]) =>
      isObject(schema) ? sameValue({ schema, pointer }) : [],
    ),
  ]
}

/** Returns the schema itself and every schema inside it. */
export function everySchema(place: SchemaPlace): SchemaPlace[] {
  return [
    place,
    ...children(place, [...IN_PLACE, ...INSIDE], [...IN_PLACE_LISTS, ...INSIDE_LISTS], INSIDE_MAPS).flatMap(
      ([schema, pointer]) => (isObject(schema) ? everySchema({ schema, pointer }) : []),
    ),
  ]
}
