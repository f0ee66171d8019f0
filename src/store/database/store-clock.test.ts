import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { HERE, MINUTE, SPACING } from '../../testing/ledger-fixture.ts'
import { describeOnBothEngines } from '../../testing/postgres-stores.ts'
import { aRun, someItems, TAKEN } from '../../testing/runs.ts'
import { openStore, type Store, type StoreSetting } from '../store.ts'

const HOUR = 60 * MINUTE
const CERTAIN = 10 * MINUTE
const SUBSCRIPTION = randomUUID()

/** A machine: its clock can be set, and the time that passes on it cannot. */
const aMachine = () => {
  const time = { wall: Date.UTC(2026, 10, 21), passed: 5_000 }
  return {
    set: (by: number) => {
      time.wall += by
    },
    pass: (milliseconds: number) => {
      time.wall += milliseconds
      time.passed += milliseconds
    },
    clocks: { now: () => time.wall, elapsed: () => time.passed },
    wall: () => time.wall,
  }
}
type Machine = ReturnType<typeof aMachine>

const begin = async (store: Store, count: number) => {
  const run = aRun({ subscriptions: [SUBSCRIPTION] })
  await store.runs.create(run, someItems(SUBSCRIPTION, count))
  return run.id
}
const claim = async (store: Store) => (await store.runs.claim('me', HERE, { leaseFor: 30_000, limit: 9 }))[0]
const take = async (store: Store) => {
  const turn = await claim(store)
  if (!turn) throw new Error('No lane is due')
  await store.runs.closeTurn(turn, TAKEN)
}

describeOnBothEngines('the clock of a store', ({ setting }) => {
  let machine: Machine
  let place: StoreSetting
  beforeEach(async () => {
    machine = aMachine()
    place = await setting()
  })
  const open = async () => {
    const store = await openStore(place, machine.clocks)
    onTestFinished(() => store.close())
    return store
  }

  it.each([
    ['back', -HOUR],
    ['ahead', HOUR],
  ])('set %s by an hour, lets a lane wait as long as it would have', async (_, by) => {
    const store = await open()
    const run = await begin(store, 3)
    await take(store)
    machine.pass(10_000)
    await store.check()
    machine.set(by)
    expect(await claim(store)).toBeUndefined()
    expect(await store.check()).toBe(by)
    expect(store.now()).toBe(machine.wall())
    expect(await claim(store)).toBeUndefined()
    const { lanes } = (await store.runs.detail('production', run, SPACING)) ?? {}
    expect(Date.parse(lanes?.[0]?.nextAt ?? '')).toBe(machine.wall() + 50_000)
    machine.pass(50_000)
    await take(store)
    expect(await store.check()).toBe(0)
  })

  it('set ahead, does not make certain what is not', async () => {
    const store = await open()
    await begin(store, 1)
    const turn = await claim(store)
    if (!turn) throw new Error('No lane is due')
    const graceUntil = store.now() + CERTAIN
    const result = { to: 'unknown', followUpAt: graceUntil, graceUntil } as const
    await store.runs.closeTurn(turn, { result, lane: { waits: null } })
    machine.pass(MINUTE)
    machine.set(HOUR)
    const due = async () => (await store.runs.claimFollowUps('me', HERE, { leaseFor: 1, limit: 1 })).length
    expect(await due()).toBe(0)
    await store.check()
    expect(await due()).toBe(0)
    machine.pass(9 * MINUTE)
    expect(await due()).toBe(1)
  })

  it('follows a clock that drifts, and moves nothing', async () => {
    const store = await open()
    machine.set(20_000)
    expect(await store.check()).toBe(0)
    expect(store.now()).toBe(machine.wall())
  })
})

it('a file whose machine was set back while nobody looked goes on at once', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'console-clock-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const [machine, place] = [aMachine(), { sqlite: join(folder, 'store.sqlite') }]
  const before = await openStore(place, machine.clocks)
  await begin(before, 2)
  await take(before)
  await before.check()
  await before.close()
  machine.set(-HOUR)
  machine.pass(MINUTE)
  const store = await openStore(place, machine.clocks)
  onTestFinished(() => store.close())
  machine.pass(MINUTE)
  await take(store)
})

describeOnBothEngines('two processes on one store', ({ setting }) => {
  it('move what waits once, and none acts on a time before it knows', async ({ skip }) => {
    const place = await setting()
    if ('sqlite' in place) return skip('a file belongs to one process')
    const machine = aMachine()
    const [one, other] = [await openStore(place, machine.clocks), await openStore(place, machine.clocks)]
    onTestFinished(async () => {
      await one.close()
      await other.close()
    })
    await begin(one, 3)
    await take(one)
    machine.pass(10_000)
    await Promise.all([one.check(), other.check()])
    machine.set(-HOUR)
    expect(await one.check()).toBe(-HOUR)
    machine.pass(20_000)
    // By its own time the lane has been due for almost an hour.
    expect(await claim(other)).toBeUndefined()
    expect(await other.check()).toBe(0)
    expect(await claim(other)).toBeUndefined()
    machine.pass(30_000)
    await take(other)
  })

  it('do not take a machine that stood still for a clock that was set', async ({ skip }) => {
    const place = await setting()
    if ('sqlite' in place) return skip('a file belongs to one process')
    const [machine, asleep] = [aMachine(), aMachine()]
    const [one, other] = [await openStore(place, machine.clocks), await openStore(place, asleep.clocks)]
    onTestFinished(async () => {
      await one.close()
      await other.close()
    })
    machine.pass(HOUR)
    asleep.set(HOUR)
    await one.check()
    expect(await other.check()).toBe(0)
    expect(other.now()).toBe(one.now())
  })
})

describe('without clocks of its own', () => {
  it('a store has the time of the machine', async () => {
    const store = await openStore({ sqlite: ':memory:' })
    onTestFinished(() => store.close())
    const [before, now, after] = [Date.now() - 50, store.now(), Date.now() + 50]
    expect(now).toBeGreaterThan(before)
    expect(now).toBeLessThan(after)
  })
})
