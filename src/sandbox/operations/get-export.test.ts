import { expect, it } from 'vitest'
import { apiExample } from '../../testing/api-example.ts'
import { createSandboxFixture } from '../../testing/sandbox-fixture.ts'

const prepare = async (exportsPath: 'current' | 'both' = 'current', variant = '/exports') => {
  const fixture = createSandboxFixture({ exportsPath })
  const path = `/${fixture.subscription().subscriptionId}${variant}`
  const { id } = await (await fixture.call('POST', path)).json()
  const get = async (job = id) => {
    const response = await fixture.call('GET', `${path}/${job}`)
    return { status: response.status, body: await response.json() }
  }
  return { fixture, get, id }
}

it('refuses jobs that are not there, not there any more, or of another subscription', async () => {
  const { get, fixture, id } = await prepare()
  expect((await get(crypto.randomUUID())).status).toBe(404)
  const other = fixture.subscription()
  expect((await fixture.call('GET', `/${other.subscriptionId}/exports/${id}`)).status).toBe(404)
  await fixture.clock.advance(7 * 24 * 3_600_000 + 1)
  expect((await get()).status).toBe(404)
})

it('is processing, then completed', async () => {
  const { get, fixture } = await prepare()
  expect((await get()).body).toMatchObject({ state: 'processing', updatedAt: '2026-11-20T12:00:00Z' })
  await fixture.clock.advance(5000)
  const { body } = await get()
  expect(body).toMatchObject({ state: 'completed', updatedAt: '2026-11-20T12:00:05Z' })
  expect(Object.keys(body)).toEqual(Object.keys(apiExample('export-get-200.completed.assumed.json')))
})

it('links to where it was asked for', async () => {
  const { get } = await prepare('both', '/events/exports')
  expect((await get()).body._links.exports.href).toMatch(/\/events\/exports$/)
})
