import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { JournalQuery } from '../../contract/journal.ts'
import { createDispatching, type Dispatching } from '../../testing/dispatching.ts'

/** Real timers: a busy machine takes its time. */
vi.setConfig({ testTimeout: 30_000 })

let stack: Dispatching
beforeEach(async () => {
  stack = await createDispatching()
  stack.dispatcher.start()
})
afterEach(() => stack.close())

const soon = <T>(check: () => T | Promise<T>) => vi.waitFor(check, { timeout: 20_000, interval: 10 })
const ended = (run: string) =>
  soon(async () => {
    const detail = await stack.detail(run)
    expect(detail.endedAt).not.toBeNull()
    return detail
  })
const becomes = (run: string, expected: object) =>
  soon(async () => expect(await stack.detail(run)).toMatchObject(expected))
const taken = (eventId: string) => stack.calls(eventId).filter((status) => status === 202).length
const REDELIVER = { method: 'POST', path: '/redeliver' }

describe('carries a run out', () => {
  it('each event once, in order, until it is delivered', async () => {
    const { items } = stack.failing(6)
    const run = await stack.run(items)
    expect(await ended(run)).toMatchObject({ state: 'done', counts: { delivered: 6 } })
    const calls = stack.sandbox.state.redeliveryCalls.all().filter(({ status }) => status === 202)
    expect(calls.map(({ eventId }) => eventId)).toEqual(items.map(({ eventId }) => eventId))
    expect(stack.sandbox.state.listeners.received('orders')).toHaveLength(6)
    expect(stack.reported).toEqual([])
  })

  it('and journals each call, and tells the event index', async () => {
    const { items, subscription } = stack.failing(2)
    await ended(await stack.run(items))
    const { items: entries } = await stack.store.journal.page(JournalQuery.parse({}))
    expect(entries.map(({ target, outcome }) => [target.id, outcome])).toEqual(
      items.toReversed().map(({ eventId }) => [eventId, 'done']),
    )
    await soon(async () => {
      const indexed = await stack.store.events.get('production', subscription.subscriptionId, items[0]?.eventId ?? '')
      expect(indexed?.state).toBe('success')
    })
  })

  it('in as many lanes as there are subscriptions', async () => {
    const items = Array.from({ length: 15 }, () => stack.failing(2).items).flat()
    expect(await ended(await stack.run(items))).toMatchObject({ counts: { delivered: 30 } })
    expect(items.every(({ eventId }) => taken(eventId) === 1)).toBe(true)
  })

  it('and says what failed again, and why', async () => {
    const { items } = stack.failing(1)
    stack.sandbox.state.listeners.set('orders', { does: 'status', status: 301 })
    const run = await stack.run(items)
    await ended(run)
    expect(await stack.items(run)).toMatchObject([{ state: 'failed', note: 'Failed again: the listener answered 301' }])
  })

  it('and says that it is still tried', async () => {
    const { items } = stack.failing(1)
    stack.sandbox.state.listeners.set('orders', { does: 'status', status: 503 })
    const run = await stack.run(items)
    await soon(async () =>
      expect(await stack.items(run)).toMatchObject([
        { state: 'scheduled', note: 'Not delivered yet: the listener answered 503; it is tried again' },
      ]),
    )
  })

  it('leaving alone what was delivered or scheduled otherwise', async () => {
    const { items } = stack.failing(2)
    const [first] = items
    const event = stack.sandbox.state.events.get(first?.eventId ?? '')
    if (event) stack.sandbox.dispatcher.redeliver(event)
    const run = await stack.run(items)
    await ended(run)
    expect(await stack.items(run)).toMatchObject([{ state: 'already' }, { state: 'delivered' }])
    expect(stack.calls(first?.eventId)).toEqual([])
  })

  it('of what the API has forgotten, nothing', async () => {
    const { items, subscription } = stack.failing(2)
    const stored = stack.sandbox.state.events.of(subscription.subscriptionId)[0]
    if (stored) stored.updatedAt -= 8 * 24 * 3_600_000_000
    const run = await stack.run(items)
    await ended(run)
    expect(await stack.items(run)).toMatchObject([{ state: 'expired' }, { state: 'delivered' }])
  })

  it('of a subscription that was deleted, nothing', async () => {
    const [gone, there] = [stack.failing(3), stack.failing(1)]
    stack.sandbox.state.subscriptions.remove(gone.subscription.subscriptionId)
    stack.sandbox.state.events.removeOf(gone.subscription.subscriptionId)
    const run = await stack.run([...gone.items, ...there.items])
    expect(await ended(run)).toMatchObject({ counts: { expired: 3, delivered: 1 } })
    expect((await stack.items(run))[0]?.note).toBe('The subscription was deleted, and its events with it')
  })
})

