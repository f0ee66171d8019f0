import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { HeaderMap } from '../contract/upstream/common.ts'
import { EntityTypeListReply, EntityTypeReply } from '../contract/upstream/entity-type.ts'
import { UpstreamErrorBody } from '../contract/upstream/error.ts'
import { UpstreamEvent, UpstreamExport, UpstreamHistoryEntry, UpstreamSummary } from '../contract/upstream/event.ts'
import { Jwk, JwkSet } from '../contract/upstream/keys.ts'
import { upstreamList } from '../contract/upstream/list.ts'
import { SetClaims, SetHeader } from '../contract/upstream/notification.ts'
import {
  FilterSchema,
  SubscriptionCreate,
  SubscriptionPatch,
  UpstreamSubscription,
} from '../contract/upstream/subscription.ts'
import { TokenError, TokenReply } from '../contract/upstream/token.ts'
import { apiExample } from '../testing/api-example.ts'
import { createSandboxFixture } from '../testing/sandbox-fixture.ts'

/** Which part of the contract an example belongs to, by the beginning of its name; the first that fits counts. */
const SCHEMAS: [beginning: string, schema: z.ZodType][] = [
  ['entityType-list', EntityTypeListReply],
  ['entityType', EntityTypeReply],
  ['error', UpstreamErrorBody],
  ['event-get', UpstreamEvent],
  ['event-history', upstreamList(UpstreamHistoryEntry)],
  ['events-list', upstreamList(UpstreamEvent)],
  ['export-list', upstreamList(UpstreamExport)],
  ['export', UpstreamExport],
  ['filter-cases', z.array(z.object({ filter: FilterSchema.nullable() }))],
  ['filter', z.object({ filter: FilterSchema })],
  ['jwk-single', Jwk],
  ['jwk', JwkSet],
  ['notification-request-headers', HeaderMap],
  ['set', z.object({ header: SetHeader, payload: SetClaims })],
  ['subscription-create-request', SubscriptionCreate],
  ['subscription-patch-request', SubscriptionPatch],
  ['subscription-', UpstreamSubscription],
  ['subscriptions-list', upstreamList(UpstreamSubscription)],
  ['summary', UpstreamSummary],
  ['token-200', TokenReply],
  ['token', TokenError],
]
const files = readdirSync(new URL('../testing/api-examples/', import.meta.url))

describe('the contract reads every example, variants included', () => {
  it.each(files.filter((file) => file.endsWith('.json') && file !== 'index.json'))('%s', (file) => {
    const [, schema] = SCHEMAS.find(([beginning]) => file.startsWith(beginning)) ?? []
    expect(schema?.safeParse(apiExample(file)).error).toBeUndefined()
    expect(schema).toBeDefined()
  })
})

describe('the sandbox answers with the members of the examples', () => {
  /** Member names, at every depth; of a list those of its first element. */
  const shapeOf = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.slice(0, 1).map(shapeOf)
    if (typeof value !== 'object' || value === null) return typeof value
    const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
    return Object.fromEntries(members.map(([name, member]) => [name, name === 'headers' ? 'headers' : shapeOf(member)]))
  }

  const prepare = async () => {
    const fixture = createSandboxFixture()
    const { subscriptionId } = fixture.subscription()
    fixture.sandbox.state.listeners.set('crm', { does: 'recover', after: 1 })
    const [event] = fixture.sandbox.happen({
      customer: 'production',
      type: 'entityUpdated',
      application: 'a',
      client: 'c',
      attributes: ['email'],
    })
    await fixture.clock.advance(3000)
    return { fixture, path: `/${subscriptionId}`, eventPath: `/${subscriptionId}/events/${event?.id}` }
  }

  it.each([
    ['subscriptions-list-200.json', () => ''],
    ['events-list-200.json', ({ path }: { path: string }) => `${path}/events`],
    ['event-get-200.json', ({ eventPath }: { eventPath: string }) => eventPath],
    ['event-history-200.assumed.json', ({ eventPath }: { eventPath: string }) => `${eventPath}/history`],
  ])('%s', async (file, pathOf) => {
    const prepared = await prepare()
    const answer = await (await prepared.fixture.call('GET', pathOf({ ...prepared }))).json()
    expect(shapeOf(answer)).toEqual(shapeOf(apiExample(file)))
  })

  it('subscription-create-201.json, asked for with subscription-create-request.json', async () => {
    const answer = await (
      await createSandboxFixture().call('POST', '', apiExample('subscription-create-request.json'))
    ).json()
    expect(shapeOf(answer)).toEqual(shapeOf(apiExample('subscription-create-201.json')))
  })

  it('subscription-get-200.json, after subscription-patch-request.json', async () => {
    const fixture = createSandboxFixture()
    const { filter } = apiExample('filter-application-type-attributes.json')
    const { subscriptionId } = fixture.subscription({ filter })
    expect(
      (await fixture.call('PATCH', `/${subscriptionId}`, apiExample('subscription-patch-request.json'))).status,
    ).toBe(200)
    const answer = await (await fixture.call('GET', `/${subscriptionId}`)).json()
    expect(shapeOf(answer)).toEqual(shapeOf(apiExample('subscription-get-200.json')))
  })
})
