import { expect, it } from 'vitest'
import { UpstreamEvent } from '../../contract/upstream/event.ts'
import { createSandboxFixture } from '../../testing/sandbox-fixture.ts'

const prepare = async (events: number) => {
  const fixture = createSandboxFixture()
  const subscription = fixture.subscription()
  for (let i = 0; i < events; i++) await fixture.failedEvent(subscription)
  const path = `/${subscription.subscriptionId}/exports`
  const { id } = await (await fixture.call('POST', path)).json()
  const download = () => fixture.call('GET', `${path}/${id}/download`)
  return { fixture, subscription, download }
}

it('refuses before the end, and after seven days', async () => {
  const { download, fixture } = await prepare(0)
  expect((await download()).status).toBe(409)
  await fixture.clock.advance(7 * 24 * 3_600_000 + 1)
  expect((await download()).status).toBe(404)
})

it('is empty where nothing had failed', async () => {
  const { download, fixture } = await prepare(0)
  await fixture.clock.advance(5000)
  const response = await download()
  expect([response.status, await response.text()]).toEqual([200, ''])
})

it('gives one event a line, the same each time, whatever became of the events', async () => {
  const { download, fixture } = await prepare(230)
  await fixture.clock.advance(5000)
  const response = await download()
  expect(response.headers.get('content-type')).toBe('application/x-ndjson')
  const text = await response.text()
  const records = text
    .trimEnd()
    .split('\n')
    .map((line) => UpstreamEvent.parse(JSON.parse(line)))
  expect(records).toHaveLength(230)
  expect(new Set(records.map(({ id, state }) => `${state} ${id}`)).size).toBe(230)

  for (const event of fixture.sandbox.state.events.all()) fixture.sandbox.dispatcher.redeliver(event)
  await fixture.clock.settle()
  expect(await (await download()).text()).toBe(text)
})
