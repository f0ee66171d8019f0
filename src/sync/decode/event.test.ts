import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { EventItem } from '../../contract/event.ts'
import { UpstreamEvent } from '../../contract/upstream/event.ts'
import { apiExample } from '../../testing/api-example.ts'
import { decodeEvent } from './event.ts'
import { normaliseState } from './state.ts'

const SUBSCRIPTION = 'e5269842-024f-49bf-8a39-67aec8048b42'
const example = (name: string): unknown => apiExample(`${name}.json`)
const stored = UpstreamEvent.parse(example('event-get-200'))
const failed = UpstreamEvent.parse(example('event-get-200.failure.reconstructed'))
const off = UpstreamEvent.parse(example('event-get-200.disabled-subscription.assumed'))
const withPayload = (payload: string): UpstreamEvent => ({ ...stored, request: { ...stored.request, payload } })
const tokenOf = (payload: unknown) =>
  `${Buffer.from('{"alg":"RS256","kid":"1"}').toString('base64url')}.${Buffer.from(JSON.stringify(payload)).toString('base64url')}.sig`

describe('decoding an event', () => {
  it('tells what the documented one says', () => {
    expect(decodeEvent(SUBSCRIPTION, stored)).toEqual({
      id: '28da8068-61cc-4af3-8d5e-ae49a02dd47b',
      subscriptionId: SUBSCRIPTION,
      createdAt: '2020-01-27T16:53:50.815936Z',
      updatedAt: '2020-01-27T16:53:51.554764Z',
      state: 'success',
      attempts: 1,
      unread: false,
      due: false,
      type: 'entityUpdated',
      eventId: 'e0a70b4f-1eef-4856-bcdb-f050fee66aae',
      entityType: 'user',
      attributes: ['primaryAddress.city', 'primaryAddress.state', 'primaryAddress.country'],
      user: '6b004bc5-179c-45c2-815d-31b06169371d',
      application: 'zzyn9gy9r8xdy5zkru4y54syk6',
      client: 'elrrniux51a3nrhfwzklvz3t46lb5n2m',
      occurredAt: '2021-09-23T16:58:46.000000Z',
      listenerStatus: 200,
      listenerError: null,
      cause: null,
      expiresAt: '2020-02-03T16:53:50.815936Z',
      claim: { entityUpdated: expect.objectContaining({ entityType: 'user' }) },
    })
  })

  it('counts the days of a failure from its failing (API 18 #37)', () => {
    const { state, cause, expiresAt, updatedAt } = decodeEvent(SUBSCRIPTION, failed)
    expect([state, cause, updatedAt, expiresAt]).toEqual([
      'failure',
      'server-error',
      '2020-01-28T18:00:00.000001Z',
      '2020-02-04T18:00:00.000001Z',
    ])
  })

  it('knows an event of a disabled subscription', () => {
    expect(decodeEvent(SUBSCRIPTION, off)).toMatchObject({ attempts: 0, cause: 'off', listenerStatus: null })
  })

  it('reads the early token: toe in milliseconds, aud a string, no event id (API 17)', () => {
    const { payload } = example('set-entityUpdated.legacy-variant') as { payload: object }
    expect(
      decodeEvent(SUBSCRIPTION, withPayload(tokenOf({ ...payload, aud: 'https://listener.example' }))),
    ).toMatchObject({
      type: 'entityUpdated',
      eventId: null,
      attributes: ['familyName'],
      occurredAt: '2020-01-27T16:53:50.739000Z',
    })
  })

  it.each(['set-entityCreated', 'set-entityDeleted', 'set-test'])('reads %s', (name) => {
    const { compact, payload } = example(name) as { compact: string; payload: { events: Record<string, unknown> } }
    const event = decodeEvent(SUBSCRIPTION, withPayload(compact))
    expect([event.type, event.attributes, event.claim]).toEqual([Object.keys(payload.events)[0], [], payload.events])
  })

  it('keeps an unknown type, and what can be read of an odd one', () => {
    const odd = { events: { consentGiven: { id: 7, sub: 'u', attributes: ['a', 1, null, 'b'] } }, toe: 'noon' }
    expect(decodeEvent(SUBSCRIPTION, withPayload(tokenOf(odd)))).toMatchObject({
      type: 'consentGiven',
      eventId: null,
      user: 'u',
      attributes: ['a', 'b'],
      occurredAt: null,
      claim: null,
    })
  })

  it('keeps what a store can hold of what is far out', () => {
    const far = { ...stored, attempts: 2 ** 40, state: 'x'.repeat(9_000), response: { statusCode: 2 ** 40 } }
    expect(decodeEvent(SUBSCRIPTION, far)).toMatchObject({
      attempts: 2 ** 31 - 1,
      state: 'x'.repeat(100),
      listenerStatus: null,
    })
  })

  it.each(['', 'not a token', 'a.b.c', tokenOf(null), tokenOf({ events: [] }), tokenOf({ events: { x: 1 } })])(
    'says nothing of a payload that is none: %s',
    (payload) => {
      const event = decodeEvent(SUBSCRIPTION, withPayload(payload))
      expect([event.type, event.claim, event.user, event.attributes]).toEqual([null, null, null, []])
    },
  )

  it('makes an event of the contract of whatever the payload holds', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json().map((json) => tokenOf(JSON.parse(json))),
        ),
        (payload) => {
          expect(EventItem.safeParse(decodeEvent(SUBSCRIPTION, withPayload(payload))).error).toBeUndefined()
        },
      ),
    )
  })
})

it.each([
  ['success', 'success'],
  ['SUCCESS', 'success'],
  ['retry', 'awaiting-retry'],
  ['AWAITING_RETRY', 'awaiting-retry'],
  ['awaiting_scheduling', 'awaiting-executing'],
  ['awaiting-executing', 'awaiting-executing'],
  ['Succeeded', 'success'],
  ['DELIVERED', 'success'],
  ['failed', 'failure'],
  ['ERROR', 'failure'],
  ['retrying', 'awaiting-retry'],
  ['awaitingRetry', 'awaiting-retry'],
  ['pending', 'awaiting-executing'],
  ['queued', 'awaiting-executing'],
  ['in_progress', 'executing'],
  ['constructor', 'constructor'],
  ['On Hold', 'on-hold'],
])('writes the state %s as %s', (state, normal) => {
  expect(normaliseState(state)).toBe(normal)
})
