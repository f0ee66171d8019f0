import { expect, it } from 'vitest'
import { readExample } from '../../testing/api-example.ts'
import { createBench } from '../../testing/sandbox-parts.ts'

const prepare = async (exportsPath: 'current' | 'both' = 'current', variant = '/exports') => {
  const bench = createBench({ exportsPath })
  const path = `/${bench.subscription().subscriptionId}${variant}`
  const { id } = await (await bench.call('POST', path)).json()
  const get = async (job = id) => {
    const response = await bench.call('GET', `${path}/${job}`)
    return { status: response.status, body: await response.json() }
  }
  return { bench, get, id }
}

it('refuses jobs that are not there, not there any more, or of another subscription', async () => {
  const { get, bench, id } = await prepare()
  expect((await get(crypto.randomUUID())).status).toBe(404)
  const other = bench.subscription()
  expect((await bench.call('GET', `/${other.subscriptionId}/exports/${id}`)).status).toBe(404)
  await bench.clock.advance(7 * 24 * 3_600_000 + 1)
  expect((await get()).status).toBe(404)
})

it('is processing, then completed', async () => {
  const { get, bench } = await prepare()
  expect((await get()).body).toMatchObject({ state: 'processing', updatedAt: '2026-11-20T12:00:00Z' })
  await bench.clock.advance(5000)
  const { body } = await get()
  expect(body).toMatchObject({ state: 'completed', updatedAt: '2026-11-20T12:00:05Z' })
  expect(Object.keys(body)).toEqual(Object.keys(readExample('export-get-200.completed.assumed.json')))
})

it('links to where it was asked for', async () => {
  const { get } = await prepare('both', '/events/exports')
  expect((await get()).body._links.exports.href).toMatch(/\/events\/exports$/)
})
