import { describe, expect, it } from 'vitest'
import { Refusal } from '../../contract/refusal.ts'
import { type ReadSubscription, SubscriptionAnswer } from '../../contract/upstream/subscription.ts'
import { apiExample } from '../../testing/api-example.ts'
import { stubApi } from '../../testing/stub-api.ts'
import { normalised } from './subscriptions.ts'

const stored = apiExample('subscription-get-200.json') as Record<string, unknown> & { subscriptionId: string }
const SUB = stored.subscriptionId
const PATH = `/webhooks/subscriptions/${SUB}`
const BODY = { title: 'New', endpoint: 'https://crm.example', events: ['entityCreated'], enabled: false, filter: null }
const list = (...items: object[]) => Response.json({ total: items.length, _embedded: items })
const created = { ...stored, ...BODY, filter: undefined }

/** An API of which `answers` are given by method and path; anything else it does not have. */
const anApi = (answers: Record<string, () => Response>) =>
  stubApi((request) => {
    const at = `${request.method} ${new URL(request.url).pathname.replace(/^\/base\/[^/]+/, '')}`
    return answers[at]?.() ?? new Response(null, { status: 404 })
  })
const asked = (calls: string[]) => calls.slice(1).map((call) => call.replace(/(\?.*)? token-1$/, ''))
const problemOf = async (work: Promise<unknown>) => {
  const error = await work.catch((thrown: unknown) => thrown)
  return error instanceof Refusal ? error.problem : error
}

const partial = (...left: string[]) =>
  Object.fromEntries(Object.entries(stored).filter(([name]) => !left.includes(name)))
const UNTOLD: [string, () => Response][] = [
  ['204', () => new Response(null, { status: 204 })],
  ['an empty 200', () => new Response('')],
  ['a text', () => new Response('OK')],
  ['an empty object', () => Response.json({})],
  ['a list', () => Response.json([stored])],
  ['nothing but the id', () => Response.json({ subscriptionId: SUB })],
  ...['title', 'endpoint', 'events', 'enabled'].map((name): [string, () => Response] => [
    `all but ${name}`,
    () => Response.json(partial(name)),
  ]),
]

const ODDLY_TOLD: [string, object][] = [
  ['null for the title', { title: null }],
  ['an empty endpoint', { endpoint: '' }],
  ['event types that are no list', { events: { odd: true } }],
  ['no text for the switch', { enabled: 'no' }],
  ['a title in other letters', { title: String(stored.title).toUpperCase() }],
  ['event types that it never had', { events: ['somethingElse'] }],
  ['a filter that it never had', { filter: {} }],
]

describe('a change that succeeded', () => {
  it.each(ODDLY_TOLD)('is looked at once when the answer has %s', async (_, odd) => {
    const { upstream, calls } = anApi({
      [`PATCH ${PATH}`]: () => Response.json({ ...stored, enabled: false, ...odd }),
      [`GET ${PATH}`]: () => Response.json({ ...stored, enabled: false }),
    })
    const before = normalised(SubscriptionAnswer.read(stored).data as ReadSubscription)
    const patched = await upstream.patchSubscription(before, { enabled: false })
    expect(patched).toMatchObject({ enabled: false, title: stored.title, events: stored.events })
    expect(asked(calls)).toEqual([`PATCH ${PATH}`, `GET ${PATH}`])
  })

  it.each(UNTOLD)('is done, and looked at once, when the answer is %s', async (_, answer) => {
    const { upstream, calls } = anApi({
      [`PATCH ${PATH}`]: answer,
      [`GET ${PATH}`]: () => Response.json({ ...stored, enabled: false }),
    })
    const patched = await upstream.patchSubscription({ id: SUB, filter: null }, { enabled: false })
    expect(patched).toMatchObject({ id: SUB, enabled: false, title: stored.title })
    expect(asked(calls)).toEqual([`PATCH ${PATH}`, `GET ${PATH}`])
    expect(upstream.differences()).toContainEqual(expect.objectContaining({ operation: 'patchSubscription' }))
  })

  it.each([
    ['it had before', { enabled: true }, { minProperties: 1 }],
    ['it was given', { filter: { minProperties: 1 } }, null],
  ])('is looked at when the answer leaves out a filter that %s', async (_, patch, filter) => {
    const { upstream, calls } = anApi({
      [`PATCH ${PATH}`]: () => Response.json(partial('filter')),
      [`GET ${PATH}`]: () => Response.json({ ...stored, filter: { minProperties: 1 } }),
    })
    const patched = await upstream.patchSubscription({ id: SUB, filter }, patch)
    expect([patched.filter, asked(calls).length]).toEqual([{ minProperties: 1 }, 2])
  })

  it('is unknown when it cannot be looked at either', async () => {
    const { upstream } = anApi({ [`PATCH ${PATH}`]: () => new Response(null, { status: 204 }) })
    const work = upstream.patchSubscription({ id: SUB, filter: null }, { enabled: false })
    expect(await problemOf(work)).toMatchObject({ code: 'outcome_unknown', upstreamStatus: 204 })
  })
})

