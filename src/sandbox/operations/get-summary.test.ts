import { expect, it } from 'vitest'
import { readExample } from '../../testing/api-example.ts'
import { createBench } from '../../testing/sandbox-parts.ts'

it('refuses an unknown subscription, and is not there where that is chosen', async () => {
  expect((await createBench().call('GET', `/${crypto.randomUUID()}/summary`)).status).toBe(404)
  const older = createBench({ summary: 'off' })
  expect((await older.call('GET', `/${older.subscription().subscriptionId}/summary`)).status).toBe(404)
})

it('counts what is stored, and keeps its figures for 24 hours', async () => {
  const bench = createBench()
  const subscription = bench.subscription()
  const happen = () =>
    bench.sandbox.happen({ customer: 'production', type: 'entityDeleted', application: 'a', client: 'c' })
  const summary = async () => (await bench.call('GET', `/${subscription.subscriptionId}/summary`)).json()

  await bench.failedEvent(subscription)
  happen()
  await bench.clock.settle()
  bench.sandbox.state.listeners.set('crm', { does: 'status', status: 500 })
  happen()
  await bench.clock.settle()
  const first = await summary()
  expect(first).toEqual({
    updatedAt: expect.stringMatching(/^2026-11-20T12:00:00\.\d{9}Z$/),
    total: 3,
    succeeded: 1,
    retrying: 1,
    failed: 1,
    exportable: 1,
  })
  expect(Object.keys(first)).toEqual(Object.keys(readExample('summary-200.json')))

  await bench.call('POST', `/${subscription.subscriptionId}/exports`)
  await bench.clock.advance(23 * 3_600_000)
  expect(await summary()).toEqual(first)
  await bench.clock.advance(3_600_000)
  expect(await summary()).toMatchObject({ total: 3, failed: 1, exportable: 0 })
})
