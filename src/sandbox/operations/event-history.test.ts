import { expect, it } from 'vitest'
import { UpstreamHistoryEntry } from '../../contract/upstream/event.ts'
import { upstreamList } from '../../contract/upstream/list.ts'
import { createSandboxFixture } from '../../testing/sandbox-fixture.ts'

const historyOf = async (fixture: ReturnType<typeof createSandboxFixture>) => {
  const { subscriptionId } = fixture.subscription()
  const [event] = fixture.sandbox.happen({
    customer: 'production',
    type: 'entityCreated',
    application: 'a',
    client: 'c',
  })
  await fixture.clock.advance(3000)
  const response = await fixture.call('GET', `/${subscriptionId}/events/${event?.id}/history`)
  return response.json()
}

it('does not know other events', async () => {
  const fixture = createSandboxFixture()
  const { subscriptionId } = fixture.subscription()
  expect((await fixture.call('GET', `/${subscriptionId}/events/${crypto.randomUUID()}/history`)).status).toBe(404)
})

it('has an entry for each change of state, oldest first', async () => {
  const fixture = createSandboxFixture()
  fixture.sandbox.state.listeners.set('crm', { does: 'recover', after: 1 })
  const body = await historyOf(fixture)
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
  const fixture = createSandboxFixture({ envelope: 'named', firstState: 'awaiting_scheduling' })
  fixture.sandbox.state.listeners.set('crm', { does: 'garbage' })
  expect((await historyOf(fixture))._embedded.history).toMatchObject([
    { state: 'awaiting_scheduling' },
    { state: 'executing' },
    { state: 'failure', attempt: 1, error: 'malformed response: the answer is not HTTP' },
  ])
})
