import { expect, it } from 'vitest'
import { EventDetail } from '../../../contract/event.ts'
import type { Subscription } from '../../../contract/subscription.ts'
import { apiExample } from '../../../testing/api-example.ts'
import { CUSTOMER, type StubAnswer, stubApi } from '../../../testing/stub-api.ts'
import { createTokenVerifier } from '../../../upstream/verify-token.ts'
import { readEventDetail } from './event-detail.ts'

const event = apiExample('event-get-200.json')

const subscription: Subscription = {
  id: 'e5269842-024f-49bf-8a39-67aec8048b42',
  title: 'CRM',
  endpoint: event.request.endpoint,
  events: ['entityUpdated'],
  enabled: true,
  filter: null,
  createdAt: '2020-01-27T16:00:00Z',
  updatedAt: '2020-01-27T16:00:00Z',
  version: 'v1',
}

const read = (answers: Record<string, () => StubAnswer>, options?: { signal: AbortSignal }) => {
  const { upstream } = stubApi((request) => {
    const end = new URL(request.url).pathname.split('/').at(-1) ?? ''
    const answer = answers[end === 'history' || end === 'jwk' ? end : 'event']
    return answer?.() ?? Response.json({}, { status: 404 })
  })
  const environment = { baseUrl: 'https://v1.api.us.janrain.com', customerId: CUSTOMER }
  const verify = createTokenVerifier({ environment, keys: upstream.keys, now: () => 0 })
  const sync = { readEvent: (_: string, ...ids: Parameters<typeof upstream.getEvent>) => upstream.getEvent(...ids) }
  return readEventDetail({ context: { id: 'test', upstream, verify }, sync }, subscription, event.id, options)
}
const all = {
  event: () => Response.json(event),
  history: () => Response.json(apiExample('event-history-200.assumed.json')),
  jwk: () => Response.json(apiExample('jwk-200.json')),
}

it('puts everything known of an event together', async () => {
  const { detail } = await read(all)
  expect(EventDetail.omit({ queued: true }).parse(detail)).toEqual(detail)
  expect(detail).toMatchObject({
    event: { id: event.id, state: 'success', type: 'entityUpdated' },
    subscription: { id: subscription.id, title: 'CRM', enabled: true },
    historyProblem: null,
    response: { status: 200, error: null },
    token: { verification: { result: 'verified' } },
  })
  expect(detail.history.map(({ state, attempt, status }) => [state, attempt, status])).toEqual([
    ['awaiting-executing', null, null],
    ['executing', null, null],
    ['awaiting-retry', 1, 503],
    ['executing', null, null],
    ['success', 2, 200],
  ])
})

it('orders the history by time and its states by their usual names', async () => {
  const history = [
    { state: 'RETRY', createdAt: '2020-01-27T16:53:51.5Z', error: 'no answer' },
    { state: 'awaiting_scheduling', createdAt: '2020-01-27T16:53:51.123456789Z', response: { error: 'tls' } },
  ]
  const { detail } = await read({ ...all, history: () => Response.json(history) })
  expect(detail.history.map(({ state, error }) => [state, error])).toEqual([
    ['awaiting-executing', 'tls'],
    ['awaiting-retry', 'no answer'],
  ])
})

it('masks cookies and credentials, in both directions', async () => {
  const { detail } = await read({
    ...all,
    event: () =>
      Response.json({
        ...event,
        request: { ...event.request, headers: { Authorization: 'Bearer hunter2' } },
        response: { statusCode: 200, headers: { 'Set-Cookie': 'sid=hunter2; Path=/' } },
      }),
  })
  expect([detail.request?.headers, detail.response?.headers]).toEqual([
    { Authorization: '[masked]' },
    { 'Set-Cookie': 'sid=[masked]' },
  ])
  expect(JSON.stringify(detail)).not.toContain('hunter2')
})

it('shows an event without an answer', async () => {
  const off = apiExample('event-get-200.disabled-subscription.assumed.json')
  const { detail } = await read({ ...all, event: () => Response.json({ ...off, id: event.id }) })
  expect(detail).toMatchObject({ response: null, event: { cause: 'off', attempts: 0 } })
})

it('shows an event without its history, and says why', async () => {
  const { detail } = await read({ ...all, history: () => Response.json({}, { status: 500 }) })
  expect(detail).toMatchObject({ history: [], historyProblem: 'The API is not available at the moment' })
})

it('shows an event whose payload is no token, and one whose keys are away', async () => {
  const payload = (text: string) => () => Response.json({ ...event, request: { ...event.request, payload: text } })
  const unreadable = await read({ ...all, event: payload('garbage') })
  expect(unreadable.detail).toMatchObject({ token: null, event: { type: null }, request: { payload: 'garbage' } })
  const { jwk: _, ...keyless } = all
  expect((await read(keyless)).detail.token?.verification.result).toBe('unchecked')
})

it('fails with the event itself', async () => {
  const { event: _, ...gone } = all
  await expect(read(gone)).rejects.toMatchObject({ problem: { code: 'not_found', upstreamStatus: 404 } })
})
