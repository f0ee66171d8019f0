import type { FilterSchema } from '../contract/upstream/subscription.ts'
import { below } from './json.ts'
import { schemaProblems } from './schema-problems.ts'
import { everySchema } from './walk.ts'
import type { Warning } from './warning.ts'

/** Keywords that the documentation names as accepted, in the part of it that can be read (API 4.2). */
const DOCUMENTED = new Set(
  '$schema properties contains const enum additionalProperties exclusiveMaximum exclusiveMinimum format maximum maxLength'.split(
    ' ',
  ),
)

/** The rest of draft-07: some are assumed to be accepted, of the others it is not known (API 4.2). */
const DRAFT_07_KEYWORDS = new Set(
  `$id $ref $comment title description default examples readOnly writeOnly definitions type minimum multipleOf minLength
   pattern items additionalItems minItems maxItems uniqueItems required minProperties maxProperties patternProperties
   dependencies propertyNames allOf anyOf oneOf not if then else contentMediaType contentEncoding`.split(/\s+/),
)

type Finding = Pick<Warning, 'code' | 'level' | 'message' | 'source'>

function findingAbout(keyword: string): Finding | undefined {
  if (keyword === 'format')
    return {
      code: 'format-unsure',
      level: 'note',
      source: 'API 4.2',
      message: 'Whether the API checks “format” is not documented; the console checks it when it judges events',
    }
  if (DOCUMENTED.has(keyword)) return undefined
  if (DRAFT_07_KEYWORDS.has(keyword))
    return {
      code: 'keyword-undocumented',
      level: 'note',
      source: 'API 4.2',
      message: `Whether the API accepts “${keyword}” is not documented`,
    }
  return {
    code: 'keyword-unknown',
    level: 'refused',
    source: 'API 4.4',
    message: `“${keyword}” is not a keyword of JSON Schema: the API refuses the filter`,
  }
}

const invalid = (filter: FilterSchema): Warning[] =>
  schemaProblems(filter).map(({ pointer, message }) => ({
    code: 'schema-invalid',
    level: 'refused',
    source: 'API 4.4',
    message: `${pointer || 'The filter'} ${message}: the API refuses the filter`,
    type: null,
    pointer,
    suggestions: [],
  }))

const otherDraft = ({ $schema }: FilterSchema): Warning[] =>
  typeof $schema !== 'string' || /^https?:\/\/json-schema\.org\/draft-07\/schema#?$/.test($schema)
    ? []
    : [
        {
          code: 'schema-draft',
          level: 'risk',
          source: 'API 4',
          message: `“$schema” names ${$schema}, but the API reads filters as draft-07`,
          type: null,
          pointer: '/$schema',
          suggestions: ['http://json-schema.org/draft-07/schema'],
        },
      ]

/**
 * Returns warnings about what the API may refuse or read otherwise: no schema, unknown or undocumented keywords,
 * another draft. Each keyword is named once.
 */
export function keywordWarnings(filter: FilterSchema): Warning[] {
  const places = everySchema({ schema: filter, pointer: '' }).flatMap(({ schema, pointer }) =>
    Object.keys(schema).map((keyword) => ({ keyword, pointer: below(pointer, keyword) })),
  )
  const firsts = places.filter(({ keyword }, at) => at === places.findIndex((place) => place.keyword === keyword))
  const keywords = firsts.flatMap(({ keyword, pointer }): Warning[] => {
    const finding = findingAbout(keyword)
    return finding ? [{ ...finding, type: null, pointer, suggestions: [] }] : []
  })
  return [...invalid(filter), ...otherDraft(filter), ...keywords]
}
