import { describe, expect, it } from 'vitest'
import { Problem } from '../../contract/problem.ts'
import { apiExampleText } from '../../testing/api-example.ts'
import type { RefusalContext } from './operations.ts'
import { refusalOfAnswer } from './refusal-of-answer.ts'

const refused = (
  status: number,
  operation: RefusalContext['operation'],
  body = '',
  headers: Record<string, string> = {},
) => {
  const answer = { status, headers: new Headers(headers), text: body }
  return refusalOfAnswer(answer, { operation, secrets: [], now: 0 }).problem
}

it.each<[number, RefusalContext['operation'], string, number]>([
  [400, 'token', 'upstream_credentials', 502],
  [401, 'token', 'upstream_credentials', 502],
  [404, 'token', 'upstream_credentials', 502],
  [429, 'token', 'rate_limited', 429],
  [500, 'token', 'upstream_unavailable', 503],
  [401, 'getEvent', 'upstream_forbidden', 502],
  [403, 'redeliver', 'upstream_forbidden', 502],
  [404, 'listSubscriptions', 'upstream_refused', 502],
  [404, 'getSubscription', 'not_found', 404],
  [404, 'redeliver', 'not_found', 404],
  [429, 'listEvents', 'rate_limited', 429],
  [429, 'redeliver', 'rate_limited', 429],
  [400, 'patchSubscription', 'upstream_refused', 422],
  [409, 'patchSubscription', 'upstream_refused', 409],
  [418, 'getEvent', 'upstream_refused', 502],
  [500, 'getEvent', 'upstream_unavailable', 503],
  [502, 'getEvent', 'upstream_unavailable', 503],
  [503, 'getEvent', 'upstream_unavailable', 503],
  [504, 'getEvent', 'upstream_timeout', 504],
  [500, 'redeliver', 'upstream_unavailable', 503],
  [502, 'redeliver', 'outcome_unknown', 504],
  [503, 'patchSubscription', 'upstream_unavailable', 503],
  [504, 'patchSubscription', 'outcome_unknown', 504],
])('%i to %s is %s', (upstreamStatus, operation, code, status) => {
  const problem = refused(upstreamStatus, operation, '<html>')
  expect(problem).toMatchObject({ code, status, upstreamStatus })
  expect(Problem.safeParse({ ...problem, requestId: 'x' }).success).toBe(true)
})

it('says in the API’s words what it said', () => {
  expect(refused(403, 'getEvent', apiExampleText('error-403.assumed.json')).upstreamMessage).toMatch(/permission/)
  expect(refused(401, 'token', apiExampleText('token-401-invalid-client.assumed.json')).upstreamMessage).toBe(
    'Client authentication failed',
  )
})

it('names the members the API found wrong', () => {
  expect(
    refused(400, 'patchSubscription', apiExampleText('error-400-field-validation.assumed.json')).fields,
  ).toMatchObject([{ name: 'title' }, { name: 'endpoint' }])
})

it('tells what is not there', () => {
  expect(refused(404, 'getEvent').remedy).toMatch(/7 days/)
  expect(refused(404, 'getSubscription').title).toMatch(/subscription/)
  expect(refused(404, 'listSubscriptions').remedy).toMatch(/customerId/)
})

describe('a redelivery', () => {
  it.each([
    [apiExampleText('error-409-not-failed.assumed.json'), 'not_failed'],
    ['{"details": "Event has not failed"}', 'not_failed'],
    ['{"details": "Subscription is disabled"}', 'subscription_off'],
    ['{"detail": "The subscription is not enabled; event in state failure"}', 'subscription_off'],
    ['{"title": "Conflict"}', 'upstream_refused'],
    ['', 'upstream_refused'],
  ])('refused by 409 with %s is %s', (body, code) => {
    expect(refused(409, 'redeliver', body)).toMatchObject({ code, status: 409, upstreamStatus: 409 })
  })

  it('beyond the ration is told how long to wait only where the API says it', () => {
    expect(refused(429, 'redeliver', apiExampleText('error-429.assumed.json'))).not.toHaveProperty('retryAfter')
    expect(refused(429, 'redeliver', '', { 'retry-after': '12' })).toMatchObject({
      retryAfter: 12,
      remedy: 'Try again in 12 seconds.',
    })
  })
})

it('knows no waiting time for other calls unless the API says one', () => {
  expect(refused(429, 'listEvents')).not.toHaveProperty('retryAfter')
  expect(refused(503, 'listEvents', '', { 'retry-after': '30' })).toMatchObject({ retryAfter: 30 })
})
