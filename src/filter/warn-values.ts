import type { FilterSchema } from '../contract/upstream/subscription.ts'
import { type AttributePath, attributePaths } from './attribute-paths.ts'
import { type Mention, mentionsIn } from './mentions.ts'
import { nearest } from './nearest.ts'
import { CLAIMS, type Claim, isTested, TESTED } from './rules.ts'
import type { Known, Warning } from './warning.ts'
import { CLAIM_NOUNS, labels, list, manyOf, textOf, words } from './words.ts'

type Finding = Pick<Warning, 'code' | 'message' | 'source'> & Partial<Warning>

const at = ({ type, pointer }: Mention, finding: Finding): Warning => ({
  level: 'risk',
  type,
  pointer,
  suggestions: [],
  ...finding,
})

const meaning = (message: string, meant: string | undefined) =>
  meant === undefined ? { message } : { message: `${message}. Did you mean “${meant}”?`, suggestions: [meant] }

const quoted = (names: string[]) =>
  textOf(
    list(
      names.slice(0, 3).map((name) => [words(`“${name}”`)]),
      'or',
    ),
  )

function unknownClaim(mention: Mention): Warning[] {
  if (isTested(mention.claim)) return []
  const message = `Events carry no claim “${mention.claim}”, so a condition on it cannot do what it says`
  return [
    at(mention, { code: 'claim-unknown', source: 'API 4.1', ...meaning(message, nearest(mention.claim, TESTED)) }),
  ]
}

/**
 * Returns warnings about ids and entity types that no event had: the API takes any, and a typo drops everything (API
 * 4.4).
 */
function unseen(mention: Mention, known: Known): Warning[] {
  const claim = CLAIMS.find((one) => one === mention.claim)
  const seen = claim && known.seen?.[claim]
  if (!claim || !seen) return []
  const all = new Set([...seen, ...namesOf(claim, known)])
  return mention.values
    .filter((value) => !all.has(value))
    .map((value) => {
      const noun = `${CLAIM_NOUNS[claim]} ${textOf(labels(claim, [value], {}))}`
      const message = `No stored event has the ${noun}, and the API does not check it`
      const meant = claim === 'entityType' ? nearest(value, all) : undefined
      const level = ['sub', 'globalSub', 'id'].includes(claim) ? 'note' : 'risk'
      return at(mention, { code: 'id-unseen', level, source: 'API 4.4', ...meaning(message, meant) })
    })
}

const namesOf = (claim: Claim, { names }: Known): string[] =>
  Object.keys(
    (claim === 'captureApplicationId' ? names?.applications : claim === 'captureClientId' ? names?.clients : {}) ?? {},
  )

function attributeWarning(value: string, mention: Mention, paths: AttributePath[]): Warning[] {
  const found = paths.find(({ path }) => path === value)
  if (!found) {
    const message = `The entity type has no attribute “${value}”, and the API does not check it`
    const meant = nearest(
      value,
      paths.map(({ path }) => path),
    )
    return [at(mention, { code: 'attribute-unknown', source: 'API 4.4', ...meaning(message, meant) })]
  }
  const forms = found.plural === value ? found.below : found.plural ? [found.plural] : []
  if (forms.length > 0 && !forms.some((form) => mention.values.includes(form)))
    return [
      at(mention, {
        code: 'attribute-plural',
        source: 'API 15',
        message: `“${found.plural}” is plural, and whether an event names it or its child is not documented: name “${value}” and ${quoted(forms)}`,
        suggestions: forms,
      }),
    ]
  return found.plural ? [] : parentWarning(value, mention, found.below)
}

/**
 * Paths are compared as whole strings (API 4.3). A filter that names a child too is written on purpose and gets no
 * warning.
 */
function parentWarning(value: string, mention: Mention, children: string[]): Warning[] {
  if (children.length === 0 || children.some((path) => mention.values.includes(path))) return []
  const message = `“${value}” does not cover what is below it: a change of ${quoted(children)} does not match`
  return [at(mention, { code: 'attribute-parent', source: 'API 4.3', message, suggestions: children })]
}

/** Without definitions there are only the attributes of stored events to compare with. */
function attributeUnseen(value: string, mention: Mention, seen: string[]): Warning[] {
  const children = seen.filter((path) => path.startsWith(`${value}.`))
  if (seen.includes(value) || children.length > 0) return parentWarning(value, mention, children)
  const message = `No stored event lists “${value}” as changed, and the API does not check it`
  return [
    at(mention, {
      code: 'attribute-unseen',
      level: 'note',
      source: 'API 4.4',
      ...meaning(message, nearest(value, seen)),
    }),
  ]
}

function attributeWarnings(mention: Mention, known: Known): Warning[] {
  if (mention.claim !== 'attributes') return []
  if (['entityCreated', 'entityDeleted'].includes(mention.type)) {
    const message = `Only updates list changed attributes: this condition does nothing for ${manyOf(mention.type)}`
    return [at(mention, { code: 'attributes-unused', source: 'API 4.1', message })]
  }
  const { attributes, seen } = known
  if (attributes) {
    const paths = attributePaths(attributes)
    return mention.values.flatMap((value) => attributeWarning(value, mention, paths))
  }
  const listed = seen?.attributes && [...seen.attributes]
  return listed ? mention.values.flatMap((value) => attributeUnseen(value, mention, listed)) : []
}

/** Returns warnings about names that events or the entity type do not have, or write in another way. */
export function valueWarnings(filter: FilterSchema, known: Known): Warning[] {
  return mentionsIn(filter).flatMap((mention) => [
    ...unknownClaim(mention),
    ...unseen(mention, known),
    ...attributeWarnings(mention, known),
  ])
}
