import { randomUUID } from 'node:crypto'
import { expect, inject, it } from 'vitest'
import { HOUR, MINUTE, SECOND } from '../../contract/durations.ts'
import { openStore, type Store } from '../../store/store.ts'
import { aStoredEvent, createEventList, type EventList } from '../../testing/event-list.ts'
import { createDatabase } from '../../testing/postgres.ts'
import { refusalOf } from '../../upstream/answers/refusal.ts'
import { listDue } from '../background.ts'
import { createEventSync, type EventSync } from './event-sync.ts'

const ENVIRONMENT = 'production'
const STEP = 30 * SECOND
const LONG = { timeout: 600_000 }
/**
 * The tenant and the ceiling are a tenth of the goal's (2,000 subscriptions with 100,000 events, 1,500 calls an hour);
 * `BUDGET=full` measures the whole for a day, and prints what it cost.
 */
const FULL = process.env.BUDGET === 'full'
const [SCALE, HOURS] = FULL ? [1, 26] : [0.1, 5]
const SUBSCRIPTIONS = 2000 * SCALE
const CEILING = 1500 * SCALE

const postgres = inject('postgres')

/** A tenant with quiet subscriptions, and so many processes of the console on one PostgreSQL, all on one clock. */
async function aTenant(processes: number) {
  const database = await createDatabase(postgres ?? '', inject('postgresTemplate'))
  const clock = { now: Date.UTC(2026, 10, 21, 12) }
  const calls: number[] = []
  const called = async () => {
    calls.push(clock.now)
  }
  const lists = new Map<string, EventList>()
  for (let place = 0; place < SUBSCRIPTIONS; place++) {
    const list = createEventList()
    // 50 events each, the newest some hours old.
    list.events = Array.from({ length: 50 }, (_, event) => aStoredEvent(clock.now - (150 - event) * HOUR))
    list.before = called
    lists.set(randomUUID(), list)
  }
  const directory = {
    async all() {
      for (let page = 0; page < SUBSCRIPTIONS / 20; page++) calls.push(clock.now)
      return { items: [...lists.keys()].map((id) => ({ id })) }
    },
  }
  const source = {
    listEvents: (id: string, cursor: object) => lists.get(id)?.listEvents(id, cursor) ?? never(),
    getEvent: (id: string, event: string) => lists.get(id)?.getEvent(id, event) ?? never(),
  }
  const pauses: number[] = []
  const errors: unknown[] = []
  const consoles: { store: Store; sync: EventSync }[] = []
  for (let place = 0; place < processes; place++) {
    const store = await openStore({ postgres: database }, { now: () => clock.now })
    const sync = createEventSync({
      store,
      upstreamOf: () => source,
      now: () => clock.now,
      ceilingsOf: () => ({ perSecond: 5, perHour: CEILING }),
      sleepUntil: async (at) => {
        clock.now = Math.max(clock.now, at)
      },
      onPause: (_, until) => pauses.push(until),
      onError: (error) => errors.push(error),
    })
    consoles.push({ store, sync })
  }
  const [first] = consoles
  if (!first) throw new Error('no process')
  /** Lets time pass; every process looks at what is due every 30 s. */
  const pass = async (time: number, each: () => Promise<void> = async () => {}) => {
    for (const end = clock.now + time; clock.now < end; clock.now += STEP) {
      await Promise.all(
        consoles.map(async ({ sync }) => sync.refresh(ENVIRONMENT, await listDue(ENVIRONMENT, directory, sync.pacing))),
      )
      await each()
    }
  }
  const feeds = () => first.store.events.feeds.list(ENVIRONMENT)
  return {
    ...{ clock, calls, lists, pauses, errors, pass, feeds },
    store: first.store,
    sync: first.sync,
    /** Reads until everything was read once. */
    async fill(each?: () => Promise<void>) {
      do await pass(10 * MINUTE, each)
      while ((await feeds()).some(({ complete }) => !complete))
    },
    async close() {
      for (const { sync, store } of consoles) {
        await sync.stop()
        await store.close()
      }
    },
  }
}
const never = (): never => {
  throw refusalOf('not_found', { upstreamStatus: 404 })
}

