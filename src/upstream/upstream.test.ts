import { describe, expect, it } from 'vitest'
import { Refusal } from '../contract/refusal.ts'
import type { FilterSchema } from '../contract/upstream/subscription.ts'
import { apiExample } from '../testing/api-example.ts'
import { stubApi } from '../testing/stub-api.ts'

const stored = apiExample('subscription-get-200.json') as {
  subscriptionId: string
  updatedAt: string
  title: string
  filter: FilterSchema
}
const SUB = stored.subscriptionId
const event = apiExample('event-get-200.json') as { id: string }

const problemOf = async (work: Promise<unknown>) => {
  const error = await work.catch((thrown: unknown) => thrown)
  return error instanceof Refusal ? error.problem : error
}
const json = (body: unknown) => Response.json(body)
const TOKEN = 'POST /login/token cli ent:se:cret/é'
const GET_SUB = `GET /webhooks/subscriptions/${SUB}`

describe('a call', () => {
  it('asks for a token once, by the only scope, and sends nothing of its own accord', async () => {
    const { upstream, calls, bodies } = stubApi(() => json(stored))
    await Promise.all([upstream.getSubscription(SUB), upstream.getSubscription(SUB)])
    expect(calls).toEqual([TOKEN, `${GET_SUB} token-1`, `${GET_SUB} token-1`])
    expect(bodies[0]).toBe('application/x-www-form-urlencoded: grant_type=client_credentials&scope=*%3Awebhooks%2F**')
  })

  it('normalises a subscription', async () => {
    const { upstream } = stubApi(() => json({ ...stored, news: true }))
    const found = await upstream.getSubscription(SUB)
    expect(found).toMatchObject({ id: SUB, title: stored.title, updatedAt: stored.updatedAt })
    expect(Object.keys(found).toSorted()).toEqual(
      ['id', 'title', 'endpoint', 'events', 'enabled', 'filter', 'createdAt', 'updatedAt', 'version'].toSorted(),
    )
  })

  it.each(['../x', '', 'a b', `${SUB}/..`, `${SUB}?x`])('goes nowhere with the id %j', async (id) => {
    const { upstream, calls } = stubApi()
    const works = [
      upstream.getSubscription(id),
      upstream.patchSubscription({ id: id, filter: null }, {}),
      upstream.deleteSubscription(id),
      upstream.listEvents(id, {}),
      upstream.listEvents(SUB, { after: id || 'x' }),
      upstream.getEvent(SUB, id),
      upstream.getHistory(SUB, id),
      upstream.redeliver(SUB, id),
    ]
    for (const work of works) expect(await problemOf(work)).toMatchObject({ code: 'invalid_request', status: 400 })
    expect(calls).toEqual([])
  })

  it('lists events by cursor, one page at a time', async () => {
    const { upstream, calls } = stubApi(() => json(apiExample('events-list-200.json')))
    const list = await upstream.listEvents(SUB, { after: event.id, before: SUB })
    expect(list.items.length).toBe(list.total)
    expect(calls.at(-1)).toBe(`${GET_SUB}/events?after=${event.id}&before=${SUB} token-1`)
  })

  it('reads an event and its history', async () => {
    const { upstream, calls } = stubApi(
      () => json(event),
      () => json(apiExample('event-history-200.assumed.json')),
    )
    expect((await upstream.getEvent(SUB, event.id)).id).toBe(event.id)
    expect(await upstream.getHistory(SUB, event.id)).toHaveLength(5)
    expect(calls.slice(1)).toEqual([
      `${GET_SUB}/events/${event.id} token-1`,
      `${GET_SUB}/events/${event.id}/history token-1`,
    ])
  })

  it('patches by merge patch', async () => {
    const { upstream, bodies, calls } = stubApi(() => json({ ...stored, enabled: false }))
    const patched = await upstream.patchSubscription(
      { id: SUB, filter: stored.filter },
      { title: stored.title, enabled: false },
    )
    expect([patched.enabled, calls.at(-1)]).toEqual([false, `PATCH /webhooks/subscriptions/${SUB} token-1`])
    expect(bodies.at(-1)).toBe(
      `application/merge-patch+json: ${JSON.stringify({ title: stored.title, enabled: false })}`,
    )
  })

  it('creates with JSON, without a filter where there is none, and with types it never heard of', async () => {
    const body = { title: 'New', endpoint: 'https://crm.example', events: ['userMoved'], enabled: false }
    const made = { ...stored, ...body, filter: undefined }
    const { upstream, bodies, calls } = stubApi(() => Response.json(made, { status: 201 }))
    expect((await upstream.createSubscription({ ...body, filter: null })).id).toBe(SUB)
    expect(calls.at(-1)).toBe('POST /webhooks/subscriptions token-1')
    expect(bodies.at(-1)).toBe(`application/json: ${JSON.stringify(body)}`)
    await upstream.createSubscription({ ...body, filter: { additionalProperties: false } })
    expect(bodies.join()).toContain('"filter":{"additionalProperties":false}')
  })

  it('is not told another customer’s subscription as the one it created', async () => {
    const { upstream } = stubApi(() => Response.json({ ...stored, customerId: SUB }, { status: 201 }))
    const body = { title: 'New', endpoint: 'https://crm.example', events: [], enabled: true, filter: null }
    expect(await problemOf(upstream.createSubscription(body))).toMatchObject({ code: 'outcome_unknown' })
  })

  it.each([200, 202, 204])('takes %i for a deletion', async (status) => {
    const { upstream, calls } = stubApi(() => new Response(status === 204 ? null : 'garbage', { status }))
    expect(await upstream.deleteSubscription(SUB)).toEqual({ status })
    expect(calls.at(-1)).toBe(`DELETE /webhooks/subscriptions/${SUB} token-1`)
  })

  it.each([200, 202, 204])('takes %i for a redelivery, whatever the body', async (status) => {
    const { upstream, calls } = stubApi(() => new Response(status === 204 ? null : 'garbage', { status }))
    expect(await upstream.redeliver(SUB, event.id)).toEqual({ status })
    expect(calls.at(-1)).toBe(`POST /webhooks/subscriptions/${SUB}/events/${event.id}/redeliver token-1`)
  })

  it('reads the keys without a token, once an hour or when asked', async () => {
    const { upstream, calls, clock } = stubApi(() => json(apiExample('jwk-200.json')))
    await Promise.all([upstream.keys(), upstream.keys()])
    clock.now += 3_599_999
    expect(await upstream.keys()).toHaveLength(3)
    expect(calls).toEqual(['GET /login/jwk '])
    await upstream.keys({ fresh: true })
    clock.now += 3_600_000
    await upstream.keys()
    expect(calls).toHaveLength(3)
  })

  it('lists all subscriptions, and refuses another customer’s', async () => {
    const list = apiExample('subscriptions-list-200.json')
    const { upstream, calls } = stubApi(() => json(list))
    expect((await upstream.listSubscriptions()).items).toHaveLength(list.total)
    expect(calls.slice(1)).toEqual([
      'GET /webhooks/subscriptions token-1',
      'GET /webhooks/subscriptions?page=2 token-1',
    ])
    const [first] = list._embedded
    const foreign = stubApi(() => json({ total: 1, _embedded: [{ ...first, customerId: SUB }] }))
    expect(await problemOf(foreign.upstream.listSubscriptions())).toMatchObject({ code: 'upstream_broken' })
  })

  it('lists the other subscriptions when one cannot be read, and says so once', async () => {
    const broken = { ...stored, subscriptionId: 'broken' }
    const { upstream, unread } = stubApi(() => json({ total: 2, _embedded: [broken, stored] }))
    for (let times = 0; times < 2; times++) {
      const { items, total } = await upstream.listSubscriptions()
      expect([items.map(({ id }) => id), total]).toEqual([[SUB], 2])
    }
    expect(unread).toEqual([{ subscriptionId: null, why: 'a text of another form at /subscriptionId' }])
    expect(upstream.differences()).toMatchObject([
      {
        operation: 'listSubscriptions',
        path: '/_embedded/*/subscriptionId',
        first: '/_embedded/0/subscriptionId',
        found: 'a text of another form',
      },
    ])
    const nothing = stubApi(() => json({ total: 1, _embedded: [broken] }))
    expect(await problemOf(nothing.upstream.listSubscriptions())).toMatchObject({ code: 'upstream_broken' })
  })

  it('is given up with its caller', async () => {
    const caller = new AbortController()
    const { upstream } = stubApi(() => {
      caller.abort()
      return () => new Promise<Response>(() => undefined)
    })
    const work = upstream.getEvent(SUB, event.id, { signal: caller.signal })
    expect(await problemOf(work)).toMatchObject({ code: 'internal', status: 499 })
  })
})
