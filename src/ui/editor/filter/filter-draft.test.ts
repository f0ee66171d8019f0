import { describe, expect, it } from 'vitest'
import type { PlainRules } from '../../../filter/rules.ts'
import {
  branchOf,
  brokenText,
  conditionsOf,
  effectiveRule,
  filterDraftOf,
  filterOf,
  textOfFilter,
  withBranch,
  withOthers,
  withRule,
  withRules,
  withText,
} from './filter-draft.ts'

const SHOP = { properties: { entityUpdated: { properties: { captureApplicationId: { const: 'shop' } } } } }
const plain = (draft: ReturnType<typeof filterDraftOf>) => draft.rules as PlainRules

describe('a filter draft', () => {
  it('gives an untouched filter back as it was', () => {
    expect(filterOf(filterDraftOf(SHOP))).toBe(SHOP)
    expect(textOfFilter(filterDraftOf(null))).toBe('')
  })

  it('keeps what was typed word for word, and reads it', () => {
    const text = '{"properties":   {"entityDeleted": {"const": false}}}'
    const draft = withText(filterDraftOf(null), text)
    expect(textOfFilter(draft)).toBe(text)
    expect(plain(draft).types).toEqual({ entityDeleted: { kind: 'drop' } })
  })

  it('keeps text that cannot be read, and the rules it had before', () => {
    const draft = withText(filterDraftOf(SHOP), '{"properties": ')
    expect(textOfFilter(draft)).toBe('{"properties": ')
    expect(filterOf(draft)).toEqual(SHOP)
    expect(brokenText(draft)).toMatchObject({ type: null })
    expect(textOfFilter({ ...draft, view: 'rules' })).toBe('{"properties": ')
  })

  it('reads nothing and null as no filter, but takes no list for one', () => {
    expect(filterOf(withText(filterDraftOf(SHOP), ' '))).toBeNull()
    expect(filterOf(withText(filterDraftOf(SHOP), 'null'))).toBeNull()
    expect(brokenText(withText(filterDraftOf(SHOP), '[]'))?.message).toContain('A filter is a JSON object')
  })

  it('does not lose the shape of a filter by being typed over with the same', () => {
    const draft = withText(filterDraftOf(SHOP), JSON.stringify(SHOP))
    expect(filterOf(draft)).toBe(SHOP)
  })

  it('writes the text anew when a rule changes', () => {
    const typed = withText(filterDraftOf(SHOP), JSON.stringify(SHOP))
    const draft = withRules(typed, withRule(plain(typed), 'entityDeleted', { kind: 'drop' }))
    expect(JSON.parse(textOfFilter(draft))).toEqual({
      properties: { ...SHOP.properties, entityDeleted: { const: false } },
    })
  })

  it('keeps a half finished branch while another rule changes', () => {
    const started = withBranch(filterDraftOf(SHOP), 'entityDeleted', '{"properties": {')
    const draft = withRules(started, withRule(plain(started), 'entityCreated', { kind: 'drop' }))
    expect(draft.branches).toEqual({ entityDeleted: '{"properties": {' })
    expect(brokenText(draft)).toMatchObject({ type: 'entityDeleted' })
  })

  it('takes a branch as it is written, and offers its conditions where rules can say them', () => {
    const draft = withBranch(filterDraftOf(null), 'entityCreated', '{"properties": {"sub": {"enum": ["a", "b"]}}}')
    const rule = effectiveRule(plain(draft), 'entityCreated')
    expect(rule.kind).toBe('advanced')
    expect(conditionsOf(rule)).toEqual({ sub: ['a', 'b'] })
    expect(conditionsOf({ kind: 'advanced', schema: { minProperties: 2 } })).toBeUndefined()
  })

  it('shows the branch that a rule becomes', () => {
    const { rules } = filterDraftOf(SHOP)
    expect(branchOf(rules as PlainRules, 'entityUpdated')).toEqual(SHOP.properties.entityUpdated)
    expect(branchOf(rules as PlainRules, 'entityCreated')).toEqual({})
  })

  it('changes what becomes of unnamed types without changing those in sight', () => {
    const { rules } = filterDraftOf(SHOP)
    const next = withOthers(rules as PlainRules, 'drop', ['entityCreated', 'entityUpdated'])
    expect(filterOf({ ...filterDraftOf(SHOP), rules: next })).toEqual({
      properties: { ...SHOP.properties, entityCreated: {} },
      additionalProperties: false,
    })
  })
})