describe('whatever the API does', () => {
  const everyOnce = async (items: { eventId: string }[], run: string) => {
    expect(await ended(run)).toMatchObject({ counts: { delivered: items.length } })
    expect(items.map(({ eventId }) => taken(eventId))).toEqual(items.map(() => 1))
    expect(stack.reported).toEqual([])
  }

  it.each([
    ['a storm of 429', { ...REDELIVER, fault: { does: 'too-many-requests', retryAfter: 0 } as const, times: 20 }],
    [
      '429 without Retry-After elsewhere',
      { path: '/events/', fault: { does: 'too-many-requests', retryAfter: null } as const, times: 10 },
    ],
    ['403 in the middle', { skip: 5, fault: { does: 'status', status: 403 } as const, times: 12 }],
    ['revoked tokens', { ...REDELIVER, fault: { does: 'revoke-tokens' } as const, times: 3 }],
    ['500 on calls', { ...REDELIVER, fault: { does: 'status', status: 500 } as const, times: 3 }],
    ['502 on calls', { ...REDELIVER, fault: { does: 'status', status: 502 } as const, times: 3 }],
    ['500 on everything', { skip: 4, fault: { does: 'status', status: 500 } as const, times: 10 }],
    ['calls lost on the way', { ...REDELIVER, fault: { does: 'reset', when: 'before' } as const, times: 3 }],
    ['answers lost on the way', { ...REDELIVER, fault: { does: 'reset', when: 'after' } as const, times: 3 }],
    ['lost reads', { method: 'GET', fault: { does: 'reset' } as const, times: 3 }],
    ['broken answers', { method: 'GET', fault: { does: 'broken-json' } as const, times: 3 }],
    ['slow calls', { ...REDELIVER, fault: { does: 'delay', milliseconds: 100 } as const, times: 4 }],
    [
      'calls that are carried out too late',
      { ...REDELIVER, fault: { does: 'delay', milliseconds: 250 } as const, times: 2 },
    ],
  ])('%s loses nothing and repeats nothing', async (_, rule) => {
    const items = [...stack.failing(4).items, ...stack.failing(4).items]
    stack.sandbox.state.faults.add(rule)
    await everyOnce(items, await stack.run(items))
  })

  it('says what a lane waits for', async () => {
    const fault = stack.sandbox.state.faults.add({ fault: { does: 'status', status: 403 } })
    const run = await stack.run(stack.failing(1).items)
    await becomes(run, { lanes: [{ waits: { why: 'forbidden' } }] })
    stack.sandbox.state.faults.remove(fault.id)
    const slow = stack.sandbox.state.faults.add({ fault: { does: 'status', status: 500 } })
    await becomes(run, { lanes: [{ waits: { why: 'upstream' } }] })
    stack.sandbox.state.faults.remove(slow.id)
    expect(await ended(run)).toMatchObject({ counts: { delivered: 1 } })
  })

  it.each([404, 405, 410])(
    'tells an API without the call (%d) from one that has forgotten the event',
    async (status) => {
      const { items } = stack.failing(2)
      stack.sandbox.state.faults.add({ ...REDELIVER, path: items[0]?.eventId ?? '', fault: { does: 'status', status } })
      const run = await stack.run(items)
      expect(await ended(run)).toMatchObject({ counts: { refused: 1, delivered: 1 } })
      expect((await stack.items(run))[0]).toMatchObject({ status, note: `The API does not offer this (${status})` })
    },
  )

  it.each([404, 405, 410])('sends events that are listed and not to be had one by one (%d)', async (status) => {
    const { items } = stack.failing(3)
    const path = `/events/${items[0]?.eventId ?? ''}`
    stack.sandbox.state.faults.add({ method: 'GET', path, fault: { does: 'status', status } })
    expect(await ended(await stack.run(items))).toMatchObject({ counts: { delivered: 3 } })
  })

  it('believes a refusal that nothing explains only when it is repeated', async () => {
    const { items } = stack.failing(2)
    stack.sandbox.state.faults.add({
      ...REDELIVER,
      path: items[0]?.eventId ?? '',
      fault: { does: 'status', status: 409, details: 'No' },
    })
    const run = await stack.run(items)
    expect(await ended(run)).toMatchObject({ counts: { refused: 1, delivered: 1 } })
    expect((await stack.items(run))[0]).toMatchObject({ status: 409, note: expect.stringContaining('No') })
  })
})

