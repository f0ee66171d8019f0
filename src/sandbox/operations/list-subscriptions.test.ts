import { expect, it } from 'vitest'
import { upstreamList } from '../../contract/upstream/list.ts'
import { UpstreamSubscription } from '../../contract/upstream/subscription.ts'
import { createSandboxFixture } from '../../testing/sandbox-fixture.ts'
import type { SandboxOptions } from '../base/options.ts'

const fixtureWith = (count: number, options: Partial<SandboxOptions> = {}) => {
  const fixture = createSandboxFixture(options)
  const stored = Array.from({ length: count }, (_, i) => fixture.subscription({ title: `Number ${i + 1}` }))
  const list = async (query = '') => {
    const response = await fixture.call('GET', query)
    const body = await response.json()
    const read = response.ok ? upstreamList(UpstreamSubscription).parse(body) : undefined
    return { status: response.status, body, titles: read?.items.map(({ title }) => title), links: body._links }
  }
  return { fixture, stored, list }
}

it('lists in the order of creation, in the authoritative shape', async () => {
  const { list, stored, fixture } = fixtureWith(2)
  const { status, body, titles, links } = await list()
  const { customerId } = fixture.customer
  expect([status, body.total, titles]).toEqual([200, 2, ['Number 1', 'Number 2']])
  expect(links).toEqual({ self: { href: `/${customerId}/webhooks/subscriptions/` } })
  expect(body._embedded[0]).toMatchObject({
    subscriptionId: stored[0]?.subscriptionId,
    createdAt: '2026-11-20T12:00:00.000000Z',
    _links: { self: { href: `/${customerId}/webhooks/subscriptions//${stored[0]?.subscriptionId}` } },
  })
  expect(body._embedded[0]).not.toHaveProperty('filter')
})

it('is empty before there is one', async () => {
  expect((await fixtureWith(0).list()).body).toMatchObject({ total: 0, _embedded: [] })
})

it('keeps customers apart', async () => {
  const { list, fixture } = fixtureWith(1)
  fixture.subscription({ customerId: fixture.sandbox.customers[1]?.customerId ?? '' })
  expect((await list()).body.total).toBe(1)
})

it('pages from 1, and stays on the last page beyond the end', async () => {
  const { list } = fixtureWith(5, { pageSize: 2 })
  expect((await list()).titles).toEqual(['Number 1', 'Number 2'])
  expect((await list('?page=2')).titles).toEqual(['Number 3', 'Number 4'])
  expect((await list('?page=3')).titles).toEqual(['Number 5'])
  expect(await list('?page=9')).toMatchObject({ titles: ['Number 5'], body: { total: 5 } })
  expect((await list('?page=-1')).titles).toEqual(['Number 1', 'Number 2'])
  expect((await list('?page=two')).status).toBe(400)
})

it('links to the neighbouring pages', async () => {
  const { list, fixture } = fixtureWith(5, { pageSize: 2 })
  const base = `/${fixture.customer.customerId}/webhooks/subscriptions/`
  expect((await list('?page=2')).links).toEqual({
    self: { href: `${base}?page=2` },
    first: { href: `${base}?page=1` },
    prev: { href: `${base}?page=1` },
    next: { href: `${base}?page=3` },
    last: { href: `${base}?page=3` },
  })
  expect((await list('?page=3')).links).not.toHaveProperty('next')
})

it('has the variants of the newer documentation', async () => {
  const { list, fixture, stored } = fixtureWith(3, {
    envelope: 'named',
    links: 'clean',
    pageSize: 2,
    pageOmitted: 'all',
  })
  const { body, titles } = await list()
  const self = `/${fixture.customer.customerId}/webhooks/subscriptions`
  expect(titles).toHaveLength(3)
  expect(body._links.self.href).toBe(self)
  expect(body._embedded.subscriptions[0]._links.self.href).toBe(`${self}/${stored[0]?.subscriptionId}`)
})
