import { describe, expect, it } from 'vitest'
import { Refusal } from '../../contract/refusal.ts'
import { apiExample } from '../../testing/api-example.ts'
import { CUSTOMER, type StubAnswer, stubApi } from '../../testing/stub-api.ts'

const stored = apiExample('subscription-get-200.json') as { subscriptionId: string; updatedAt: string; title: string }
const SUB = stored.subscriptionId
const event = apiExample('event-get-200.json') as { id: string }

const problemOf = async (work: Promise<unknown>) => {
  const error = await work.catch((thrown: unknown) => thrown)
  return error instanceof Refusal ? error.problem : error
}
const json = (body: unknown, status = 200, headers: Record<string, string> = {}) =>
  Response.json(body, { status, headers })
const TOKEN = 'POST /login/token cli ent:se:cret/é'
const GET_SUB = `GET /webhooks/subscriptions/${SUB}`

describe('a refused token', () => {
  const no = (status: number) => () => json(apiExample('error-403.assumed.json'), status)

  it.each([401, 403])('is renewed and the call repeated once on %i', async (status) => {
    const { upstream, calls } = stubApi(no(status), () => json(stored))
    await upstream.getSubscription(SUB)
    expect(calls).toEqual([TOKEN, `${GET_SUB} token-1`, TOKEN, `${GET_SUB} token-2`])
  })

  it('is forbidden when the new one does not help either, and not asked for without end', async () => {
    const { upstream, calls } = stubApi(no(403))
    const forbidden = { code: 'upstream_forbidden', upstreamStatus: 403 }
    expect(await problemOf(upstream.getSubscription(SUB))).toMatchObject(forbidden)
    expect(await problemOf(upstream.getSubscription(SUB))).toMatchObject(forbidden)
    expect(calls.filter((call) => call === TOKEN)).toHaveLength(2)
  })

  it('is renewed for a write too: a refused one was not done', async () => {
    const { upstream, calls } = stubApi(no(403), () => new Response(null, { status: 202 }))
    await upstream.redeliver(SUB, event.id)
    expect(calls.filter((call) => call.includes('redeliver'))).toHaveLength(2)
  })
})

describe('another try', () => {
  const reset = () => Object.assign(new Error('reset'), { code: 'ECONNRESET' })

  it.each<[string, () => StubAnswer]>([
    ['a lost connection', reset],
    ['502', () => json({}, 502)],
    ['503', () => json({}, 503)],
    ['504', () => json({}, 504)],
  ])('is made when a read meets %s', async (_, bad) => {
    const { upstream, calls } = stubApi(bad, bad, () => json(stored))
    await upstream.getSubscription(SUB)
    expect(calls).toHaveLength(4)
  })

  it.each<[string, () => StubAnswer]>([
    ['a lost connection', reset],
    ['500', () => json({}, 500)],
    ['503', () => json({}, 503)],
  ])('is made of the token call on %s: it changes nothing', async (_, bad) => {
    const { upstream, calls, tokenAnswers } = stubApi(() => json(stored))
    tokenAnswers.push(bad)
    await upstream.getSubscription(SUB)
    expect(calls).toEqual([TOKEN, TOKEN, `${GET_SUB} token-1`])
  })

  it('is the third at most', async () => {
    const { upstream, calls } = stubApi(reset)
    expect(await problemOf(upstream.getSubscription(SUB))).toMatchObject({ code: 'upstream_unreachable' })
    expect(calls).toHaveLength(4)
  })

  it.each([400, 404, 409, 429, 500])('is not made on %i', async (status) => {
    const { upstream, calls } = stubApi(() => json({}, status))
    expect(await problemOf(upstream.getEvent(SUB, event.id))).toBeDefined()
    expect(calls).toHaveLength(2)
  })

  it('is not made when the API says how long to wait', async () => {
    const { upstream, calls } = stubApi(() => json({}, 503, { 'retry-after': '120' }))
    expect(await problemOf(upstream.getSubscription(SUB))).toMatchObject({
      code: 'upstream_unavailable',
      retryAfter: 120,
    })
    expect(calls).toHaveLength(2)
  })

  it('is not made past the patience', async () => {
    const { upstream, calls, clock } = stubApi(() => {
      clock.now += 9500
      return reset()
    })
    await problemOf(upstream.getSubscription(SUB))
    expect(calls).toHaveLength(2)
  })

  it.each<[string, () => StubAnswer]>([
    ['a lost connection', reset],
    ['502', () => json({}, 502)],
    ['503', () => json({}, 503)],
  ])('is never made of a write, on %s', async (_, bad) => {
    const redelivery = stubApi(bad)
    await problemOf(redelivery.upstream.redeliver(SUB, event.id))
    const patch = stubApi(bad)
    await problemOf(patch.upstream.patchSubscription({ id: SUB, filter: null }, { enabled: true }))
    expect([redelivery.calls.length, patch.calls.length]).toEqual([2, 2])
  })
})

describe('a broken answer', () => {
  it.each<[string, () => Response]>([
    ['no JSON', () => new Response('<html>')],
    ['nothing', () => new Response(null)],
    ['no id', () => json({ ...stored, subscriptionId: null })],
    ['another customer', () => json({ ...stored, customerId: SUB })],
    ['another subscription', () => json({ ...stored, subscriptionId: CUSTOMER })],
    ['too much', () => new Response('x'.repeat(100_001))],
    ['a redirect', () => new Response(null, { status: 307, headers: { location: 'https://elsewhere.test/' } })],
  ])('with %s is told as such', async (_, bad) => {
    const { upstream, calls } = stubApi(bad)
    expect(await problemOf(upstream.getSubscription(SUB))).toMatchObject({ code: 'upstream_broken', status: 502 })
    expect(calls).toHaveLength(2)
  })

  it('to a write leaves open what was done', async () => {
    const { upstream } = stubApi(() => new Response('<html>'))
    const work = upstream.patchSubscription({ id: SUB, filter: null }, { enabled: false })
    expect(await problemOf(work)).toMatchObject({ code: 'outcome_unknown', upstreamStatus: 200 })
  })
})
