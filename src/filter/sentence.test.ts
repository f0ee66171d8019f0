import { describe, expect, it } from 'vitest'
import { exampleFilter } from '../testing/filter-examples.ts'
import type { JsonObject } from './json.ts'
import { type Conditions, NO_RULES, type PlainRules, type TypeRule } from './rules.ts'
import { finePrint, sentence, sentenceParts } from './sentence.ts'
import { toSchema } from './to-schema.ts'

const ALL = ['entityCreated', 'entityUpdated', 'entityDeleted']
const SHOP = 'zzyn9gy9r8xdy5zkru4y54syk6'
const CRM = 'ed7absqep5rffbmqx89c9mwexq'
const APP = 'elrrniux51a3nrhfwzklvz3t46lb5n2m'
const NAMES = { applications: { [SHOP]: 'Web shop', [CRM]: 'CRM' }, clients: { [APP]: 'iOS app' } }
const USER = '6b004bc5-179c-45c2-815d-31b06169371d'

const pass: TypeRule = { kind: 'pass' }
const drop: TypeRule = { kind: 'drop' }
const when = (conditions: Conditions): TypeRule => ({ kind: 'when', conditions })
const custom = (schema: JsonObject): TypeRule => ({ kind: 'advanced', schema })
const filterOf = (types: PlainRules['types'], others: PlainRules['others'] = 'pass') =>
  toSchema({ ...NO_RULES, types, others })

const told = (types: PlainRules['types'], others?: PlainRules['others'], events = ALL) =>
  sentence(filterOf(types, others), events, NAMES)

describe('which event types', () => {
  it.each([
    ['Sends everything', null, ALL],
    ['Sends everything', {}, [...ALL].reverse()],
    ['Sends everything', null, [...ALL, 'userCredentialUpdated']],
    ['Sends every creation; no updates or deletions', null, ['entityCreated']],
    ['Sends every update and deletion; no creations', null, ['entityDeleted', 'entityUpdated']],
    ['Sends every userCredentialUpdated event; no creations, updates or deletions', null, ['userCredentialUpdated']],
    ['Sends nothing: no event type is chosen', null, []],
    ['Sends nothing: the filter drops every event', { additionalProperties: false }, ALL],
    ['Sends nothing: the filter drops every event', exampleFilter('strict'), ['entityCreated']],
    ['Sends every creation and update; no deletions', { properties: { entityDeleted: false } }, ALL],
  ])('%s', (expected, filter, events) => expect(sentence(filter, events)).toBe(expected))
})

describe('which of their events', () => {
  it.each<[string, PlainRules['types'], PlainRules['others']?, string[]?]>([
    [
      'Sends every creation; updates only from Web shop when email or password changed; no deletions',
      { entityCreated: pass, entityUpdated: when({ captureApplicationId: [SHOP], attributes: ['email', 'password'] }) },
      'drop',
    ],
    [
      'Sends creations, updates and deletions only from Web shop',
      Object.fromEntries(ALL.map((type) => [type, when({ captureApplicationId: [SHOP] })])),
    ],
    [
      'Sends every deletion; creations and updates only of user records from Web shop or CRM',
      Object.fromEntries(
        ['entityCreated', 'entityUpdated'].map((type) => [
          type,
          when({ entityType: ['user'], captureApplicationId: [SHOP, CRM] }),
        ]),
      ),
    ],
    [
      'Sends updates only of user, device or household records through iOS app; no creations or deletions',
      { entityUpdated: when({ entityType: ['user', 'device', 'household'], captureClientId: [APP] }) },
      'drop',
    ],
    [
      'Sends every creation and deletion; updates only from application aabc…opq8 through client 3fp4…3hq9',
      {
        entityUpdated: when({
          captureApplicationId: ['aabc1de2f3ghi4jklm5n67opq8'],
          captureClientId: ['3fp4zt9t256jqk4tx35wuj4ap2e53hq9'],
        }),
      },
    ],
    ['Sends every creation and update; deletions only about user 6b00…371d', { entityDeleted: when({ sub: [USER] }) }],
    [
      'Sends deletions only with event id e0a7…6aae; no creations or updates',
      { entityDeleted: when({ id: ['e0a70b4f-1eef-4856-bcdb-f050fee66aae'] }) },
      'drop',
    ],
    [
      'Sends updates only when email changed; no creations or deletions',
      { entityUpdated: when({ attributes: ['email'] }) },
      'pass',
      ['entityUpdated'],
    ],
    [
      'Sends updates only when email, password or primaryAddress.city changed; no creations or deletions',
      { entityUpdated: when({ attributes: ['email', 'password', 'primaryAddress.city'] }) },
      'drop',
    ],
    [
      'Sends updates only when any of email, password and 7 more changed; no creations or deletions',
      { entityUpdated: when({ attributes: ['email', 'password', ...'abcdefg'.split('')] }) },
      'drop',
    ],
    [
      'Sends updates only from Web shop, CRM and 3 more applications; no creations or deletions',
      { entityUpdated: when({ captureApplicationId: [SHOP, CRM, 'a', 'b', 'c'] }) },
      'drop',
    ],
    [
      'Sends updates only of a, b and 2 more types of record; no creations or deletions',
      { entityUpdated: when({ entityType: 'abcd'.split('') }) },
      'drop',
    ],
    [
      'Sends creations and deletions only when email changed or no changed attributes are listed; updates only when email changed',
      Object.fromEntries(ALL.map((type) => [type, when({ attributes: ['email'] })])),
    ],
    [
      'Sends every creation, update and deletion; userCredentialUpdated events only from CRM',
      { userCredentialUpdated: when({ captureApplicationId: [CRM] }) },
      'pass',
      [...ALL, 'userCredentialUpdated'],
    ],
    ['Sends every creation and update; no deletions', { entityDeleted: drop }],
  ])('%s', (expected, types, others, events) => expect(told(types, others, events)).toBe(expected))
})

