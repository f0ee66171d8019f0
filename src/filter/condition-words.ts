import { CLAIMS, type Claim, type Conditions } from './rules.ts'
import { CLAIM_NOUNS, labels, list, type Names, type Part, shortList, words } from './words.ts'

/** Returns the words that join a condition to its event types: "updates only" … "from application zzyn…syk6". */
const PREPOSITION: Record<Claim, string> = {
  entityType: 'of',
  captureApplicationId: 'from',
  captureClientId: 'through',
  sub: 'about',
  globalSub: 'about',
  id: 'with',
}

/** Returns a name as it is and introduces an id: "Web shop", "application zzyn…syk6". */
const introduced = (claim: Claim, part: Part): Part[] =>
  part.kind === 'id' ? [words(`${CLAIM_NOUNS[claim]} `), part] : [part]

/** " of user or device records", " from Web shop, application zzyn…syk6 and 3 more applications". */
function claimWords(claim: Claim, values: string[], names: Names): Part[] {
  const items = labels(claim, values, names).map((part) => introduced(claim, part))
  const start = words(` ${PREPOSITION[claim]} `)
  const many = items.length > 3
  if (claim === 'entityType')
    return [start, ...shortList(items, many ? 'and' : 'or'), words(many ? ' types of record' : ' records')]
  return [start, ...shortList(items, many ? 'and' : 'or', `${CLAIM_NOUNS[claim]}s`)]
}

/** Attribute paths in code; more than three as "any of a, b and 7 more". */
export function attributeWords(attributes: string[]): Part[] {
  const items = attributes.map((value): Part[] => [{ kind: 'code', text: value, value }])
  return items.length > 3 ? [words('any of '), ...shortList(items, 'and')] : list(items, 'or')
}

/**
 * The conditions of one or more event types, to follow "updates only". With `listed` the events are known to list
 * their changed attributes; of others it is said that one without such a list passes (API 4.1, 4.3).
 */
export function conditionWords(conditions: Conditions, listed: boolean, names: Names): Part[] {
  const { attributes } = conditions
  const claims = CLAIMS.flatMap((claim) => (conditions[claim] ? claimWords(claim, conditions[claim], names) : []))
  if (!attributes) return claims
  const when = [words(' when '), ...attributeWords(attributes), words(' changed')]
  return [...claims, ...when, words(listed ? '' : ' or no changed attributes are listed')]
}
