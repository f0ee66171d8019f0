import type { OutputUnit } from '@cfworker/json-schema'
import { attributeWords } from './condition-words.ts'
import { holds, inOrder, type Meaning, type Told, unmet } from './meaning.ts'
import type { Claim, Conditions, Tested } from './rules.ts'
import { CLAIM_NOUNS, labels, list, manyOf, type Names, type Part, shortList, textOf, words } from './words.ts'

const orList = (items: Part[]): string =>
  textOf(
    shortList(
      items.map((part) => [part]),
      'or',
    ),
  )
const andList = (items: string[]): string =>
  textOf(
    shortList(
      items.map((item) => [words(item)]),
      'and',
    ),
  )

const valueIn = (event: Told, claim: Claim, names: Names): string =>
  textOf(labels(claim, [String(event[claim])], names))

/** "application is CRM, the filter wants Web shop". */
function refusal(event: Told, claim: Tested, wanted: string[], names: Names): string {
  if (claim !== 'attributes')
    return `${CLAIM_NOUNS[claim]} is ${valueIn(event, claim, names)}, the filter wants ${orList(labels(claim, wanted, names))}`
  const changed = event.attributes ?? []
  const found = changed.length > 0 ? `only ${andList(changed)} changed` : 'no attribute changed'
  return `${found}, the filter wants ${textOf(attributeWords(wanted))}`
}

/** "application is Web shop", "email changed", "the event carries no client". */
function agreement(event: Told, claim: Tested, wanted: string[], names: Names): string {
  if (event[claim] === undefined)
    return claim === 'attributes'
      ? 'the event lists no changed attributes'
      : `the event carries no ${CLAIM_NOUNS[claim]}`
  if (claim !== 'attributes') return `${CLAIM_NOUNS[claim]} is ${valueIn(event, claim, names)}`
  return `${andList((event.attributes ?? []).filter((attribute) => wanted.includes(attribute)))} changed`
}

const agreements = (event: Told, conditions: Conditions, names: Names): string[] =>
  (Object.entries(conditions) as [Tested, string[]][])
    .filter(([claim, wanted]) => holds(event, claim, wanted))
    .map(([claim, wanted]) => agreement(event, claim, wanted, names))

const sentTypes = (meaning: Meaning): string[] =>
  inOrder([...meaning].filter(([, fate]) => fate.kind !== 'none').map(([type]) => type))

/** Returns the innermost complaint of the validator, with its place in the event. */
const complaint = (errors: OutputUnit[]): string => {
  const last = errors.at(-1)
  const place = last?.instanceLocation.replace(/^#\/?/, '').replaceAll('/', ' › ')
  return last ? `${place && `${place}: `}${last.error.replace(/\.$/, '')}` : 'it does not say why'
}

/**
 * Returns the reason why one event passes or is dropped. `errors` are the validator's, needed where a custom schema
 * decides; `filtered` is true when there is a filter at all.
 */
export function reasonFor(
  meaning: Meaning,
  type: string,
  event: Told,
  { filtered, errors, names }: { filtered: boolean; errors: OutputUnit[]; names: Names },
): string {
  const fate = meaning.get(type)
  if (!fate) return `${manyOf(type)} are not among the subscription's event types`
  if (fate.kind === 'custom')
    return errors.length > 0 ? `the custom schema refuses it (${complaint(errors)})` : 'the custom schema allows it'
  if (fate.kind === 'all') return filtered ? `the filter lets all ${manyOf(type)} through` : 'there is no filter'
  if (fate.kind === 'none') {
    const sent = sentTypes(meaning).map(manyOf)
    return sent.length > 0
      ? `the filter lets only ${textOf(
          list(
            sent.map((noun) => [words(noun)]),
            'and',
          ),
        )} through`
      : 'the filter drops every event'
  }
  const refused = unmet(event, fate.conditions)
  if (refused.length > 0) return refused.map(([claim, wanted]) => refusal(event, claim, wanted, names)).join('; ')
  return agreements(event, fate.conditions, names).join(', ')
}
