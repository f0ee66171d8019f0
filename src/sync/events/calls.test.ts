import { randomUUID } from 'node:crypto'
import { expect, it, vi } from 'vitest'
import type { Store } from '../../store/store.ts'
import { createEventList, type EventListHabits } from '../../testing/event-list.ts'
import { describeOnBothEngines } from '../../testing/postgres-stores.ts'
import { ENVIRONMENT, syncedList } from '../../testing/synced-list.ts'
import type { EventSyncOptions } from './event-sync.ts'

describeOnBothEngines('what the event sync asks for, and when', ({ open }) => {
  const clock = { now: Date.UTC(2026, 10, 21, 12) }
  let shared: Promise<Store> | undefined
  /** A subscription of its own with such a list; the tests share a store. */
  async function aSync(habits: Partial<EventListHabits> = {}, options: Partial<EventSyncOptions> = {}) {
    shared ??= open({ now: () => clock.now })
    return syncedList({ store: await shared, clock }, habits, options)
  }

  it('asks nothing while the copy is fresh', async () => {
    const { look, sync, record, calls, subscriptionId } = await aSync()
    record(1)
    const first = await look()
    calls()
    expect(await sync.look(ENVIRONMENT, subscriptionId, { maxAge: 15_000 })).toEqual(first)
    expect(calls()).toEqual([])
  })

  it('does not keep anybody waiting, and reads on', async () => {
    const { look, list, record, sync, subscriptionId } = await aSync({ pageSize: 5 }, { lookTimeout: 1 })
    record(8)
    const slow = Promise.withResolvers<void>()
    list.before = async (call) => {
      if (call !== 'list') await slow.promise
    }
    await vi.waitFor(async () =>
      expect(await look()).toMatchObject({ complete: false, read: 5, total: 8, syncing: true }),
    )
    slow.resolve()
    await vi.waitFor(async () =>
      expect(await sync.freshness(ENVIRONMENT, subscriptionId)).toMatchObject({
        complete: true,
        read: 8,
        syncing: false,
      }),
    )
  })

  it('reads a subscription once at a time, over all processes', async () => {
    const { look, list, record, calls, newSync, subscriptionId } = await aSync({ pageSize: 4 })
    record(10)
    const asked = Promise.withResolvers<void>()
    const answer = Promise.withResolvers<void>()
    list.before = () => {
      asked.resolve()
      return answer.promise
    }
    // A second look in this process would join the reading and have it read the newest again, by design.
    const looked = look()
    await asked.promise
    expect(await newSync().look(ENVIRONMENT, subscriptionId, { maxAge: 0 })).toMatchObject({ syncing: true, read: 0 })
    answer.resolve()
    await looked
    const listed = calls()
    expect(listed.length).toBeGreaterThan(1)
    expect(new Set(listed).size).toBe(listed.length)
  })

  it('makes only so many calls at once, and lets a person go first', async () => {
    const { sync, sources, look, record, calls, subscriptionId } = await aSync({}, { maxCalls: 2 })
    record(3)
    let running = 0
    let most = 0
    let answered = 0
    const others = Array.from({ length: 12 }, () => randomUUID())
    const gate = Promise.withResolvers<void>()
    const count = async () => {
      most = Math.max(most, ++running)
      await gate.promise
      running -= 1
      answered += 1
    }
    for (const id of others) {
      const list = createEventList()
      list.before = count
      sources.set(id, list)
    }
    void sync.refresh(ENVIRONMENT, others)
    await vi.waitFor(() => expect(running).toBe(2))
    const looking = look()
    gate.resolve()
    expect(await looking).toMatchObject({ complete: true })
    expect(answered).toBeLessThan(24)
    expect(calls().length).toBeGreaterThan(0)
    await vi.waitFor(async () => {
      const stats = await sync.stats(ENVIRONMENT, [...others, subscriptionId])
      expect([...stats.values()].filter(({ freshness }) => freshness.complete)).toHaveLength(13)
    })
    expect(most).toBe(2)
    await sync.stop()
  })

  it('stops at once, in the middle of a call that hangs', async () => {
    const { look, list, record, sync, subscriptionId, newSync, stored, listed } = await aSync({ pageSize: 2 })
    record(6)
    list.before = (call) =>
      list.calls.length > 2 && call.startsWith('list') ? new Promise<void>(() => {}) : Promise.resolve()
    const looking = look()
    await vi.waitFor(() => expect(list.calls.length).toBe(3))
    await sync.stop()
    expect(await looking).toMatchObject({ syncing: false, complete: false, read: 4, problem: null })
    list.before = async () => {}
    await newSync().look(ENVIRONMENT, subscriptionId, { maxAge: 0 })
    expect(await stored()).toEqual(listed())
    expect(await sync.look(ENVIRONMENT, subscriptionId, { maxAge: 0 })).toMatchObject({ complete: true })
  })
})
