import { randomUUID } from 'node:crypto'
import { beforeEach, expect, it } from 'vitest'
import { DAY, MINUTE } from '../../contract/durations.ts'
import type { Store } from '../../store/store.ts'
import { benchEvent } from '../../testing/bench/events.ts'
import { describeOnBothEngines } from '../../testing/postgres-stores.ts'
import { aRun, someItems } from '../../testing/runs.ts'
import { createMeters } from './meters.ts'

const [ORDERS, BILLING] = [randomUUID(), randomUUID()]

describeOnBothEngines('the figures of the store', ({ open }) => {
  let store: Store
  const clock = { now: 0 }
  const reported: unknown[] = []
  let samples: () => Promise<string[]>
  const event = (subscriptionId: string, place: number, state: string) => ({
    ...benchEvent(subscriptionId, place, { count: 100, now: clock.now, failed: 0 }),
    state,
  })
  const figures = (from: Store, patience?: number) => {
    const { registry, addStore } = createMeters()
    const { refresh } = addStore({
      ...{ store: from, environments: ['production', 'staging'], now: () => clock.now, storeWorks: () => true },
      subscriptionsOf: () => [{ id: ORDERS, title: 'Orders "west"', enabled: true }],
      report: (error) => reported.push(error),
      ...(patience && { patience }),
    })
    return async () => {
      await refresh()
      const lines = (await registry.metrics()).split('\n')
      return lines.filter((line) => /^webhooks_console_(?!info|store)/.test(line)).toSorted()
    }
  }
  beforeEach(async () => {
    clock.now = Date.UTC(2026, 10, 21, 12)
    reported.length = 0
    store = await open({ now: () => clock.now })
    const states = ['failure', 'success', 'success', 'awaiting-retry', 'lost-in-space']
    await store.events.put('production', [
      ...states.map((state, place) => event(ORDERS, 90 + place, state)),
      event(BILLING, 95, 'success'),
    ])
    const lease = await store.events.feeds.claim('production', ORDERS, { owner: 'me', until: clock.now + MINUTE })
    if (lease) await store.events.feeds.release(lease, { asOf: clock.now - MINUTE, complete: true })
    await store.runs.create(aRun({ subscriptions: [ORDERS, BILLING] }), [
      ...someItems(ORDERS, 2),
      ...someItems(BILLING, 1),
    ])
    samples = figures(store)
  })

  it('are events by state, expiry, copies, runs with their events and lanes', async () => {
    const of = (subscription: string) => `environment="production",subscription="${subscription}"`
    const [failed] = (await store.events.failed('production', { sort: 'expiry', size: 20, state: 'failure' } as never))
      .items
    expect(await samples()).toEqual(
      [
        `webhooks_console_events{${of(ORDERS)},state="awaiting-retry"} 1`,
        `webhooks_console_events{${of(ORDERS)},state="failure"} 1`,
        `webhooks_console_events{${of(ORDERS)},state="success"} 2`,
        `webhooks_console_events{${of(ORDERS)},state="unknown"} 1`,
        `webhooks_console_events{${of(BILLING)},state="success"} 1`,
        `webhooks_console_soonest_expiry_timestamp_seconds{${of(ORDERS)}} ${Date.parse(failed?.expiresAt ?? '') / 1000}`,
        ...['production', 'staging'].map(
          (id) =>
            `webhooks_console_subscription_info{environment="${id}",subscription="${ORDERS}",title="Orders \\"west\\""} 1`,
        ),
        `webhooks_console_oldest_feed_timestamp_seconds{environment="production"} ${(clock.now - MINUTE) / 1000}`,
        'webhooks_console_feeds{environment="production",state="complete"} 1',
        'webhooks_console_feeds{environment="production",state="incomplete"} 0',
        'webhooks_console_feeds{environment="production",state="unread"} 1',
        ...['complete', 'incomplete', 'unread'].map(
          (state) => `webhooks_console_feeds{environment="staging",state="${state}"} 0`,
        ),
        'webhooks_console_runs{environment="production",state="running"} 1',
        'webhooks_console_run_items{environment="production",state="waiting"} 3',
        'webhooks_console_lanes{environment="production",state="going"} 2',
        `webhooks_console_figures_timestamp_seconds ${clock.now / 1000}`,
      ].toSorted(),
    )
  })

  it('are read again after a minute, and what is gone goes', async () => {
    await samples()
    await store.events.removeSubscription('production', BILLING)
    const billing = async () => (await samples()).filter((line) => line.includes(BILLING)).length
    expect(await billing()).toBe(1)
    clock.now += MINUTE
    expect(await billing()).toBe(0)
  })

  it('stay as they were while the store is away or silent, and tell their age', async () => {
    const before = await samples()
    const silent = { ...store, runs: { ...store.runs, figures: () => new Promise<never>(() => undefined) } }
    expect((await figures(silent, 1)()).filter((line) => line.startsWith('webhooks_console_figures'))).toEqual([
      'webhooks_console_figures_timestamp_seconds 0',
    ])
    const away = new Error('away')
    const failing = { ...store, runs: { ...store.runs, figures: store.runs.figures } }
    const read = figures(failing)
    expect(await read()).toEqual(before)
    failing.runs.figures = () => Promise.reject(away)
    clock.now += DAY
    expect(await read()).toEqual(before)
    expect(reported).toEqual([away])
  })
})
