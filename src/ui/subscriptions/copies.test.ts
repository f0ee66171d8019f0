import { expect, it } from 'vitest'
import { UpstreamSubscription } from '../../contract/upstream/subscription.ts'
import { addressOf, curlOf, jsonOf } from './copies.ts'

const upstream = { baseUrl: 'https://v1.api.us.janrain.com', customerId: '00000000-0000-0000-0000-000000000000' }
const id = 'fafd23cf-ec8d-49a0-a640-7cfc144e2aec'

it('gives a command that names a token instead of holding one', () => {
  expect(curlOf(upstream, id)).toMatchInlineSnapshot(`
    "curl --fail-with-body 'https://v1.api.us.janrain.com/00000000-0000-0000-0000-000000000000/webhooks/subscriptions/fafd23cf-ec8d-49a0-a640-7cfc144e2aec' \\
      --header "Authorization: Bearer $ACCESS_TOKEN""
  `)
})

it('leaves the shell nothing to read', () => {
  expect(curlOf({ ...upstream, baseUrl: "https://x'$(id)" }, id)).toContain(String.raw`'https://x'\''$(id)/`)
})

it('does not double the slash of a base address', () => {
  expect(addressOf({ ...upstream, baseUrl: 'http://localhost:4400/' }, id)).toBe(
    `http://localhost:4400/00000000-0000-0000-0000-000000000000/webhooks/subscriptions/${id}`,
  )
})

it('writes a subscription as the API does', () => {
  const text = jsonOf(upstream, {
    id,
    title: 'Orders',
    endpoint: 'https://orders.example.com/hook',
    events: ['entityCreated'],
    enabled: true,
    filter: null,
    createdAt: '2026-11-21T10:00:00.123456Z',
    updatedAt: '2026-11-21T10:00:00.123456Z',
    version: 'v1',
  })
  expect(UpstreamSubscription.parse(JSON.parse(text))).toMatchObject({ subscriptionId: id, title: 'Orders' })
  expect(text).not.toContain('filter')
})
