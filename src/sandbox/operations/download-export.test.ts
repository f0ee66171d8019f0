import { expect, it } from 'vitest'
import { UpstreamEvent } from '../../contract/upstream/event.ts'
import { createBench } from '../../testing/sandbox-parts.ts'

const prepare = async (events: number) => {
  const bench = createBench()
  const subscription = bench.subscription()
  for (let i = 0; i < events; i++) await bench.failedEvent(subscription)
  const path = `/${subscription.subscriptionId}/exports`
  const { id } = await (await bench.call('POST', path)).json()
  const download = () => bench.call('GET', `${path}/${id}/download`)
  return { bench, subscription, download }
}

it('refuses before the end, and after seven days', async () => {
  const { download, bench } = await prepare(0)
  expect((await download()).status).toBe(409)
  await bench.clock.advance(7 * 24 * 3_600_000 + 1)
  expect((await download()).status).toBe(404)
})

it('is empty where nothing had failed', async () => {
  const { download, bench } = await prepare(0)
  await bench.clock.advance(5000)
  const response = await download()
  expect([response.status, await response.text()]).toEqual([200, ''])
})

it('gives one event a line, the same each time, whatever became of the events', async () => {
  const { download, bench } = await prepare(230)
  await bench.clock.advance(5000)
  const response = await download()
  expect(response.headers.get('content-type')).toBe('application/x-ndjson')
  const text = await response.text()
  const records = text
    .trimEnd()
    .split('\n')
    .map((line) => UpstreamEvent.parse(JSON.parse(line)))
  expect(records).toHaveLength(230)
  expect(new Set(records.map(({ id, state }) => `${state} ${id}`)).size).toBe(230)

  for (const event of bench.sandbox.state.events.all()) bench.sandbox.dispatcher.redeliver(event)
  await bench.clock.settle()
  expect(await (await download()).text()).toBe(text)
})