describe('says plainly what a custom schema decides', () => {
  it.each<[string, JsonObject | null]>([
    [
      'Sends creations, updates and deletions only as a custom schema allows',
      { required: ['entityUpdated'], properties: {} },
    ],
    [
      'Sends every creation; updates only as a custom schema allows; no deletions',
      filterOf({ entityCreated: pass, entityUpdated: custom({ minProperties: 3 }) }, 'drop'),
    ],
    [
      'Sends every deletion; creations and updates only as custom schemas allow',
      filterOf({ entityCreated: custom({ required: ['sub'] }), entityUpdated: custom({ minProperties: 3 }) }),
    ],
    [
      'Sends every deletion; creations only from Web shop; updates only as a custom schema allows',
      filterOf({
        entityCreated: when({ captureApplicationId: [SHOP] }),
        entityUpdated: custom({ properties: { attributes: { maxItems: 2 } } }),
      }),
    ],
  ])('%s', (expected, filter) => expect(sentence(filter, ALL, NAMES)).toBe(expected))
})

describe('names and ids', () => {
  const from = (ids: string[], names: Record<string, string>) =>
    sentence(filterOf({ entityUpdated: when({ captureApplicationId: ids }) }), ['entityUpdated'], {
      applications: names,
    })

  it('tells two of one name apart', () => {
    expect(from(['a1', 'b2'], { a1: 'Shop', b2: 'Shop' })).toContain('from Shop (a1) or Shop (b2);')
  })

  it('shows ids in full that would look the same when shortened', () => {
    expect(from(['aaaa-1-----zzzz', 'aaaa-2-----zzzz'], {})).toContain(
      'from application aaaa-1-----zzzz or application aaaa-2-----zzzz;',
    )
  })

  it('finds no name on the prototype, and none that is empty', () => {
    expect(from(['constructor', 'b2'], { b2: '' })).toContain('from application constructor or application b2;')
  })

  it('gives parts, with the full value behind a name, an id or an attribute', () => {
    const filter = filterOf(
      { entityUpdated: when({ captureApplicationId: [SHOP], sub: [USER], attributes: ['email'] }) },
      'drop',
    )
    expect(sentenceParts(filter, ['entityUpdated'], NAMES).filter(({ kind }) => kind !== 'words')).toEqual([
      { kind: 'name', text: 'Web shop', value: SHOP },
      { kind: 'id', text: '6b00…371d', value: USER },
      { kind: 'code', text: 'email', value: 'email' },
    ])
  })

  it('keeps what "more" leaves out', () => {
    const filter = filterOf({ entityUpdated: when({ attributes: 'abcde'.split('') }) }, 'drop')
    expect(sentenceParts(filter, ['entityUpdated'])).toContainEqual({
      kind: 'more',
      text: '3 more',
      values: ['c', 'd', 'e'],
    })
  })
})

it('adds in fine print what the sentence leaves out', () => {
  expect(finePrint(null, ALL)).toEqual([])
  expect(finePrint(exampleFilter('strict'), ALL)).toEqual(['An event that does not carry a tested claim passes.'])
  expect(finePrint({ x: true }, ALL)).toHaveLength(1)
})
