import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { SubscriptionRecord } from '../../sandbox/subscription-store.ts'
import { createProxyBench, type ProxyBench } from '../../testing/proxy-bench.ts'

let bench: ProxyBench
let subscription: SubscriptionRecord
let event: { id: string }
let base: string

beforeEach(async () => {
  bench = await createProxyBench()
  subscription = bench.subscription({ title: 'CRM' })
  event = await bench.failedEvent(subscription)
  base = `/api/environments/production/subscriptions/${subscription.subscriptionId}/events`
})
afterEach(() => bench.close())

const list = async (query = '') => (await bench.as('viewer', 'GET', base + query)).body
const detail = async (id = event.id) => (await bench.as('viewer', 'GET', `${base}/${id}`)).body
const redeliver = (body: unknown = {}, id = event.id) =>
  bench.as('operator', 'POST', `${base}/${id}/redeliver`, { body })
const posts = () => bench.asked.filter((call) => call.startsWith('POST'))
const switchTo = (enabled: boolean) => bench.sandbox.state.subscriptions.replace({ ...subscription, enabled })

describe('the list', () => {
  it('is read when it is older than 15 seconds, and says how fresh it is', async () => {
    const body = await list()
    expect(body.items).toMatchObject([{ id: event.id, state: 'failure', listenerStatus: 302, cause: 'redirect' }])
    expect(body).toMatchObject({
      total: 1,
      older: null,
      newer: null,
      freshness: { complete: true, read: 1, problem: null },
    })
    const calls = bench.asked.length
    await list()
    expect(bench.asked).toHaveLength(calls)
    await bench.clock.advance(15_000)
    const another = await bench.failedEvent(subscription)
    expect((await list()).items.map(({ id }: { id: string }) => id)).toEqual([another.id, event.id])
  })

  it('filters', async () => {
    expect((await list('?state=success')).items).toEqual([])
    expect((await list('?state=failure&cause=redirect&type=entityDeleted')).items).toHaveLength(1)
  })

  it.each(['?size=0', '?before=not-an-id', '?cause=bad-luck', '?page=2'])('refuses %s', async (query) => {
    expect(await list(query)).toMatchObject({ code: 'invalid_request', status: 400 })
  })

  it('shows what it has when the API does not answer, and why it is not fresher', async () => {
    await list()
    bench.sandbox.state.faults.add({ path: '/events', fault: { does: 'status', status: 500 } })
    await bench.clock.advance(15_000)
    expect(await list()).toMatchObject({
      items: [{ id: event.id }],
      freshness: { problem: 'The API is not available at the moment' },
    })
  })
})

describe('one event', () => {
  it('is read live, with history and a checked signature', async () => {
    expect(await detail()).toMatchObject({
      event: { id: event.id, state: 'failure', attempts: 1 },
      subscription: { title: 'CRM', enabled: true },
      history: [{ state: 'awaiting-executing' }, { state: 'executing' }, { state: 'failure', status: 302 }],
      historyProblem: null,
      token: { verification: { result: 'verified' } },
    })
  })

  it('tells the index what it found', async () => {
    await list()
    Object.assign(bench.sandbox.state.events.get(event.id) ?? {}, { state: 'success' })
    expect((await detail()).event.state).toBe('success')
    expect((await list()).items).toMatchObject([{ state: 'success' }])
  })

  it('that is gone is not found', async () => {
    expect(await detail(crypto.randomUUID())).toMatchObject({ code: 'not_found', status: 404 })
  })
})