describe('a creation that succeeded', () => {
  const POST = 'POST /webhooks/subscriptions'
  const GET = 'GET /webhooks/subscriptions'

  it.each<[string, () => Response, string]>([
    ['Location', () => new Response(null, { status: 201, headers: { location: `https://x.test/a${PATH}` } }), PATH],
    ['its id', () => Response.json({ subscriptionId: SUB }, { status: 201 }), PATH],
    ['its id by another name', () => Response.json({ id: SUB.toUpperCase() }, { status: 201 }), PATH],
    ['its title', () => new Response(null, { status: 204 }), '/webhooks/subscriptions'],
  ])('is found by %s', async (_, answer, where) => {
    const other = { ...stored, subscriptionId: crypto.randomUUID(), title: 'Another' }
    const { upstream, calls } = anApi({
      [POST]: answer,
      [`GET ${PATH}`]: () => Response.json(created),
      [GET]: () => list(other, created),
    })
    expect(await upstream.createSubscription(BODY)).toMatchObject({ id: SUB, title: 'New' })
    expect(asked(calls).slice(0, 2)).toEqual([POST, `GET ${where}`])
    expect(asked(calls).filter((call) => call === POST)).toHaveLength(1)
  })

  it.each([
    ['none', [stored]],
    ['two', [created, { ...created, subscriptionId: crypto.randomUUID() }]],
  ])('is unknown when the list has %s of its title', async (_, items) => {
    const { upstream } = anApi({ [POST]: () => new Response(null, { status: 201 }), [GET]: () => list(...items) })
    expect(await problemOf(upstream.createSubscription(BODY))).toMatchObject({
      code: 'outcome_unknown',
      upstreamStatus: 201,
    })
  })
})

describe('a call that the API does not have', () => {
  const there = { [`GET ${PATH}`]: () => Response.json(stored) }
  const nowhere = (status: number) => () => Response.json({ details: 'no route' }, { status })

  it.each([404, 405, 410])('is not taken for a subscription that is gone (%i)', async (status) => {
    const answers = {
      ...there,
      [`PATCH ${PATH}`]: nowhere(status),
      [`DELETE ${PATH}`]: nowhere(status),
      [`GET ${PATH}/events`]: nowhere(status),
      [`POST ${PATH}/test`]: nowhere(status),
      [`GET ${PATH}/exports`]: nowhere(status),
      [`POST ${PATH}/exports`]: nowhere(status),
    }
    const { upstream } = anApi(answers)
    const works = {
      'changes of subscriptions': upstream.patchSubscription({ id: SUB, filter: null }, { enabled: true }),
      'the deletion of subscriptions': upstream.deleteSubscription(SUB),
      'the events of this subscription': upstream.listEvents(SUB, {}),
      'test notifications': upstream.sendTest(SUB),
      'exports of this subscription': upstream.listExports(SUB),
    }
    for (const [words, work] of Object.entries(works))
      expect(await problemOf(work)).toMatchObject({
        code: 'upstream_refused',
        title: `The API does not offer ${words} (${status})`,
        upstreamStatus: status,
        upstreamMessage: expect.stringContaining('no route'),
      })
    expect(await problemOf(upstream.startExport(SUB))).toMatchObject({
      title: expect.stringContaining('offer exports'),
    })
  })

  it.each([404, 410])('is one for a thing that is gone when that is not there either (%i)', async (status) => {
    const { upstream } = stubApi(nowhere(status))
    for (const work of [upstream.deleteSubscription(SUB), upstream.listEvents(SUB, {}), upstream.sendTest(SUB)])
      expect(await problemOf(work)).toMatchObject({ code: 'not_found', upstreamStatus: status })
  })

  it('to get one subscription leaves it to the list', async () => {
    const { upstream } = anApi({ 'GET /webhooks/subscriptions': () => list(stored) })
    expect(await upstream.getSubscription(SUB)).toMatchObject({ id: SUB, title: stored.title })
    expect(await problemOf(upstream.getSubscription(crypto.randomUUID()))).toMatchObject({ code: 'not_found' })
  })

  it('to get one history is not an event that is forgotten', async () => {
    const event = apiExample('event-get-200.json') as { id: string }
    const { upstream } = anApi({ [`GET ${PATH}/events/${event.id}`]: () => Response.json(event) })
    expect(await problemOf(upstream.getHistory(SUB, event.id))).toMatchObject({
      title: 'The API does not offer the history of this event (404)',
    })
  })

  it('to get one export leaves it to the list', async () => {
    const jobs = apiExample('export-list-200.json') as { _embedded: { exports: { id: string }[] } }
    const id = jobs._embedded.exports[0]?.id ?? ''
    const { upstream } = anApi({ [`GET ${PATH}/exports`]: () => Response.json(jobs) })
    expect(await upstream.getExport(SUB, id)).toMatchObject({ id })
    expect(await problemOf(upstream.cancelExport(SUB, id))).toMatchObject({
      title: 'The API does not offer the cancellation of this export (404)',
    })
  })
})
