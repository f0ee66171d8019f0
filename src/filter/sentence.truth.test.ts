import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { EventsClaim } from '../contract/upstream/notification.ts'
import { draft07 } from '../testing/draft-07.ts'
import * as arbitrary from '../testing/filter-arbitraries.ts'
import type { JsonObject } from './json.ts'
import { meaningOf, sentBy } from './meaning.ts'
import type { Tested } from './rules.ts'
import { sentence } from './sentence.ts'
import { toSchema } from './to-schema.ts'

/** Names without a space, so that a sentence can be read back by anyone who knows no more than its words. */
const NAMES = {
  applications: { zzyn9gy9r8xdy5zkru4y54syk6: 'Webshop', ed7absqep5rffbmqx89c9mwexq: 'CRM' },
  clients: { elrrniux51a3nrhfwzklvz3t46lb5n2m: 'iOS' },
}
const ID_BY_NAME: Record<string, string> = Object.fromEntries(
  Object.values(NAMES).flatMap((names) => Object.entries(names).map(([id, name]) => [name, id])),
)

const NOUNS: [RegExp, string][] = [
  [/\bcreations?\b/, 'entityCreated'],
  [/\bupdates?\b/, 'entityUpdated'],
  [/\bdeletions?\b/, 'entityDeleted'],
  [/\buserCredentialUpdated events?\b/, 'userCredentialUpdated'],
]
const typesIn = (text: string) => NOUNS.filter(([noun]) => noun.test(text)).map(([, type]) => type)

/**
 * Returns true when a word of the sentence stands for a value: its name, the value itself, or its beginning and end.
 */
const stands = (word: string, value: string) =>
  (ID_BY_NAME[word] ?? word) === value || (word.includes('…') && word.split('…').every((end) => value.includes(end)))

const PHRASES: [Tested, RegExp][] = [
  ['entityType', / of (\S+(?:, \S+)*(?: or \S+)?) records/],
  ['captureApplicationId', / from ((?:(?! through| about| with| when).)+)/],
  ['captureClientId', / through ((?:(?! about| with| when).)+)/],
  ['sub', / about (user (?:(?! about| with| when).)+)/],
  ['globalSub', / about (global user (?:(?! with| when).)+)/],
  ['id', / with (event id (?:(?! when).)+)/],
  ['attributes', / when (.+?) changed/],
]

/** Returns what a reader takes one clause to say about an event of its type. */
function clauseLets(clause: string, event: EventsClaim[string]): boolean {
  if (/^every |^everything/.test(clause)) return true
  if (/^no |^nothing/.test(clause)) return false
  const [, conditions = ''] = clause.split(' only')
  return PHRASES.every(([claim, phrase]) => {
    const wanted = phrase.exec(conditions)?.[1]?.split(/, | or /)
    const value = event[claim]
    if (!wanted || value === undefined) return true
    return wanted.some((word) => [value].flat().some((one) => stands(word.split(' ').at(-1) ?? '', String(one))))
  })
}

/** Reads a sentence as a person does, clause by clause; it knows neither the filter nor the subscription. */
function readerLets(text: string, claim: EventsClaim): boolean {
  const clauses = text.replace(/^Sends /, '').split('; ')
  return Object.entries(claim).some(([type, event]) => {
    const clause = clauses.find((one) => typesIn(one.split(' only')[0] ?? '').includes(type))
    return clauseLets(clause ?? (clauses[0] === 'everything' ? 'everything' : 'nothing'), event)
  })
}

/** An independent draft-07 validator, and the rule that a type must be subscribed too (API 4.3). */
function validatorLets(filter: JsonObject | null, events: string[]) {
  const validate = filter ? draft07(filter) : () => true
  return (claim: EventsClaim) => validate(claim) && Object.keys(claim).some((type) => events.includes(type))
}

const EVENTS_EACH = 12
const manyClaims = fc.array(arbitrary.claim, { minLength: EVENTS_EACH, maxLength: EVENTS_EACH })

it('the sentence, read back from its words, and a draft-07 validator let the same events through (12,000 pairs)', () => {
  fc.assert(
    fc.property(arbitrary.rules, arbitrary.events, manyClaims, (rules, events, claims) => {
      const filter = toSchema(rules)
      const text = sentence(filter, events, NAMES)
      const lets = validatorLets(filter, events)
      // "Sends everything" is said of what is subscribed; other types cannot come.
      for (const claim of claims.filter(
        (one) => text !== 'Sends everything' || events.includes(String(Object.keys(one))),
      ))
        expect([text, claim, readerLets(text, claim)]).toEqual([text, claim, lets(claim)])
    }),
    { numRuns: 1_000 },
  )
}, 60_000)

it('its meaning and the validator agree on filters in any spelling, wherever no custom schema decides (12,000 pairs)', () => {
  fc.assert(
    fc.property(arbitrary.filter, arbitrary.events, manyClaims, (filter, events, claims) => {
      const meaning = meaningOf(filter, events)
      const lets = validatorLets(filter, events)
      for (const claim of claims) {
        const [type = '', event = {}] = Object.entries(claim)[0] ?? []
        expect(sentBy(meaning, type, event) ?? lets(claim)).toBe(lets(claim))
      }
    }),
    { numRuns: 1_000 },
  )
}, 60_000)

it('is always one clean sentence', () => {
  fc.assert(
    fc.property(arbitrary.filter, arbitrary.events, (filter, events) => {
      const text = sentence(filter, events)
      expect(text).toMatch(/^Sends \S.*[^\s.;,]$/)
      expect(text).not.toMatch(/ {2}|undefined|null|\[object|,\s*;|only;|only$/)
    }),
    { numRuns: 2_000 },
  )
})
