import { describe, expect, it } from 'vitest'
import { changedFields } from '../../filter/changed-fields.ts'
import { changeFrom, draftOf, duplicateOf, EMPTY, formOf, onTopOf } from './draft.ts'

const base = {
  title: 'Orders',
  endpoint: 'https://a.example/x',
  events: ['entityCreated'],
  enabled: true,
  filter: null,
}

describe('what changed', () => {
  it('is nothing for an untouched form', () => {
    expect(changedFields(base, draftOf(formOf(base)))).toEqual([])
  })

  it('is not the order of event types, nor space around text', () => {
    const both = { ...base, events: ['entityCreated', 'entityDeleted'] }
    expect(changedFields(both, { ...both, title: ' Orders ', events: ['entityDeleted', 'entityCreated'] })).toEqual([])
  })

  it('is sent, and nothing else', () => {
    expect(changeFrom(base, { ...base, title: 'Bills' })).toEqual({ title: 'Bills' })
    expect(changeFrom(base, { ...base, filter: {} })).toEqual({ filter: {} })
  })
})

describe('mine on top of theirs', () => {
  it('keeps both where different things were changed', () => {
    const mine = { ...base, title: 'Mine' }
    const theirs = { ...base, enabled: false }
    expect(onTopOf(base, mine, theirs)).toEqual({ merged: { ...base, title: 'Mine', enabled: false }, both: [] })
  })

  it('names what both changed, unless to the same', () => {
    const mine = { ...base, title: 'Mine', enabled: false }
    const theirs = { ...base, title: 'Theirs', enabled: false }
    expect(onTopOf(base, mine, theirs)).toEqual({ merged: { ...base, title: 'Mine', enabled: false }, both: ['title'] })
  })
})

it('duplicates as something of its own, off and with a title that fits', () => {
  expect(duplicateOf({ ...base, title: 'x'.repeat(200) })).toMatchObject({
    enabled: false,
    title: `${'x'.repeat(193)} (copy)`,
  })
  expect(duplicateOf(EMPTY).title).toBe(' (copy)')
})
