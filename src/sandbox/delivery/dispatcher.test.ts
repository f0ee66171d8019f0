import { describe, expect, it } from 'vitest'
import { createSandboxFixture } from '../../testing/sandbox-fixture.ts'
import type { SandboxOptions } from '../base/options.ts'
import { type Micros, millisOf } from '../base/time.ts'
import type { Behaviour } from '../state/listeners.ts'

const MINUTE = 60_000
const prepare = (behaviour: Behaviour, options: Partial<SandboxOptions> = {}, enabled = true) => {
  const fixture = createSandboxFixture(options)
  const subscription = fixture.subscription({ enabled })
  const { state } = fixture.sandbox
  state.listeners.set('crm', behaviour)
  const [event] = fixture.sandbox.happen({
    customer: 'production',
    type: 'entityDeleted',
    application: 'a',
    client: 'c',
  })
  if (!event) throw new Error('The subscription wants deletions')
  const start = fixture.clock.now()
  return {
    fixture,
    event,
    state,
    clock: fixture.clock,
    states: () => event.history.map((entry) => entry.state),
    /** Seconds after the start at which the listener was called. */
    calls: () => state.listeners.received('crm').map(({ at }) => (at - start) / 1000),
    enable: (on: boolean) => void state.subscriptions.replace({ ...subscription, enabled: on }),
    seconds: (at: Micros) => (millisOf(at) - start) / 1000,
  }
}

describe('the ladder', () => {
  it('has six attempts at 0, 3 s, 33 s, 5 min 33 s, 1 h 5 min 33 s and 25 h 5 min 33 s', async () => {
    const { clock, calls, event, states } = prepare({ does: 'status', status: 503 })
    await clock.advance(48 * 60 * MINUTE)
    expect(calls()).toEqual([0, 3, 33, 333, 3933, 90333])
    expect([event.state, event.attempts]).toEqual(['failure', 6])
    expect(states().filter((state) => state === 'awaiting-retry')).toHaveLength(5)
    expect(event.history.map(({ attempt }) => attempt).filter(Boolean)).toEqual([1, 2, 3, 4, 5, 6])
  })

  it('is shortened by the time scale, but its time stamps are true', async () => {
    const { clock, calls, event, seconds } = prepare({ does: 'status', status: 503 }, { timeScale: 10 })
    await clock.advance(33_400)
    expect(calls()).toEqual([0, 0.3, 3.3, 33.3])
    expect(seconds(event.updatedAt)).toBe(33.3)
  })

  it('ends with the first success', async () => {
    const { clock, calls, event, states } = prepare({ does: 'recover', after: 2, status: 404 })
    await clock.advance(60 * MINUTE)
    expect([calls(), event.state, event.attempts]).toEqual([[0, 3, 33], 'success', 3])
    expect(states()).toEqual([
      'awaiting-executing',
      ...['executing', 'awaiting-retry', 'executing', 'awaiting-retry', 'executing', 'success'],
    ])
  })
})

describe('an answer', () => {
  it.each<[Behaviour, string]>([
    [{ does: 'accept' }, 'success'],
    [{ does: 'accept', status: 204 }, 'success'],
    [{ does: 'status', status: 302 }, 'failure'],
    [{ does: 'status', status: 304 }, 'failure'],
    [{ does: 'status', status: 101 }, 'failure'],
    [{ does: 'status', status: 400 }, 'awaiting-retry'],
    [{ does: 'status', status: 404 }, 'awaiting-retry'],
    [{ does: 'status', status: 410 }, 'awaiting-retry'],
    [{ does: 'status', status: 429 }, 'awaiting-retry'],
    [{ does: 'status', status: 500 }, 'awaiting-retry'],
    [{ does: 'status', status: 503 }, 'awaiting-retry'],
    [{ does: 'refuse' }, 'awaiting-retry'],
    [{ does: 'close' }, 'awaiting-retry'],
    [{ does: 'tls' }, 'awaiting-retry'],
    [{ does: 'garbage' }, 'failure'],
  ])('%j makes it %s', async (behaviour, state) => {
    const { clock, event } = prepare(behaviour)
    await clock.settle()
    expect([event.state, event.attempts]).toEqual([state, 1])
  })

  it('that does not come within 10 s is worth another try', async () => {
    const { clock, event } = prepare({ does: 'timeout' })
    await clock.advance(9_999)
    expect([event.state, event.attempts]).toEqual(['executing', 0])
    await clock.advance(1)
    expect(event).toMatchObject({ state: 'awaiting-retry', response: { error: 'timeout: no answer within 10 s' } })
  })
})

