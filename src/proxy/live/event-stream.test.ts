import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ActiveRuns } from '../../contract/run.ts'
import { LIVE_HEADERS, liveEvents } from './event-stream.ts'
import { createLiveRuns, type LiveRuns } from './runs.ts'

let runs: ActiveRuns
let looks: string[]
let broken: Error | undefined
let reported: unknown[]
let live: LiveRuns

beforeEach(() => {
  vi.useFakeTimers()
  runs = { runs: [], changed: '0' }
  looks = []
  broken = undefined
  reported = []
  live = createLiveRuns({
    async read(environment) {
      looks.push(environment)
      if (broken) throw broken
      return runs
    },
    report: (error) => void reported.push(error),
  })
})
afterEach(() => vi.useRealTimers())

const HOUR = 3_600_000
const ALIVE = 'event: alive\ndata: 1\n\n'
const change = () => {
  runs = { runs: [], changed: String(Number(runs.changed) + 1) }
}
const open = (environment = 'production', lifetime = HOUR) => {
  const gone = new AbortController()
  const events = liveEvents(live, { environment, gone: gone.signal, lifetime })
  const next = async () => (await events.next()).value
  return { next, end: () => events.return(undefined), leave: () => gone.abort() }
}
const opened = async (environment?: string) => {
  const stream = open(environment)
  expect(await stream.next()).toBe('retry: 3000\n\n')
  return stream
}
const message = () => `event: runs\ndata: ${JSON.stringify(runs)}\n\n`
const seconds = (count: number) => vi.advanceTimersByTimeAsync(count * 1000)

describe('a listener', () => {
  it('hears the present state at once and every change, and nothing while there is none', async () => {
    const { next } = await opened()
    expect(await next()).toBe(message())
    await seconds(5)
    change()
    await seconds(1)
    expect(await next()).toBe(message())
  })

  it('is sent what nothing on the way keeps or holds back', () => {
    expect(LIVE_HEADERS).toMatchObject({ 'Cache-Control': 'no-store, no-transform', 'X-Accel-Buffering': 'no' })
  })

  it('who comes later hears what is known, without another look', async () => {
    await (await opened()).next()
    expect(await (await opened()).next()).toBe(message())
    expect(looks).toHaveLength(1)
  })

  it('who reads slowly gets the latest state only', async () => {
    const { next } = await opened()
    await next()
    for (let count = 0; count < 10; count++) {
      change()
      await seconds(1)
    }
    expect(await next()).toBe(message())
    const following = next()
    change()
    await seconds(1)
    expect(await following).toBe(message())
  })

  it('hears a sign of life every 15 seconds', async () => {
    const { next } = await opened()
    await next()
    await seconds(15)
    expect(await next()).toBe(ALIVE)
  })

  it('hears on when a look has failed, and the failure is told', async () => {
    const { next } = await opened()
    await next()
    broken = new Error('the disk is gone')
    await seconds(2)
    expect(reported).toEqual([broken, broken])
    broken = undefined
    change()
    await seconds(1)
    expect(await next()).toBe(message())
  })
})

describe('the ledger', () => {
  it('is looked at once a second for all listeners of an environment together', async () => {
    const streams = await Promise.all([opened(), opened(), opened('staging')])
    await Promise.all(streams.map(({ next }) => next()))
    await seconds(3)
    expect(looks.filter((environment) => environment === 'production')).toHaveLength(4)
    expect(looks.filter((environment) => environment === 'staging')).toHaveLength(4)
  })

  it.each(['end', 'leave'] as const)('is left alone once everybody is gone (%s), and no timer stays', async (how) => {
    const streams = [await opened(), await opened()]
    for (const { next } of streams) await next()
    const waiting = how === 'leave' ? streams.map(({ next }) => next()) : []
    for (const stream of streams) await stream[how]()
    expect(await Promise.all(waiting)).toEqual(waiting.map(() => undefined))
    const { length } = looks
    await seconds(60)
    expect([looks.length, vi.getTimerCount()]).toEqual([length, 0])
    expect(await (await opened()).next()).toBe(message())
  })
})

describe('the events end', () => {
  it('after their time', async () => {
    const { next } = open('production', 10_000)
    await next()
    await next()
    const last = next()
    await seconds(10)
    expect([await last, vi.getTimerCount()]).toEqual([undefined, 0])
  })

  it('when the console stops, and at once where somebody comes then', async () => {
    const { next } = await opened()
    await next()
    const last = next()
    live.stop()
    expect(await last).toBeUndefined()
    expect(await (await opened()).next()).toBeUndefined()
    expect(vi.getTimerCount()).toBe(0)
  })
})
