import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Role } from '../../../contract/role.ts'
import type { SubscriptionRecord } from '../../../sandbox/state/subscription-store.ts'
import { createProxyFixture, type ProxyFixture } from '../../../testing/proxy-fixture.ts'

const ENVIRONMENT = '/api/environments/production'
let fixture: ProxyFixture
let subscription: SubscriptionRecord
let event: { id: string }
let base: string

/** The clock stands still: a second call of the subscription's minute goes out when it is moved. */
beforeEach(async () => {
  fixture = await createProxyFixture()
  subscription = fixture.subscription({ title: 'CRM' })
  event = await fixture.failedEvent(subscription)
  base = `${ENVIRONMENT}/subscriptions/${subscription.subscriptionId}/events`
  await fixture.as('viewer', 'GET', base)
  fixture.proxy.start()
})
afterEach(() => fixture.close())

const send = (way: 'redeliver' | 'replay', body: unknown, id: string, role: Role) =>
  fixture.as(role, 'POST', `${base}/${id}/${way}`, { body })
const redeliver = (body: unknown = {}, id = event.id, role: Role = 'operator') => send('redeliver', body, id, role)
const detail = async (id = event.id) => (await fixture.as('viewer', 'GET', `${base}/${id}`)).body
const posts = () => fixture.asked.filter((call) => call.startsWith('POST'))
const switchTo = (enabled: boolean) => fixture.sandbox.state.subscriptions.replace({ ...subscription, enabled })
const store = () => fixture.sandbox.state.events.get(event.id) ?? {}
const after = (seconds: number) => Date.parse(new Date(fixture.clock.now() + seconds * 1000).toISOString())
/** Reads a run until it is as a test expects. */
const run = async (id: string) => (await fixture.as('viewer', 'GET', `${ENVIRONMENT}/runs/${id}`)).body

describe('costs nothing where it is refused', () => {
  it('to a viewer, with a reason too long, with what is not known', async () => {
    expect((await redeliver({}, event.id, 'viewer')).body.code).toBe('role_missing')
    expect((await redeliver({ reason: 'x'.repeat(501) })).status).toBe(400)
    expect((await redeliver({ force: true })).body).toMatchObject({ fields: [{ name: 'force' }] })
    expect([posts(), await fixture.journal()]).toEqual([[], []])
  })

  it('because the event is gone', async () => {
    expect((await redeliver({}, randomUUID())).body).toMatchObject({ code: 'not_found', status: 404 })
    expect(posts()).toEqual([])
  })

  it('because the event has not failed, and is journaled', async () => {
    Object.assign(store(), { state: 'success' })
    expect((await redeliver({ reason: 'again' })).body).toMatchObject({ code: 'not_failed', status: 409 })
    expect(await fixture.journal()).toMatchObject([
      {
        action: 'event.redeliver',
        actor: { id: 'id-operator' },
        target: { type: 'event', id: event.id, title: 'entityDeleted · CRM' },
        before: { state: 'success' },
        reason: 'again',
        outcome: 'refused',
        problem: expect.stringMatching(/^not_failed/),
      },
    ])
    expect(posts()).toEqual([])
  })

  it('because the subscription is off', async () => {
    switchTo(false)
    await fixture.clock.advance(60_000)
    expect((await redeliver()).body).toMatchObject({ code: 'subscription_off', status: 409 })
    expect([posts(), (await fixture.journal()).length]).toEqual([[], 1])
  })
})

describe('an event with the lane to itself', () => {
  it('goes out while one waits, and is followed to its end', async () => {
    const answer = await redeliver({ reason: 'listener repaired' })
    expect([answer.status, answer.body]).toMatchObject([202, { state: 'scheduled', goesOutAt: null, ahead: 0 }])
    expect(posts()).toEqual([`POST /subscriptions/${subscription.subscriptionId}/events/${event.id}/redeliver`])
    expect(await run(answer.body.run)).toMatchObject({
      single: true,
      name: 'entityDeleted · CRM',
      reason: 'listener repaired',
      total: 1,
      startedBy: { id: 'id-operator' },
    })
    expect(await fixture.journal()).toMatchObject([
      {
        action: 'event.redeliver',
        actor: { id: 'id-operator', name: 'Name of operator' },
        role: 'operator',
        target: { type: 'event', id: event.id, subscriptionId: subscription.subscriptionId },
        reason: 'listener repaired',
        outcome: 'done',
        upstreamStatus: 202,
        requestId: answer.headers.get('x-request-id'),
      },
    ])
    await fixture.clock.advance(10_000)
    await vi.waitFor(async () => expect((await run(answer.body.run)).counts.delivered).toBe(1), { timeout: 5000 })
    expect(await detail()).toMatchObject({ event: { state: 'success' }, queued: null })
  })

  it('is said to be in the queue while it is followed', async () => {
    fixture.sandbox.state.listeners.set('crm', { does: 'timeout' })
    const { body } = await redeliver()
    expect((await detail()).queued).toEqual({
      run: body.run,
      name: 'entityDeleted · CRM',
      state: 'scheduled',
      goesOutAt: null,
      certainAt: null,
    })
  })

  it('notices that the subscription was just switched on', async () => {
    switchTo(false)
    await fixture.clock.advance(60_000)
    await fixture.as('viewer', 'GET', `${ENVIRONMENT}/subscriptions`)
    switchTo(true)
    expect((await redeliver()).body).toMatchObject({ state: 'scheduled' })
  })

  it('is sent once when somebody clicks twice, and when two people do', async () => {
    fixture.sandbox.state.listeners.set('crm', { does: 'timeout' })
    const answers = await Promise.all([redeliver(), redeliver(), redeliver({}, event.id, 'administrator')])
    expect(answers.map(({ status }) => status)).toEqual([202, 202, 202])
    const again = await redeliver()
    expect(new Set([...answers, again].map(({ body }) => body.run)).size).toBe(1)
    expect(again.body).toMatchObject({ state: 'scheduled', note: expect.stringContaining('entityDeleted · CRM') })
    expect(posts()).toHaveLength(1)
    expect((await fixture.journal()).map(({ outcome }) => outcome)).toEqual(['done'])
  })

  it('is not sent again when no answer came: the event says what became of it', async () => {
    fixture.sandbox.state.faults.add({ path: '/redeliver', times: 1, fault: { does: 'reset', when: 'after' } })
    const { status, body } = await redeliver()
    expect([status, body.state]).toEqual([202, 'unknown'])
    await fixture.clock.advance(60_000)
    await vi.waitFor(async () => expect((await run(body.run)).counts.delivered).toBe(1), { timeout: 5000 })
    expect(posts()).toHaveLength(1)
  })

  it('can be sent again when it has failed again, though its run would look only later', async () => {
    fixture.sandbox.state.listeners.set('crm', { does: 'status', status: 302 })
    const first = (await redeliver()).body
    await fixture.clock.settle()
    expect((await detail()).event.state).toBe('failure')
    const second = (await redeliver()).body
    expect(second.run).not.toBe(first.run)
    expect(second).toMatchObject({ state: 'waiting', ahead: 0 })
    expect((await run(first.run)).counts).toMatchObject({ failed: 1 })
  })
})

