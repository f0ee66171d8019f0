import { expect, it } from 'vitest'
import type { Draft } from '../../contract/draft.ts'
import type { Subscription } from '../../contract/subscription.ts'
import { changeOf, comparedAgain, compareFile, groupsOf } from './compare.ts'

const draft = (given: Partial<Draft> = {}): Draft => ({
  title: 'Orders',
  endpoint: 'https://orders.example/hooks',
  events: ['entityCreated', 'entityUpdated'],
  enabled: true,
  filter: null,
  ...given,
})
const stored = (given: Partial<Subscription> = {}): Subscription => ({
  ...draft(),
  id: '11111111-1111-4111-8111-111111111111',
  createdAt: '2026-11-01T00:00:00.000Z',
  updatedAt: '2026-11-02T00:00:00.000Z',
  version: 'v1',
  ...given,
})
const only = (drafts: Draft[], existing: Subscription[]) => {
  const [row] = compareFile(drafts, existing)
  if (!row) throw new Error('A draft has a row')
  return row
}

it('creates what has no namesake', () => {
  expect(only([draft()], [stored({ title: 'Invoices' })])).toMatchObject({
    kind: 'create',
    base: undefined,
    clashes: [],
  })
})

it('takes an event type that stands twice for one', () => {
  const [created, updated] = ['entityCreated', 'entityUpdated']
  expect(only([draft({ events: [created, updated, created] })], [stored()])).toMatchObject({ kind: 'same' })
  expect(only([draft({ events: [created, created] })], [stored()])).toMatchObject({
    kind: 'change',
    changed: ['events'],
  })
})

it('takes the order of event types and of a filter’s members for nothing', () => {
  const filter = { type: 'object', properties: {} }
  const row = only(
    [draft({ events: ['entityUpdated', 'entityCreated'], filter: { properties: {}, type: 'object' } })],
    [stored({ filter })],
  )
  expect(row).toMatchObject({ kind: 'same', changed: [] })
})

it('changes only what differs, a filter that goes included', () => {
  const here = stored({ endpoint: 'https://old.example/', filter: { type: 'object' } })
  const row = only([draft()], [here])
  expect(row).toMatchObject({ kind: 'change', base: here, changed: ['endpoint', 'filter'] })
  expect(changeOf(row)).toEqual({ endpoint: 'https://orders.example/hooks', filter: null })
})

it('leaves titles that the file has twice to a person', () => {
  const rows = compareFile([draft(), draft({ endpoint: 'https://other.example/' }), draft({ title: 'orders' })], [])
  expect(rows.map(({ twins }) => twins)).toEqual([
    ['1', '2'],
    ['0', '2'],
    ['0', '1'],
  ])
  expect(rows[0]?.clashes).toEqual(['The file has this title more than once: take in one of them at most.'])
  expect(rows[2]?.clashes).toEqual(['The file also has “Orders”, “Orders”, which differs only in capital letters.'])
})

it('says what here differs only in capital letters, and that there are several', () => {
  expect(only([draft()], [stored({ title: 'ORDERS' })])).toMatchObject({
    kind: 'create',
    clashes: ['Here there is “ORDERS”, which differs only in capital letters: this would be another one.'],
  })
  expect(only([draft({ enabled: false })], [stored(), stored()]).clashes).toEqual([
    'There are several of this title here: only the first would be changed.',
  ])
})

it('compares a row anew with what somebody else stored', () => {
  const row = only([draft({ enabled: false })], [stored()])
  const theirs = stored({ enabled: false, updatedAt: '2026-11-03T00:00:00.000Z', version: 'v1' })
  expect(comparedAgain(row, theirs)).toMatchObject({ kind: 'same', base: theirs, changed: [] })
})

it('shows what needs a decision first, and each kind by title', () => {
  const rows = compareFile(
    [draft({ title: 'Feed 10' }), draft({ title: 'Feed 2' }), draft(), draft({ title: 'A' }), draft({ title: 'a' })],
    [stored({ enabled: false })],
  )
  expect(groupsOf(rows).map(({ name, rows: all }) => [name, all.map(({ draft: { title } }) => title)])).toEqual([
    ['clash', ['a', 'A']],
    ['create', ['Feed 2', 'Feed 10']],
    ['change', ['Orders']],
  ])
})