describe('a disabled subscription', () => {
  it('keeps what happens as a failure that was never tried', async () => {
    const { clock, event, calls } = prepare({ does: 'accept' }, {}, false)
    await clock.advance(MINUTE)
    expect([calls(), event.state, event.attempts, event.response]).toEqual([[], 'failure', 0, undefined])
    expect(event.history).toMatchObject([{ state: 'failure' }])
  })

  it('gets what was under way, but no second try', async () => {
    const { clock, event, enable } = prepare({ does: 'timeout' })
    await clock.advance(5_000)
    enable(false)
    await clock.advance(5_000)
    expect([event.state, event.attempts]).toEqual(['failure', 1])
  })

  it('gets what was under way and succeeds', async () => {
    const { clock, event, enable } = prepare({ does: 'accept', delay: 1000 })
    await clock.settle()
    enable(false)
    await clock.advance(1000)
    expect(event.state).toBe('success')
  })

  it('fails what waited for its retry when that falls due, and does not catch up', async () => {
    const { clock, event, enable, calls } = prepare({ does: 'recover', after: 1 })
    await clock.settle()
    enable(false)
    await clock.advance(3_000)
    expect([event.state, event.attempts]).toEqual(['failure', 1])
    enable(true)
    await clock.advance(60 * MINUTE)
    expect([event.state, calls()]).toEqual(['failure', [0]])
  })
})

it('sends to every subscription that wants it, each on its own', async () => {
  const fixture = createSandboxFixture()
  fixture.subscription({ endpoint: 'https://a.listener.example/' })
  fixture.subscription({ endpoint: 'https://b.listener.example/' })
  fixture.subscription({ endpoint: 'https://c.listener.example/', events: ['entityUpdated'] })
  fixture.subscription({
    endpoint: 'https://d.listener.example/',
    customerId: fixture.sandbox.customers[1]?.customerId ?? '',
  })
  fixture.sandbox.state.listeners.set('a', { does: 'status', status: 500 })
  const events = fixture.sandbox.happen({
    customer: 'production',
    type: 'entityCreated',
    application: 'a',
    client: 'c',
  })
  await fixture.clock.settle()
  expect(events.map(({ state }) => state)).toEqual(['awaiting-retry', 'success'])
  const [a, b] = fixture.sandbox.state.listeners.received()
  expect(fixture.sandbox.state.listeners.received()).toHaveLength(2)
  expect(a?.eventId).toBe(b?.eventId)
  expect(a?.jti).not.toBe(b?.jti)
})

it('takes up what was put into the store, where it stands', async () => {
  const { fixture, event, clock, calls } = prepare({ does: 'status', status: 500 })
  await clock.advance(4_000)
  fixture.sandbox.schedule.clear()
  fixture.sandbox.state.events.add({ ...event, id: 'new', state: 'awaiting-executing', attempts: 0, history: [] })
  fixture.sandbox.dispatcher.resume()
  await clock.settle()
  expect(calls()).toEqual([0, 3, 4])
  await clock.advance(30_000)
  expect(calls()).toEqual([0, 3, 4, 7, 33])
})

it('sends a notification that is not stored', async () => {
  const { fixture, state, clock } = prepare({ does: 'accept' })
  await clock.settle()
  const [subscription] = state.subscriptions.all()
  if (!subscription) throw new Error('There is one')
  const answer = await fixture.sandbox.dispatcher.send(subscription, { test: { id: crypto.randomUUID() } })
  expect([answer, state.events.all().length]).toMatchObject([{ statusCode: 200 }, 1])
  expect(state.listeners.received('crm').at(-1)).toMatchObject({ eventType: 'test' })
})

it('stops for good when closed', async () => {
  const { fixture, clock, calls, event } = prepare({ does: 'timeout' })
  await clock.settle()
  await fixture.sandbox.close()
  await clock.advance(60 * MINUTE)
  expect([event.state, calls()]).toEqual(['executing', []])
})

it('sends a burst of a thousand', async () => {
  const fixture = createSandboxFixture()
  fixture.subscription()
  for (let i = 0; i < 1000; i++)
    fixture.sandbox.happen({ customer: 'production', type: 'entityCreated', application: 'a', client: 'c' })
  await fixture.clock.settle()
  expect(fixture.sandbox.state.events.all().every(({ state }) => state === 'success')).toBe(true)
})
