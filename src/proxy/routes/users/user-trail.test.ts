import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { FoundId } from '../../../contract/found-id.ts'
import { UserTrail } from '../../../contract/user-trail.ts'
import type { SubscriptionRecord } from '../../../sandbox/state/subscription-store.ts'
import { createProxyFixture, type ProxyFixture } from '../../../testing/proxy-fixture.ts'

const BASE = '/api/environments/production'
const USER = randomUUID()
let fixture: ProxyFixture
let crm: SubscriptionRecord
let shop: SubscriptionRecord
let off: SubscriptionRecord

beforeEach(async () => {
  fixture = await createProxyFixture()
  crm = fixture.subscription({ title: 'CRM' })
  shop = fixture.subscription({ title: 'Shop', endpoint: 'https://shop.listener.example/hook' })
  off = fixture.subscription({ title: 'Off', enabled: false })
  fixture.subscription({ title: 'Creations only', events: ['entityCreated'] })
  fixture.subscription({
    title: 'Other users',
    filter: { properties: { entityDeleted: { properties: { sub: { enum: [randomUUID()] } } } } },
  })
  fixture.subscription({ title: 'Custom', filter: { minProperties: 7 } })
})
afterEach(() => fixture.close())

const get = (path: string) => fixture.as('viewer', 'GET', `${BASE}${path}`)
const trail = async () => UserTrail.parse((await get(`/users/${USER}`)).body)
const readAll = () =>
  vi.waitFor(async () => {
    const found = await trail()
    expect(found.freshness).toMatchObject({ complete: true, unread: 0, syncing: false })
    return found
  })
/** The user is deleted; the listener of `Shop` redirects. */
const deleteUser = async () => {
  const { sandbox, customer, clock } = fixture
  sandbox.state.listeners.set('shop', { does: 'status', status: 302 })
  sandbox.happen({ customer: customer.id, type: 'entityDeleted', application: 'app', client: 'client', sub: USER })
  sandbox.happen({ customer: customer.id, type: 'entityDeleted', application: 'app', client: 'client' })
  await clock.settle()
}

it('says of each subscription whether it was told, and why not', async () => {
  await deleteUser()
  const { occurrences, complete, freshness } = await readAll()
  expect([complete, freshness.subscriptions]).toEqual([true, 6])
  expect(occurrences).toHaveLength(1)
  const [deletion] = occurrences
  expect(deletion).toMatchObject({
    type: 'entityDeleted',
    filtered: { count: 1, items: [{ title: 'Other users' }] },
    unclear: { count: 1, items: [{ title: 'Custom' }] },
    absent: { count: 0 },
    notSubscribed: 1,
  })
  expect(deletion?.items.map(({ subscription, state, cause }) => [subscription.title, state, cause])).toEqual([
    ['CRM', 'success', null],
    ['Off', 'failure', 'off'],
    ['Shop', 'failure', 'redirect'],
  ])
})

it('says that a subscription takes such events and has none stored, where it was made later', async () => {
  await deleteUser()
  await readAll()
  fixture.subscription({ title: 'New' })
  await fixture.clock.advance(61_000)
  await vi.waitFor(async () => expect((await trail()).freshness.subscriptions).toBe(7))
  const [deletion] = (await readAll()).occurrences
  expect(deletion?.absent).toMatchObject({ count: 1, items: [{ title: 'New' }] })
})

it('has nothing of somebody of whom nothing is stored, and is nobody’s who is not signed in', async () => {
  expect(await trail()).toMatchObject({ occurrences: [], freshness: { unread: 6, complete: false } })
  expect((await readAll()).occurrences).toEqual([])
  for (const path of [`/users/${USER}`, `/users/${USER}/trail.csv`, `/ids/${USER}`])
    expect((await fixture.as(undefined, 'GET', BASE + path)).body).toMatchObject({ code: 'signed_out' })
})

it('is a file, a line for each subscription', async () => {
  await deleteUser()
  await readAll()
  const { body, headers } = await get(`/users/${USER}/trail.csv`)
  expect(headers.get('content-disposition')).toMatch(/user-trail-production-\d{4}/)
  const lines = String(body).trim().split('\r\n')
  expect(lines).toHaveLength(6)
  expect(lines[0]).toMatch(/"?User"?,"?Happened at"?,"?Event type"?/)
  expect(lines.filter((line) => line.includes('"dropped by the filter"'))).toHaveLength(1)
})

it('knows what kind of id one was given', async () => {
  await deleteUser()
  const [deletion] = (await readAll()).occurrences
  const delivered = deletion?.items.find(({ state }) => state === 'success')
  const find = async (id: string) => FoundId.parse((await get(`/ids/${id}`)).body)
  expect(await find(USER)).toEqual({ subscription: null, event: null, user: true, run: null })
  expect(await find(crm.subscriptionId)).toMatchObject({ subscription: { title: 'CRM' }, user: false })
  expect((await find(delivered?.id ?? '')).event).toEqual({ id: delivered?.id, subscriptionId: crm.subscriptionId })
  expect(await find(randomUUID())).toEqual({ subscription: null, event: null, user: false, run: null })
  expect((await get('/ids/nothing')).body).toMatchObject({ code: 'not_found' })
  expect([shop.enabled, off.enabled]).toEqual([true, false])
})
