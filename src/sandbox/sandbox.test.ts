import { afterEach, beforeEach, expect, it } from 'vitest'
import { manualClock } from '../testing/manual-clock.ts'
import { createSandbox, type Sandbox } from './sandbox.ts'
import type { SubscriptionRecord } from './state/subscription-store.ts'

const clock = manualClock()
let sandbox: Sandbox
beforeEach(() => {
  sandbox = createSandbox({ clock, populate: ({ state, customers }) => void state.subscriptions.add(crm(customers)) })
})
afterEach(() => sandbox.close())

const crm = ([customer]: Sandbox['customers']): SubscriptionRecord => ({
  subscriptionId: '7b1f4f5e-64a0-4a2b-9a51-5b6f0c1d2e3f',
  customerId: customer?.customerId ?? '',
  createdAt: 0,
  updatedAt: 0,
  title: 'CRM',
  endpoint: 'https://crm.listener.example/hook',
  events: ['entityDeleted'],
  enabled: true,
})
const deletion = { customer: 'production', type: 'entityDeleted', application: 'a', client: 'c' }

it('sends what happens to the listener', async () => {
  const [event] = sandbox.happen(deletion)
  await clock.settle()
  expect(sandbox.state.events.get(event?.id ?? '')).toMatchObject({ state: 'success', attempts: 1 })
  expect(sandbox.state.listeners.received('crm')).toMatchObject([
    { eventType: 'entityDeleted', eventId: event?.claim.id, answer: { statusCode: 200 } },
  ])
})

it('goes back to the beginning', async () => {
  sandbox.happen(deletion)
  sandbox.state.subscriptions.add({ ...crm(sandbox.customers), subscriptionId: 'other' })
  sandbox.reset()
  await clock.advance(10_000)
  expect(sandbox.state.subscriptions.all()).toMatchObject([{ title: 'CRM' }])
  expect(sandbox.state.events.all()).toEqual([])
  expect(sandbox.state.listeners.received()).toEqual([])
})

it('gives the same customers and credentials for the same seed', async () => {
  const [same, other] = [createSandbox({ seed: 1 }), createSandbox({ seed: 2 })]
  expect(same.customers).toEqual(sandbox.customers)
  expect(other.customers[0]?.clientSecret).not.toBe(sandbox.customers[0]?.clientSecret)
  await Promise.all([same.close(), other.close()])
})

it('answers with what is mounted, and 404 elsewhere', async () => {
  sandbox.mount('/_sandbox', async () => new Response('control'))
  expect(await (await sandbox.fetch(new Request('http://sandbox.test/_sandbox/anything'))).text()).toBe('control')
  const unknown = await sandbox.fetch(new Request('http://sandbox.test/_sandboxes'))
  expect([unknown.status, await unknown.json()]).toMatchObject([404, { type: '/not-found', status: 404 }])
})