describe('an event whose lane is not free', () => {
  it('is told when its turn is, and goes out then', async () => {
    const other = await fixture.failedEvent(subscription)
    await redeliver()
    const { status, body } = await redeliver({}, other.id)
    expect([status, body]).toMatchObject([202, { state: 'waiting', ahead: 0 }])
    const seconds = (Date.parse(body.goesOutAt) - fixture.clock.now()) / 1000
    expect([seconds >= 60, seconds < 62]).toEqual([true, true])
    expect((await detail(other.id)).queued).toMatchObject({
      run: body.run,
      state: 'waiting',
      goesOutAt: body.goesOutAt,
      certainAt: null,
    })
    await fixture.clock.advance(62_000)
    await vi.waitFor(() => expect(posts()).toHaveLength(2), { timeout: 5000 })
  })

  it('goes before what runs wait for; one that is in a run already stays in its place there', async () => {
    const later = async () => {
      await fixture.clock.advance(1000)
      return fixture.failedEvent(subscription)
    }
    const events = [await later(), await later()]
    const single = await later()
    const selection = {
      by: 'events',
      events: [event, ...events].map(({ id }) => ({ subscriptionId: subscription.subscriptionId, id })),
    }
    await fixture.clock.advance(15_000)
    await fixture.as('viewer', 'GET', base)
    const id = randomUUID()
    await fixture.as('operator', 'POST', `${ENVIRONMENT}/runs`, { body: { id, name: 'All', selection, options: {} } })
    await vi.waitFor(() => expect(posts()).toHaveLength(1), { timeout: 5000 })
    expect((await redeliver({}, single.id)).body).toMatchObject({ state: 'waiting', ahead: 0 })
    const last = events.at(-1)?.id
    const { body } = await redeliver({}, last)
    expect(body).toMatchObject({ run: id, state: 'waiting', ahead: 2, note: 'In the queue already, as “All”' })
    expect(Date.parse(body.goesOutAt)).toBeGreaterThanOrEqual(after(180))
  })
})

describe('a direct replay', () => {
  const replay = (body: unknown = {}, role: Role = 'operator') => send('replay', body, event.id, role)

  it('is refused to a viewer', async () => {
    expect((await replay({}, 'viewer')).body.code).toBe('role_missing')
  })

  it('is refused, with the reason, where the environment is not set up for it', async () => {
    const strict = await createProxyFixture({}, { directReplay: false })
    const place = `${randomUUID()}/events/${randomUUID()}`
    const path = `${ENVIRONMENT}/subscriptions/${place}/replay`
    expect((await strict.as('operator', 'POST', path, { body: {} })).body).toMatchObject({
      code: 'unavailable',
      status: 409,
      title: 'Direct replay is not switched on for this environment',
    })
    await strict.close()
  })

  it('is refused for an event that has not failed', async () => {
    Object.assign(store(), { state: 'success' })
    expect((await replay()).body).toMatchObject({ code: 'not_failed' })
    expect((await fixture.journal())[0]).toMatchObject({ action: 'event.replay', outcome: 'refused' })
  })

  it('posts the stored token to the listener, and leaves the ration alone', async () => {
    const { status, body } = await replay({ reason: 'the ration is too slow' })
    expect([status, body.note ?? '', body.state]).toEqual([202, expect.any(String), 'delivered'])
    expect(posts()).toEqual([])
    expect((await fixture.journal())[0]).toMatchObject({
      action: 'event.replay',
      reason: 'the ration is too slow',
      outcome: 'done',
    })
    expect((await detail()).event.state).toBe('failure')
  })
})