describe('redelivering', () => {
  it('asks once, says "scheduled", is journaled, and the index follows', async () => {
    await list()
    await bench.clock.advance(60_000)
    const answer = await redeliver({ reason: 'listener repaired' })
    expect([answer.status, answer.body]).toEqual([202, { scheduledAt: new Date(bench.clock.now()).toISOString() }])
    expect(posts()).toEqual([`POST /subscriptions/${subscription.subscriptionId}/events/${event.id}/redeliver`])
    expect((await list()).items).toMatchObject([
      { id: event.id, state: expect.stringMatching(/awaiting-executing|executing|success/) },
    ])
    await bench.clock.settle()
    expect((await detail()).event.state).toBe('success')
    expect(await bench.journal()).toMatchObject([
      {
        action: 'event.redeliver',
        actor: { id: 'id-operator' },
        role: 'operator',
        environment: 'production',
        target: {
          type: 'event',
          id: event.id,
          title: 'entityDeleted · CRM',
          subscriptionId: subscription.subscriptionId,
        },
        before: { state: 'failure', attempts: 1 },
        after: { state: 'awaiting-executing' },
        reason: 'listener repaired',
        outcome: 'done',
        upstreamStatus: 202,
        problem: null,
        requestId: answer.headers.get('x-request-id'),
      },
    ])
  })

  it('lets the list find out how it went, when nobody looked at the event', async () => {
    await list()
    await redeliver()
    await bench.clock.settle()
    await bench.clock.advance(15_000)
    await vi.waitFor(async () => expect((await list()).items).toMatchObject([{ id: event.id, state: 'success' }]))
  })

  it('happens once when somebody clicks twice', async () => {
    bench.sandbox.state.listeners.set('crm', { does: 'timeout' })
    const [one, two] = await Promise.all([redeliver(), redeliver()])
    expect([one.status, two.status, two.body.code]).toEqual([202, 409, 'not_failed'])
    expect(posts()).toHaveLength(1)
    expect((await bench.journal()).map(({ outcome, problem }) => [outcome, problem?.split(':')[0]])).toEqual([
      ['refused', 'not_failed'],
      ['done', undefined],
    ])
  })

  it('costs nothing where it would be refused: an event that is not failed', async () => {
    Object.assign(bench.sandbox.state.events.get(event.id) ?? {}, { state: 'success' })
    expect((await redeliver()).body).toMatchObject({ code: 'not_failed', status: 409 })
    expect([posts(), (await bench.journal()).length]).toEqual([[], 1])
  })

  it('costs nothing where it would be refused: a subscription that is off', async () => {
    switchTo(false)
    expect((await redeliver()).body).toMatchObject({ code: 'subscription_off', status: 409 })
    expect([posts(), (await bench.journal()).length]).toEqual([[], 1])
  })

  it('notices that the subscription was just switched on', async () => {
    switchTo(false)
    await list()
    switchTo(true)
    expect((await redeliver()).status).toBe(202)
  })

  it('passes on the ration', async () => {
    const other = await bench.failedEvent(subscription)
    await redeliver()
    const { status, body, headers } = await redeliver({}, other.id)
    expect([status, body.code, body.upstreamStatus, headers.get('retry-after')]).toEqual([
      429,
      'rate_limited',
      429,
      '60',
    ])
    expect((await bench.journal())[0]).toMatchObject({ outcome: 'refused', upstreamStatus: 429 })
  })

  it('is not repeated when no answer came, is said to be unknown, and is looked at again', async () => {
    await list()
    bench.sandbox.state.faults.add({ path: '/redeliver', times: 1, fault: { does: 'reset', when: 'after' } })
    expect((await redeliver()).body).toMatchObject({ code: 'outcome_unknown', status: 504 })
    expect(posts()).toHaveLength(1)
    expect(await bench.journal()).toMatchObject([
      { outcome: 'unknown', upstreamStatus: null, problem: expect.stringContaining('outcome_unknown') },
    ])
    await bench.clock.settle()
    await vi.waitFor(async () => expect((await list()).items[0].state).not.toBe('failure'))
  })

  it('takes a reason of 500 characters and nothing else', async () => {
    expect((await redeliver({ reason: 'x'.repeat(501) })).status).toBe(400)
    expect((await redeliver({ force: true })).body).toMatchObject({ fields: [{ name: 'force' }] })
    expect([bench.asked, await bench.journal()]).toEqual([[], []])
  })
})
