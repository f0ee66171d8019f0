import { expect, it } from 'vitest'
import { UpstreamEvent } from '../../contract/upstream/event.ts'
import { upstreamList } from '../../contract/upstream/list.ts'
import { createSandboxFixture } from '../../testing/sandbox-fixture.ts'
import type { SandboxOptions } from '../base/options.ts'

const fixtureWith = (count: number, options: Partial<SandboxOptions> = {}) => {
  const fixture = createSandboxFixture(options)
  const { subscriptionId } = fixture.subscription()
  const ids = Array.from(
    { length: count },
    () =>
      fixture.sandbox.happen({ customer: 'production', type: 'entityCreated', application: 'a', client: 'c' })[0]?.id ??
      '',
  )
  /** Events as their place in the order of recording. */
  const list = async (query = '') => {
    const response = await fixture.call('GET', `/${subscriptionId}/events${query}`)
    const body = await response.json()
    const items = response.ok ? upstreamList(UpstreamEvent).parse(body).items : []
    return { status: response.status, body, places: items.map(({ id }) => ids.indexOf(id)) }
  }
  return { fixture, ids, list, subscriptionId }
}

it('does not know a cursor that is not stored here', async () => {
  const { list, fixture } = fixtureWith(1)
  const other = fixture.subscription({ title: 'Other' })
  const elsewhere = fixture.sandbox
    .happen({ customer: 'production', type: 'entityCreated', application: 'a', client: 'c' })
    .find(({ subscriptionId }) => subscriptionId === other.subscriptionId)
  expect((await list(`?after=${elsewhere?.id}`)).status).toBe(404)
  expect((await list('?before=nonsense')).status).toBe(404)
})

it('lists oldest first, signed', async () => {
  const { list, subscriptionId, fixture } = fixtureWith(3)
  const { body, places } = await list()
  expect([body.total, places]).toEqual([3, [0, 1, 2]])
  expect(body._links.self.href).toBe(`/${fixture.customer.customerId}/webhooks/subscriptions/${subscriptionId}/events`)
  expect(body._embedded[0].request.payload).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/)
})

it('pages by cursors, both exclusive', async () => {
  const { list, ids } = fixtureWith(7, { pageSize: 3 })
  expect((await list()).places).toEqual([0, 1, 2])
  expect((await list(`?after=${ids[2]}`)).places).toEqual([3, 4, 5])
  expect((await list(`?after=${ids[5]}`)).places).toEqual([6])
  expect((await list(`?after=${ids[6]}`)).places).toEqual([])
  expect((await list(`?before=${ids[6]}`)).places).toEqual([3, 4, 5])
  expect((await list(`?before=${ids[1]}`)).places).toEqual([0])
  expect((await list(`?after=${ids[0]}&before=${ids[3]}`)).places).toEqual([1, 2])
  expect((await list(`?after=${ids[3]}&before=${ids[0]}`)).places).toEqual([])
})

it.each(['oldest', 'newest'] as const)('is read whole by its links, %s first', async (eventOrder) => {
  const { list } = fixtureWith(7, { pageSize: 3, eventOrder })
  const seen: number[] = []
  for (let query: string | undefined = ''; query !== undefined; ) {
    const { body, places } = await list(query)
    seen.push(...places)
    const next: string | undefined = body._links.next?.href
    query = next?.slice(next.indexOf('?'))
  }
  expect(seen).toEqual(eventOrder === 'oldest' ? [0, 1, 2, 3, 4, 5, 6] : [6, 5, 4, 3, 2, 1, 0])
})

it('lists newest first when it is told to', async () => {
  const { list, ids } = fixtureWith(5, { pageSize: 2, eventOrder: 'newest' })
  expect((await list()).places).toEqual([4, 3])
  expect((await list(`?before=${ids[3]}`)).places).toEqual([2, 1])
  expect((await list(`?after=${ids[0]}`)).places).toEqual([2, 1])
})

it('names the list when it is told to', async () => {
  expect((await fixtureWith(1, { envelope: 'named' }).list()).body._embedded.events).toHaveLength(1)
})

it('forgets after seven days', async () => {
  const { list, fixture } = fixtureWith(1)
  await fixture.clock.advance(7 * 24 * 3_600_000 - 1000)
  expect((await list()).body.total).toBe(1)
  await fixture.clock.advance(1001)
  expect((await list()).body.total).toBe(0)
})
