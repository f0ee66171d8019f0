import { expect, it } from 'vitest'
import { UpstreamHistoryEntry } from '../../contract/upstream/event.ts'
import { upstreamList } from '../../contract/upstream/list.ts'
import { createBench } from '../../testing/sandbox-parts.ts'

const historyOf = async (bench: ReturnType<typeof createBench>) => {
  const { subscriptionId } = bench.subscription()
  const [event] = bench.sandbox.happen({ customer: 'production', type: 'entityCreated', application: 'a', client: 'c' })
  await bench.clock.advance(3000)
  const response = await bench.call('GET', `/${subscriptionId}/events/${event?.id}/history`)
  return response.json()
}

it('does not know other events', async () => {
  const bench = createBench()
  const { subscriptionId } = bench.subscription()
  expect((await bench.call('GET', `/${subscriptionId}/events/${crypto.randomUUID()}/history`)).status).toBe(404)
})

it('has an entry for each change of state, oldest first', async () => {
  const bench = createBench()
  bench.sandbox.state.listeners.set('crm', { does: 'recover', after: 1 })
  const body = await historyOf(bench)
  const { total, items } = upstreamList(UpstreamHistoryEntry).parse(body)
  expect(total).toBe(5)
  expect(items).toMatchObject([
    { state: 'awaiting-executing', createdAt: '2026-11-20T12:00:00.000002Z' },
    { state: 'executing' },
    { state: 'awaiting-retry', attempt: 1, response: { statusCode: 503 } },
    { state: 'executing', createdAt: '2026-11-20T12:00:03.000000Z' },
    { state: 'success', attempt: 2, response: { statusCode: 200 } },
  ])
  expect(items[0]).not.toHaveProperty('attempt')
})

it('tells why no answer came', async () => {
  const bench = createBench({ envelope: 'named', firstState: 'awaiting_scheduling' })
  bench.sandbox.state.listeners.set('crm', { does: 'garbage' })
  expect((await historyOf(bench))._embedded.history).toMatchObject([
    { state: 'awaiting_scheduling' },
    { state: 'executing' },
    { state: 'failure', attempt: 1, error: 'malformed response: the answer is not HTTP' },
  ])
})
