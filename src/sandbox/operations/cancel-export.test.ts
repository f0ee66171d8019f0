import { expect, it } from 'vitest'
import { createSandboxFixture } from '../../testing/sandbox-fixture.ts'

const prepare = async () => {
  const fixture = createSandboxFixture()
  const subscription = fixture.subscription()
  const event = await fixture.failedEvent(subscription)
  const path = `/${subscription.subscriptionId}/exports`
  const start = async () => (await (await fixture.call('POST', path)).json()).id
  const id = await start()
  const cancel = async () => {
    const response = await fixture.call('DELETE', `${path}/${id}`)
    return { status: response.status, body: await response.json() }
  }
  return { fixture, event, path, id, start, cancel }
}

it('refuses once the file is begun, and after the end', async () => {
  const { cancel, fixture } = await prepare()
  await fixture.clock.advance(4000)
  expect(await cancel()).toMatchObject({ status: 409, body: { details: 'Export can no longer be canceled' } })
  await fixture.clock.advance(1000)
  expect((await cancel()).status).toBe(409)
})

it('cancels, leaving no file and the events as they were', async () => {
  const { cancel, fixture, event, path, id, start } = await prepare()
  await fixture.clock.advance(1000)
  expect(await cancel()).toMatchObject({ status: 200, body: { id, state: 'canceled' } })
  expect((await cancel()).status).toBe(409)
  await fixture.clock.advance(10_000)
  expect((await fixture.call('GET', `${path}/${id}/download`)).status).toBe(404)
  expect(fixture.sandbox.state.events.get(event.id)?.exportedAt).toBeUndefined()

  const again = await start() // a cancelled one does not count for the 24 hours
  await fixture.clock.advance(5000)
  expect(fixture.sandbox.state.exports.get(again)?.records).toHaveLength(1)
})