/** Returns the most calls in any stretch of time so long. */
const mostIn = (calls: number[], stretch: number): number => {
  let [most, from] = [0, 0]
  for (const [at, time] of calls.entries()) {
    while ((calls[from] ?? 0) <= time - stretch) from++
    most = Math.max(most, at - from + 1)
  }
  return most
}

it.skipIf(postgres === null).each([1, 3])(
  'quiet subscriptions cost no more than the ceiling of an hour, read by %i processes',
  LONG,
  async (processes) => {
    const tenant = await aTenant(processes)
    await tenant.fill()
    const { calls, clock } = tenant
    const filled = { calls: calls.length, after: (clock.now - Date.UTC(2026, 10, 21, 12)) / HOUR }
    // Feeds that were new at the start are quiet some hours later.
    await tenant.pass(HOUR)
    calls.length = 0
    await tenant.pass(HOURS * HOUR)
    const most = mostIn(calls, HOUR)
    const oldest = (clock.now - Math.min(...(await tenant.feeds()).map(({ asOf }) => asOf ?? 0))) / HOUR
    if (FULL)
      process.stdout.write(
        `${JSON.stringify({ processes, filled, calls: calls.length, hours: HOURS, most, oldest })}\n`,
      )
    expect(tenant.errors).toEqual([])
    expect(most).toBeLessThanOrEqual(CEILING)
    expect(mostIn(calls, SECOND)).toBeLessThanOrEqual(5 + Math.ceil(SUBSCRIPTIONS / 20) + 1)
    expect(oldest).toBeLessThan(3)
    await tenant.close()
  },
)

it.skipIf(postgres === null).each([1, 3])(
  'a failure in an active subscription is seen within ten minutes, among many quiet ones, by %i processes',
  LONG,
  async (processes) => {
    const tenant = await aTenant(processes)
    const { clock, lists, store } = tenant
    const active = [...lists].slice(0, Math.ceil(50 * SCALE))
    const open = new Map<string, { subscription: string; at: number }>()
    const delays: number[] = []
    let failedAt = 0
    const fail = async () => {
      for (const [id, { subscription, at }] of open) {
        if (!(await store.events.get(ENVIRONMENT, subscription, id))) continue
        delays.push(clock.now - at)
        open.delete(id)
      }
      if (clock.now - failedAt < 20 * MINUTE) return
      failedAt = clock.now
      for (const [subscription, list] of active) {
        const event = aStoredEvent(clock.now, { state: 'failure', response: { statusCode: 503 } })
        list.events.push(event)
        open.set(event.id, { subscription, at: clock.now })
      }
    }
    await fail()
    await tenant.fill(fail)
    open.clear()
    delays.length = 0
    await tenant.pass(2 * HOUR, fail)
    const worst = Math.max(...delays, ...[...open.values()].map(({ at }) => clock.now - at))
    if (FULL)
      process.stdout.write(
        `${JSON.stringify({ processes, active: active.length, seen: delays.length, worst: worst / MINUTE })}\n`,
      )
    expect(delays.length).toBeGreaterThanOrEqual(active.length * 5)
    expect(worst).toBeLessThanOrEqual(10 * MINUTE)
    await tenant.close()
  },
)

it.skipIf(postgres === null)(
  'a pause that the API asks for holds for all processes, and for nobody who looks',
  LONG,
  async () => {
    const tenant = await aTenant(3)
    const { clock, calls, lists, pauses } = tenant
    const [[subscription, list] = never()] = lists
    list.before = async () => {
      calls.push(clock.now)
      throw refusalOf('rate_limited', { upstreamStatus: 429, retryAfter: 1800 })
    }
    while (pauses.length === 0) await tenant.pass(STEP)
    const [until = 0] = pauses
    calls.length = 0
    await tenant.pass(until - clock.now - STEP)
    expect(calls).toEqual([])
    list.before = async () => void calls.push(clock.now)
    expect(await tenant.sync.look(ENVIRONMENT, subscription, { maxAge: 0 })).toMatchObject({ complete: true, read: 50 })
    expect(calls.length).toBeGreaterThan(0)
    await tenant.fill()
    expect(pauses).toHaveLength(1)
    await tenant.close()
  },
)
