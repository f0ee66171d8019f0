import { describe, expect, it } from 'vitest'
import { manualClock } from '../../testing/manual-clock.ts'
import { createAlarms } from './alarms.ts'
import { createLead } from './lead.ts'

describe('the lead', () => {
  it('is as long as preparations usually take, and a little longer', () => {
    const lead = createLead([{ interval: 60_000 }])
    expect(lead.now()).toBe(0)
    for (let n = 0; n < 50; n++) lead.took(200)
    expect(lead.now()).toBeGreaterThan(250)
    expect(lead.now()).toBeLessThanOrEqual(300)
  })

  it('is never a great part of the interval, nor longer than two seconds', () => {
    const [quick, slow] = [createLead([{ interval: 60_000 }, { interval: 100 }]), createLead([{ interval: 60_000 }])]
    for (let n = 0; n < 50; n++) for (const lead of [quick, slow]) lead.took(10_000)
    expect([quick.now(), slow.now()]).toEqual([25, 2000])
  })
})

describe('an alarm', () => {
  it('rings at its moment, at once when that is over', async () => {
    const clock = manualClock()
    const alarms = createAlarms({ now: clock.now, elapsed: clock.now }, clock.after)
    await alarms.until(clock.now() - 1)
    let rang = false
    void alarms.until(clock.now() + 100).then(() => {
      rang = true
    })
    await clock.advance(99)
    expect(rang).toBe(false)
    await clock.advance(1)
    expect(rang).toBe(true)
  })

  it('rings when all waiting is ended, and then keeps nobody', async () => {
    const clock = manualClock()
    const alarms = createAlarms({ now: clock.now, elapsed: clock.now }, clock.after)
    const waiting = alarms.until(clock.now() + 1000)
    alarms.endAll()
    await waiting
    await alarms.until(clock.now() + 1000)
  })
})
