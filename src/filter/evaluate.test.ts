import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { EventsClaim } from '../contract/upstream/notification.ts'
import { draft07 } from '../testing/draft-07.ts'
import * as arbitrary from '../testing/filter-arbitraries.ts'
import { exampleFilter, filterCases } from '../testing/filter-examples.ts'
import { judge, UnusableFilter } from './evaluate.ts'
import type { JsonObject } from './json.ts'

const ALL = ['entityCreated', 'entityUpdated', 'entityDeleted']
const SHOP = 'zzyn9gy9r8xdy5zkru4y54syk6'
const CRM = 'ed7absqep5rffbmqx89c9mwexq'
const NAMES = { applications: { [SHOP]: 'Web shop', [CRM]: 'CRM' } }
const updated = (told: EventsClaim[string]): EventsClaim => ({ entityUpdated: told })

it.each(filterCases())('$name: $why', ({ filter, eventsClaim, deliver }) => {
  expect(judge(filter, ALL)(eventsClaim).passes).toBe(deliver)
})

describe('says why', () => {
  const fromShop = { properties: { entityUpdated: { properties: { captureApplicationId: { const: SHOP } } } } }
  it.each<[string, JsonObject | null, EventsClaim]>([
    ['passes: there is no filter', null, { entityDeleted: {} }],
    ['passes: the filter lets all deletions through', fromShop, { entityDeleted: {} }],
    ['passes: application is Web shop', fromShop, updated({ captureApplicationId: SHOP })],
    ['passes: the event carries no application', fromShop, updated({})],
    ['dropped: application is CRM, the filter wants Web shop', fromShop, updated({ captureApplicationId: CRM })],
    [
      'dropped: entity type is device, the filter wants user; only givenName changed, the filter wants email or password',
      exampleFilter('strict'),
      updated({ entityType: 'device', attributes: ['givenName'] }),
    ],
    [
      'dropped: no attribute changed, the filter wants email or password',
      exampleFilter('strict'),
      updated({ entityType: 'user', attributes: [] }),
    ],
    [
      'dropped: only a, b and 3 more changed, the filter wants email or password',
      exampleFilter('attributes'),
      updated({ attributes: 'abcde'.split('') }),
    ],
    [
      'passes: entity type is user, password and email changed',
      exampleFilter('strict'),
      updated({ entityType: 'user', attributes: ['password', 'email', 'givenName'] }),
    ],
    ['passes: the event lists no changed attributes', exampleFilter('attributes'), updated({})],
    ['dropped: the filter lets only updates through', exampleFilter('strict'), { entityCreated: {} }],
    ['dropped: the filter drops every event', { additionalProperties: false }, { entityCreated: {} }],
    [
      'dropped: the custom schema refuses it (entityUpdated: Instance does not have required property "sub")',
      { properties: { entityUpdated: { required: ['sub'] } } },
      updated({}),
    ],
    [
      'passes: the custom schema allows it',
      { properties: { entityUpdated: { required: ['sub'] } } },
      updated({ sub: 'x' }),
    ],
    [
      'dropped: the custom schema refuses it (a $ref of it leads nowhere)',
      { properties: { entityUpdated: { $ref: '#/nowhere' } } },
      updated({}),
    ],
    ['passes: test notifications are not filtered', exampleFilter('strict'), { test: { id: 'x' } }],
    [
      "dropped: userCredentialUpdated events are not among the subscription's event types",
      null,
      { userCredentialUpdated: {} },
    ],
    ['dropped: the event has no type', null, {}],
  ])('%s', (reason, filter, claim) => {
    expect(judge(filter, ALL, NAMES)(claim)).toEqual({ passes: reason.startsWith('passes'), reason })
  })
})

it('drops a type that the filter lets through but nobody subscribed to', () => {
  expect(judge(exampleFilter('strict'), ['entityCreated'])(updated({}))).toEqual({
    passes: false,
    reason: "dropped: updates are not among the subscription's event types",
  })
})

it('refuses what is no schema, with every place', () => {
  const filter = { properties: { entityUpdated: { properties: { sub: { enum: 'x', pattern: '(' } } } } }
  expect(() => judge(filter, ALL)).toThrow(UnusableFilter)
  expect(() => judge(filter, ALL)).toThrow(/sub\/pattern .*; .*sub\/enum must be of type array, not string/)
})

it('leaves the filter it is given unmarked, frozen or not', () => {
  const filter = Object.freeze(exampleFilter('strict'))
  judge(filter, ALL)
  expect(Object.getOwnPropertyNames(filter)).not.toContain('__absolute_uri__')
})

it('judges without generating code', () => {
  const { Function: original } = globalThis
  globalThis.Function = new Proxy(original, {
    construct: () => expect.unreachable('code was generated'),
    apply: () => expect.unreachable('code was generated'),
  })
  try {
    expect(judge(exampleFilter('strict'), ALL)(updated({ entityType: 'device' })).passes).toBe(false)
  } finally {
    globalThis.Function = original
  }
})

it('agrees with ajv, and its reason with its verdict, on filters in any spelling (18,000 pairs)', () => {
  const claims = fc.array(arbitrary.claim, { minLength: 12, maxLength: 12 })
  const filters = fc.option(arbitrary.filter, { freq: 20 })
  fc.assert(
    fc.property(filters, arbitrary.events, claims, (filter, events, all) => {
      const valid = filter ? draft07(filter) : () => true
      const verdict = judge(filter, events)
      for (const claim of all) {
        const { passes, reason } = verdict(claim)
        expect(passes).toBe(valid(claim) && Object.keys(claim).some((type) => events.includes(type)))
        expect(reason).toMatch(passes ? /^passes: \S/ : /^dropped: \S/)
        if (reason.includes('the filter wants')) expect(passes).toBe(false)
        expect(reason).not.toMatch(/undefined|null|: $/)
      }
    }),
    { numRuns: 1_500 },
  )
}, 60_000)
