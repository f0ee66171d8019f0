import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import { describeOnBothEngines } from '../../testing/postgres-stores.ts'

describeOnBothEngines('the feeds', ({ open }) => {
  const subscription = randomUUID()
  async function opened() {
    const clock = { now: Date.UTC(2026, 10, 21) }
    const { events } = await open({ now: () => clock.now })
    const { feeds } = events
    const claim = (owner: string) => feeds.claim('production', subscription, { owner, until: clock.now + 1_000 })
    return { clock, events, feeds, claim }
  }

  it('are read by one at a time', async () => {
    const { claim, feeds } = await opened()
    const claimed = await Promise.all(['a', 'b', 'c'].map(claim))
    const [lease] = claimed.filter((one) => one !== undefined)
    expect(claimed.filter((one) => one !== undefined)).toHaveLength(1)
    if (!lease) return
    expect(await feeds.release(lease, { triedAt: 5 })).toBe(true)
    expect(await claim('d')).toMatchObject({ feed: { triedAt: 5 } })
  })

  it('are free again when their reader is gone, who then writes nothing more', async () => {
    const { claim, clock, feeds } = await opened()
    const lost = await claim('a')
    clock.now += 1_000
    expect(await claim('b')).toBeDefined()
    if (!lost) throw new Error('not claimed')
    expect(await feeds.save(lost, { until: clock.now + 1_000, state: { problem: 'late' } })).toBe(false)
    expect(await feeds.release(lost, { problem: 'late' })).toBe(false)
    expect(await feeds.get('production', subscription)).toMatchObject({ problem: null, leasedUntil: clock.now + 1_000 })
  })

  it('remember how far they were read', async () => {
    const { claim, clock, feeds } = await opened()
    const lease = await claim('a')
    if (!lease) throw new Error('not claimed')
    const state = { asOf: 7, complete: true, total: 12, problem: null, progress: { order: 'oldest-first' } }
    expect(await feeds.save(lease, { until: clock.now + 1, state })).toBe(true)
    expect(await feeds.list('production')).toEqual([
      expect.objectContaining({ ...state, subscriptionId: subscription }),
    ])
    expect(await feeds.list('production', [])).toEqual([])
    expect(await feeds.list('staging')).toEqual([])
  })

  it('let a reader of a removed subscription know', async () => {
    const { claim, clock, events, feeds } = await opened()
    const lease = await claim('a')
    if (!lease) throw new Error('not claimed')
    await events.removeSubscription('production', subscription)
    expect(await feeds.save(lease, { until: clock.now + 1, state: {} })).toBe(false)
  })
})
