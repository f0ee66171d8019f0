import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Refusal } from '../../contract/refusal.ts'
import { readList } from '../../contract/upstream/list.ts'
import { SubscriptionAnswer } from '../../contract/upstream/subscription.ts'
import { apiExample } from '../../testing/api-example.ts'
import { refusalOf } from '../answers/refusal.ts'
import { readAllSubscriptions, versionOf } from './subscriptions.ts'

const BASE = 'https://v1.api.us.janrain.com'
const CUSTOMER = '00000000-0000-0000-0000-000000000000'
const HREF = `/${CUSTOMER}/webhooks/subscriptions/`
const List = {
  parse(reply: unknown) {
    const list = readList(SubscriptionAnswer, reply)
    if (!list) throw new Error('no list')
    const unread = list.unread.map(({ at, missing }) => ({ key: at, differs: at + missing.path }))
    return { ...list, unread }
  },
}

const subscription = (number: number) => ({
  subscriptionId: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
  customerId: CUSTOMER,
  createdAt: '2026-01-17T18:54:05.328449Z',
  updatedAt: '2026-01-27T16:27:10.441876Z',
  title: `Subscription ${number}`,
  endpoint: 'https://listener.example.com/',
  events: ['entityCreated'],
  enabled: true,
})
const range = (length: number) => Array.from({ length }, (_, index) => subscription(index + 1))

/** An API with pages of `size`, as the documents tell: a page past the end is the last one. */
const paged = (count: number, size: number, linked: (page: number) => string | undefined = () => undefined) => {
  const asked: (number | undefined)[] = []
  const all = range(count)
  const last = Math.max(1, Math.ceil(count / size))
  const read = async (number: number | undefined) => {
    asked.push(number)
    const page = Math.min(number ?? 1, last)
    const href = page < last ? linked(page) : undefined
    return List.parse({
      total: count,
      _links: { self: { href: HREF }, ...(href !== undefined && { next: { href } }) },
      _embedded: all.slice((page - 1) * size, page * size),
    })
  }
  return { asked, list: () => readAllSubscriptions(read, BASE) }
}

it.each(['subscriptions-list-200.json', 'subscriptions-list-200.techdocs-variant.json'])(
  'reads the documented %s',
  async (file) => {
    const json: unknown = apiExample(file)
    const { items, total } = await readAllSubscriptions(async () => List.parse(json), BASE)
    expect(items.length).toBe(total)
  },
)

describe('pages', () => {
  it.each([
    [0, 100, [undefined]],
    [100, 100, [undefined, 2]],
    [101, 100, [undefined, 2]],
    [250, 100, [undefined, 2, 3]],
  ])('of %i in %is are read one after the other, and no more', async (count, size, expected) => {
    const { asked, list } = paged(count, size)
    const { items, total } = await list()
    expect([items.length, total, asked]).toEqual([count, count, expected])
  })

  it('are followed by link, with doubled slashes and whatever else', async () => {
    const { asked, list } = paged(30, 10, (page) => `/${CUSTOMER}/webhooks/subscriptions//?page=${page + 1}&x=1`)
    expect((await list()).items).toHaveLength(30)
    expect(asked).toEqual([undefined, 2, 3])
  })

  it('that are counted from 0 are followed by link', async () => {
    const all = range(20)
    const read = async (page = 0) => {
      const next = page === 0 ? { next: { href: '?page=1' } } : {}
      return List.parse({ total: 20, _links: next, _embedded: all.slice(page * 10, page * 10 + 10) })
    }
    expect((await readAllSubscriptions(read, BASE)).items).toHaveLength(20)
  })

  it('whose link names no number, or one that was read, are counted on', async () => {
    for (const href of ['https://elsewhere.example/x', '?page=two', '?page=2', '']) {
      const { asked, list } = paged(40, 10, () => href)
      expect((await list()).items).toHaveLength(40)
      expect(asked).toEqual([undefined, 2, 3, 4])
    }
  })

  it('end when `page` is ignored, and tell that some are missing', async () => {
    const asked: unknown[] = []
    const { items, total } = await readAllSubscriptions(async (page) => {
      asked.push(page)
      return List.parse({ total: 25, _embedded: range(10) })
    }, BASE)
    expect([items.length, total, asked]).toEqual([10, 25, [undefined, 2]])
  })

  it('name each item that cannot be read once, however often it is listed', async () => {
    const broken = { ...subscription(3), filter: 17 }
    const { items, unread } = await readAllSubscriptions(
      async () => List.parse({ _embedded: [subscription(1), broken] }),
      BASE,
    )
    expect([items.length, unread]).toEqual([1, ['/_embedded/1/filter']])
  })

  it('that overlap give each subscription once, as read last', async () => {
    const pages = [range(10), [{ ...subscription(10), title: 'Newer' }, subscription(11)]]
    const { items } = await readAllSubscriptions(
      async (page) => List.parse({ total: 11, _embedded: pages[page === undefined ? 0 : 1] }),
      BASE,
    )
    expect(items.map(({ title }) => title).slice(-2)).toEqual(['Newer', 'Subscription 11'])
  })

  it('without a total go on as long as there is a link', async () => {
    const pages = [range(10), range(14).slice(10)]
    const { items } = await readAllSubscriptions(async (page) => {
      const next = page === undefined ? { next: { href: '?page=2' } } : {}
      return List.parse({ _links: next, _embedded: pages[page === undefined ? 0 : 1] })
    }, BASE)
    expect(items).toHaveLength(14)
  })

  it('of 5,000 are all read', async () => {
    const { items } = await paged(5000, 100).list()
    expect(new Set(items.map(({ id }) => id)).size).toBe(5000)
  })

  it('that never end are given up', async () => {
    const endless = async (page = 1) =>
      List.parse({
        total: 10 ** 9,
        _embedded: Array.from({ length: 20_000 }, (_, index) => subscription(page * 20_000 + index)),
      })
    await expect(readAllSubscriptions(endless, BASE)).rejects.toBeInstanceOf(Refusal)
  })
})

