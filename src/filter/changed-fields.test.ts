import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Draft } from '../contract/draft.ts'
import { changedFields, pickFields, SUBSCRIPTION_FIELDS, sameEventTypes } from './changed-fields.ts'

const seen: Draft = {
  title: 'Orders',
  endpoint: 'https://orders.example.com/hook',
  events: ['entityCreated', 'entityUpdated'],
  enabled: true,
  filter: { properties: { entityUpdated: {}, entityCreated: { properties: { entityType: { const: 'user' } } } } },
}

describe('the fields that differ', () => {
  it('are named in one order', () => {
    const now = { ...seen, filter: null, enabled: false, title: 'Orders 2', events: ['entityCreated'] }
    expect(changedFields(seen, now)).toEqual(['title', 'events', 'enabled', 'filter'])
  })

  it('are not those in which only the order of types or members is another', () => {
    const filter = {
      properties: { entityCreated: { properties: { entityType: { const: 'user' } } }, entityUpdated: {} },
    }
    expect(changedFields(seen, { ...seen, events: ['entityUpdated', 'entityCreated'], filter })).toEqual([])
  })

  it('are not those that are left out', () => {
    expect(changedFields(seen, {})).toEqual([])
    expect(changedFields(seen, { enabled: false })).toEqual(['enabled'])
    expect(changedFields(seen, { filter: null })).toEqual(['filter'])
  })

  it('take a doubled event type for one, and another type for a change', () => {
    expect(changedFields(seen, { events: ['entityUpdated', 'entityCreated', 'entityCreated'] })).toEqual([])
    expect(changedFields(seen, { events: ['entityCreated', 'entityCreated'] })).toEqual(['events'])
  })
})

const anyTypes = fc.array(fc.constantFrom('entityCreated', 'entityUpdated', 'entityDeleted', 'x'), { maxLength: 6 })
const anyText = fc.string({ maxLength: 6 })
const anyDraft: fc.Arbitrary<Draft> = fc.record({
  title: anyText,
  endpoint: anyText,
  events: anyTypes,
  enabled: fc.boolean(),
  filter: fc.option(fc.dictionary(fc.constantFrom('type', 'minProperties'), fc.constantFrom('object', 1)), {
    nil: null,
  }),
})

describe('event types', () => {
  it('are the same exactly when each names what the other names', () => {
    fc.assert(
      fc.property(anyTypes, anyTypes, (one, other) => {
        const expected = one.every((type) => other.includes(type)) && other.every((type) => one.includes(type))
        expect(sameEventTypes(one, other)).toBe(expected)
        expect(sameEventTypes(other, one)).toBe(expected)
      }),
    )
  })

  it('may be shuffled and doubled', () => {
    fc.assert(
      fc.property(anyTypes, fc.infiniteStream(fc.nat()), (types, numbers) => {
        const order = (all: readonly string[]) => {
          const keyed = all.map((type) => ({ type, key: numbers.next().value }))
          return keyed.toSorted((one, other) => one.key - other.key).map(({ type }) => type)
        }
        expect(sameEventTypes(types, order([...types, ...types]))).toBe(true)
      }),
    )
  })
})

describe('a change', () => {
  it('is none from a subscription to itself, with space around its texts', () => {
    fc.assert(
      fc.property(anyDraft, (draft) => {
        const spaced = { ...draft, title: ` ${draft.title}\n`, endpoint: `\t${draft.endpoint} ` }
        expect(changedFields(draft, spaced)).toEqual([])
      }),
    )
  })

  it('brings about what is meant when its fields are taken over', () => {
    fc.assert(
      fc.property(anyDraft, anyDraft, (from, to) => {
        const changed = changedFields(from, to)
        expect(changedFields({ ...from, ...pickFields(to, changed) }, to)).toEqual([])
        expect(changedFields(to, from)).toEqual(changed)
        expect(SUBSCRIPTION_FIELDS.filter((field) => changed.includes(field))).toEqual(changed)
      }),
    )
  })
})
