import { expect, it } from 'vitest'
import { createBench } from '../../testing/sandbox-parts.ts'

const prepare = async () => {
  const bench = createBench()
  const subscription = bench.subscription()
  const event = await bench.failedEvent(subscription)
  const path = `/${subscription.subscriptionId}/exports`
  const start = async () => (await (await bench.call('POST', path)).json()).id
  const id = await start()
  const cancel = async () => {
    const response = await bench.call('DELETE', `${path}/${id}`)
    return { status: response.status, body: await response.json() }
  }
  return { bench, event, path, id, start, cancel }
}

it('refuses once the file is begun, and after the end', async () => {
  const { cancel, bench } = await prepare()
  await bench.clock.advance(4000)
  expect(await cancel()).toMatchObject({ status: 409, body: { details: 'Export can no longer be canceled' } })
  await bench.clock.advance(1000)
  expect((await cancel()).status).toBe(409)
})

it('cancels, leaving no file and the events as they were', async () => {
  const { cancel, bench, event, path, id, start } = await prepare()
  await bench.clock.advance(1000)
  expect(await cancel()).toMatchObject({ status: 200, body: { id, state: 'canceled' } })
  expect((await cancel()).status).toBe(409)
  await bench.clock.advance(10_000)
  expect((await bench.call('GET', `${path}/${id}/download`)).status).toBe(404)
  expect(bench.sandbox.state.events.get(event.id)?.exportedAt).toBeUndefined()

  const again = await start() // a cancelled one does not count for the 24 hours
  await bench.clock.advance(5000)
  expect(bench.sandbox.state.exports.get(again)?.records).toHaveLength(1)
})