describe('a count that cannot be believed', () => {
  const all = range(25)
  const pageOf = (page = 1) => all.slice((page - 1) * 10, page * 10)

  it.each<[string, (page: number | undefined) => unknown]>([
    ['is missing', (page) => ({ _embedded: pageOf(page) })],
    ['is null', (page) => ({ total: null, _embedded: pageOf(page) })],
    ['counts the page', (page) => ({ total: pageOf(page).length, _embedded: pageOf(page) })],
    ['is missing from a bare list', (page) => pageOf(page)],
    ['is missing, and the last page is repeated', (page) => pageOf(Math.min(page ?? 1, 3))],
    ['is missing where pages are counted from 0', (page) => pageOf((page ?? 0) + 1)],
  ])('%s: all pages are read', async (_, reply) => {
    const { items, total } = await readAllSubscriptions(async (page) => List.parse(reply(page)), BASE)
    expect(items).toHaveLength(25)
    expect(total ?? 25).toBe(25)
  })

  it.each([400, 404, 410])('is missing, and a page past the end is refused with %i', async (upstreamStatus) => {
    const { items } = await readAllSubscriptions(async (page) => {
      if (pageOf(page).length === 0) throw refusalOf('upstream_refused', { upstreamStatus })
      return List.parse(pageOf(page))
    }, BASE)
    expect(items).toHaveLength(25)
  })
})

describe('a version', () => {
  const shown = {
    title: 'CRM',
    endpoint: 'https://a.example',
    events: ['b', 'a'],
    enabled: true,
    filter: { x: 1, y: [2] },
  }

  it('is the same for what looks the same', () => {
    const same = {
      filter: { y: [2], x: 1 },
      enabled: true,
      events: ['a', 'b', 'a'],
      endpoint: shown.endpoint,
      title: 'CRM',
    }
    expect(versionOf(same)).toBe(versionOf(shown))
  })

  it('tells an object from a list of the same members', () => {
    const withFilter = (filter: Parameters<typeof versionOf>[0]['filter']) => versionOf({ ...shown, filter })
    expect(withFilter({ value: {} })).not.toBe(withFilter({ value: [] }))
    expect(withFilter({ value: { a: 1 } })).not.toBe(withFilter({ value: [['a', 1]] }))
  })

  it('is another for whatever else differs', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 3 }), fc.json({ maxDepth: 3 }), (one, other) => {
        const [a, b] = [one, other].map((text) => ({ ...shown, filter: { value: JSON.parse(text) } }))
        if (!a || !b) return
        expect(versionOf(a) === versionOf(b)).toBe(isDeepStrictEqual(a.filter, b.filter))
      }),
    )
    for (const change of [{ title: 'crm' }, { endpoint: '' }, { events: ['a'] }, { enabled: false }, { filter: null }])
      expect(versionOf({ ...shown, ...change })).not.toBe(versionOf(shown))
  })
})