describe('of a subscription that is off', () => {
  it('waits and says so, and goes on once it is on', async () => {
    const { items, subscription } = stack.failing(2, { enabled: false })
    const run = await stack.run(items)
    await becomes(run, { lanes: [{ waits: { why: 'off' } }], counts: { waiting: 2 } })
    stack.sandbox.state.subscriptions.replace({ ...subscription, enabled: true })
    expect(await ended(run)).toMatchObject({ counts: { delivered: 2 } })
  })
})

describe('does what people want', () => {
  it('one event of two runs is sent by one of them', async () => {
    const { items } = stack.failing(4)
    const runs = await Promise.all([stack.run(items.slice(0, 3)), stack.run(items.slice(1))])
    for (const run of runs) await ended(run)
    expect(items.map(({ eventId }) => taken(eventId))).toEqual([1, 1, 1, 1])
  })

  it('pauses, goes on, and cancels', async () => {
    const { items } = stack.failing(12)
    const run = await stack.run(items)
    await soon(() => expect(stack.calls().length).toBeGreaterThan(1))
    await stack.control('pause', run)
    await becomes(run, { counts: { sending: 0, unknown: 0 } })
    const before = stack.calls().filter((status) => status === 202).length
    await becomes(run, { state: 'paused', counts: { held: 12 - before } })
    await stack.control('resume', run)
    await soon(() => expect(stack.calls().length).toBeGreaterThan(before + 1))
    await stack.control('cancel', run)
    const { counts } = await ended(run)
    expect(counts.delivered + counts.cancelled).toBe(12)
    expect(stack.calls().filter((status) => status === 202)).toHaveLength(counts.delivered)
  })

  it('sends one first, and the others when it was delivered', async () => {
    const { items } = stack.failing(3)
    const run = await stack.run(items, { canary: true })
    expect(await ended(run)).toMatchObject({ counts: { delivered: 3 } })
  })

  it('sends one first, and stops when it was not', async () => {
    stack.sandbox.state.listeners.set('orders', { does: 'status', status: 301 })
    const { items } = stack.failing(3)
    const run = await stack.run(items, { canary: true })
    await becomes(run, {
      state: 'stopped',
      stateReason: 'The first event was not delivered: the listener answered 301',
      counts: { failed: 1, held: 2 },
    })
    expect(stack.calls()).toHaveLength(1)
    stack.sandbox.state.listeners.set('orders', { does: 'accept' })
    await stack.control('resume', run)
    expect(await ended(run)).toMatchObject({ counts: { delivered: 2, failed: 1 } })
  })

  it('stops after so many in a row', async () => {
    stack.sandbox.state.listeners.set('orders', { does: 'status', status: 301 })
    const { items } = stack.failing(20)
    const run = await stack.run(items, { stopAfter: 2 })
    await becomes(run, { state: 'stopped' })
    expect((await stack.detail(run)).counts.held).toBeGreaterThan(0)
  })

  it('ends in order, and goes on where it was', async () => {
    const { items } = stack.failing(6)
    const run = await stack.run(items)
    await soon(() => expect(stack.calls().length).toBeGreaterThan(1))
    await stack.dispatcher.stop()
    expect((await stack.detail(run)).counts).toMatchObject({ sending: 0 })
    const { store, sandbox } = stack
    const next = await createDispatching({ store, sandbox })
    next.dispatcher.start()
    expect(await ended(run)).toMatchObject({ counts: { delivered: 6 } })
    await next.dispatcher.stop()
    expect(items.map(({ eventId }) => taken(eventId))).toEqual(items.map(() => 1))
  })
})
