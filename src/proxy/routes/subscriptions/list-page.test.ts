import { describe, expect, it } from 'vitest'
import { type EventCounts, NO_EVENTS, type Subscription, SubscriptionQuery } from '../../../contract/subscription.ts'
import { selectPage } from './list-page.ts'

const idOf = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
const make = (number: number, change: Partial<Subscription> = {}): Subscription => ({
  id: idOf(number),
  title: `Subscription ${number}`,
  endpoint: `https://host${number}.example.com/hook`,
  events: ['entityCreated'],
  enabled: true,
  filter: null,
  createdAt: '2026-01-01T00:00:00Z',
  updatedAt: '2026-01-01T00:00:00Z',
  version: 'v1',
  ...change,
})
const page = (
  items: readonly Subscription[],
  query: Record<string, unknown> = {},
  stats: Record<number, Partial<EventCounts>> = {},
  missing = 0,
) =>
  selectPage(
    { items, asOf: Date.UTC(2026, 0, 1), missing },
    SubscriptionQuery.parse(query),
    new Map(Object.entries(stats).map(([number, counts]) => [idOf(Number(number)), { ...NO_EVENTS, ...counts }])),
  )
const numbers = ({ items }: { items: { id: string }[] }) => items.map(({ id }) => Number(id.slice(-12)))

describe('search', () => {
  const items = [
    make(1, { title: 'Größe ändern', endpoint: 'https://crm.example.com/in' }),
    make(2, { title: 'CRM sync' }),
    make(3, { title: 'Café İstanbul' }),
  ]
  it.each([
    ['', [3, 2, 1]],
    ['  ', [3, 2, 1]],
    ['crm', [2, 1]],
    ['CRM SYNC', [2]],
    ['sync crm', [2]],
    ['crm nothing', []],
    ['grosse', [1]],
    ['GRÖSSE ANDERN', [1]],
    ['größe', [1]],
    ['cafe', [3]],
    ['istanbul', [3]],
    ['host3.EXAMPLE', [3]],
    [idOf(2), [2]],
    ['.*', []],
  ])('for %j finds %j', (q, found) => {
    expect(numbers(page(items, { q }))).toEqual(found)
  })
})

describe('filters', () => {
  const items = [make(1), make(2, { enabled: false }), make(3, { events: ['entityDeleted', 'entityCreated'] })]
  it.each([
    [{ enabled: 'on' }, [1, 3]],
    [{ enabled: 'off' }, [2]],
    [{ event: 'entityDeleted' }, [3]],
    [{ event: 'entityCreated', enabled: 'off' }, [2]],
    [{ event: 'unheardOf' }, []],
  ])('by %j leave %j', (query, left) => {
    const result = page(items, query)
    expect([numbers(result), result.total, result.all]).toEqual([left, left.length, 3])
  })

  it('offer all event types there are', () => {
    expect(page(items, { q: 'nothing like it' }).eventTypes).toEqual(['entityCreated', 'entityDeleted'])
  })
})

describe('order', () => {
  const items = [
    make(1, { title: 'b 10', updatedAt: '2026-01-01T00:00:00.000001Z', version: 'v1' }),
    make(2, { title: 'B 9', updatedAt: '2026-01-01T00:00:00Z', endpoint: 'https://a.example.com' }),
    make(3, { title: 'á', updatedAt: '2026-01-01T00:00:00.5Z', version: 'v1' }),
    make(4, { title: 'a', updatedAt: '2026-01-01T00:00:00.25Z', version: 'v1' }),
  ]
  const stats = {
    1: { failed: 2, lastDeliveredAt: '2026-01-02T00:00:00Z' },
    2: { failed: 10 },
    3: { lastDeliveredAt: '2026-01-02T00:00:00.1Z' },
  }
  it.each([
    ['title', 'asc', [3, 4, 2, 1]],
    ['title', 'desc', [1, 2, 3, 4]],
    ['endpoint', 'asc', [2, 1, 3, 4]],
    ['failed', 'asc', [3, 4, 1, 2]],
    ['failed', 'desc', [2, 1, 3, 4]],
    ['updated', 'asc', [2, 1, 4, 3]],
    ['updated', 'desc', [3, 4, 1, 2]],
    ['lastDelivered', 'asc', [1, 3, 4, 2]],
    ['lastDelivered', 'desc', [3, 1, 4, 2]],
  ])('by %s, %s', (sort, direction, expected) => {
    expect(numbers(page(items, { sort, direction }, stats))).toEqual(expected)
  })
})

describe('pages', () => {
  const items = Array.from({ length: 45 }, (_, index) => make(index + 1))

  it('are cut from all that match', () => {
    const result = page(items, { page: 2 })
    expect(numbers(result)).toEqual(Array.from({ length: 20 }, (_, index) => index + 21))
    expect(result).toMatchObject({ page: 2, requestedPage: 2, pages: 3, size: 20, total: 45, all: 45 })
  })

  it('past the end become the last one', () => {
    expect(page(items, { page: 9 })).toMatchObject({ page: 3, requestedPage: 9 })
    expect(page([], { page: 9 })).toMatchObject({ page: 1, requestedPage: 9, pages: 1, items: [] })
  })

  it('carry the counts, the time of reading, and what is missing', () => {
    const result = page([make(1), make(2)], {}, { 2: { failed: 7 } }, 3)
    expect(result.items.map(({ stats }) => stats.failed)).toEqual([0, 7])
    expect(result).toMatchObject({ asOf: '2026-01-01T00:00:00.000Z', missing: 3 })
    expect(page([], {})).not.toHaveProperty('missing')
  })
})
