import { expect, it } from 'vitest'
import { UpstreamErrorBody } from '../contract/upstream/error.ts'
import { readExample } from '../testing/api-example.ts'
import { createBench, ORIGIN } from '../testing/sandbox-parts.ts'
import { OPERATIONS } from './operations/all.ts'

it.each(['/', '/nowhere', '/a/b/c/d', '/%2e%2e/x'])('answers %s with the documented 404', async (path) => {
  const response = await createBench().sandbox.fetch(new Request(`${ORIGIN}${path}`))
  expect([response.status, await response.json()]).toEqual([404, readExample('error-404.assumed.json')])
})

it('answers every wrong method with 405 in the same envelope', async () => {
  const bench = createBench()
  const { subscriptionId } = bench.subscription()
  for (const [method, path] of [
    ['PUT', ''],
    ['DELETE', ''],
    ['POST', `/${subscriptionId}`],
    ['DELETE', `/${subscriptionId}/events`],
  ]) {
    const response = await bench.call(method ?? '', path ?? '')
    expect([response.status, UpstreamErrorBody.parse(await response.json()).status]).toEqual([405, 405])
  }
})

it('answers paths with doubled and trailing slashes', async () => {
  const bench = createBench()
  const { subscriptionId } = bench.subscription()
  for (const path of ['/', '//', `//${subscriptionId}`, `/${subscriptionId}//events/`])
    expect((await bench.call('GET', path)).status).toBe(200)
})

it('has each operation at one place', () => {
  const { options } = createBench({ redeliverAll: 'on', exportsPath: 'both' }).sandbox
  const places = OPERATIONS.flatMap(({ method, paths }) => paths(options).map((path) => `${method} ${path}`))
  expect(new Set(places).size).toBe(places.length)
})
