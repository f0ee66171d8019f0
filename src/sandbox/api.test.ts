import { expect, it } from 'vitest'
import { UpstreamErrorBody } from '../contract/upstream/error.ts'
import { apiExample } from '../testing/api-example.ts'
import { createSandboxFixture, ORIGIN } from '../testing/sandbox-fixture.ts'
import { OPERATIONS } from './operations/all.ts'
import type { Operation } from './operations/operation.ts'

it.each(['/', '/nowhere', '/a/b/c/d', '/%2e%2e/x'])('answers %s with the documented 404', async (path) => {
  const response = await createSandboxFixture().sandbox.fetch(new Request(`${ORIGIN}${path}`))
  expect([response.status, await response.json()]).toEqual([404, apiExample('error-404.assumed.json')])
})

it('answers every wrong method with 405 in the same envelope', async () => {
  const fixture = createSandboxFixture()
  const { subscriptionId } = fixture.subscription()
  for (const [method, path] of [
    ['PUT', ''],
    ['DELETE', ''],
    ['POST', `/${subscriptionId}`],
    ['DELETE', `/${subscriptionId}/events`],
  ]) {
    const response = await fixture.call(method ?? '', path ?? '')
    expect([response.status, UpstreamErrorBody.parse(await response.json()).status]).toEqual([405, 405])
  }
})

it('answers paths with doubled and trailing slashes', async () => {
  const fixture = createSandboxFixture()
  const { subscriptionId } = fixture.subscription()
  for (const path of ['/', '//', `//${subscriptionId}`, `/${subscriptionId}//events/`])
    expect((await fixture.call('GET', path)).status).toBe(200)
})

it('has each operation at one place', () => {
  const { options } = createSandboxFixture({ redeliverAll: 'on', exportsPath: 'both' }).sandbox
  const places = Object.values<Operation>(OPERATIONS).flatMap(({ method, paths }) =>
    paths(options).map((path) => `${method} ${path}`),
  )
  expect(new Set(places).size).toBe(places.length)
})
