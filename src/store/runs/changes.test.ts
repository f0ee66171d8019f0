import { beforeEach, expect, it } from 'vitest'
import { createLedgerFixture, type LedgerFixture } from '../../testing/ledger-fixture.ts'
import { describeOnBothEngines } from '../../testing/postgres-stores.ts'
import { someItems } from '../../testing/runs.ts'
import { createSentFollowUps, DELIVERED, FAILED, type SentFollowUps } from '../../testing/sent-follow-ups.ts'
import type { RunChange } from './book.ts'

describeOnBothEngines('the ledger tells what becomes of runs', ({ open }) => {
  let fixture: LedgerFixture
  let follow: SentFollowUps
  let heard: RunChange[]
  beforeEach(async () => {
    fixture = await createLedgerFixture(open)
    follow = createSentFollowUps(fixture)
    heard = []
    fixture.runs.onChange((change) => heard.push(change))
  })
  const told = () => heard.map(({ what, events }) => (events === undefined ? what : { [what]: events }))
  const by = { by: 'Oskar Operator', reason: null }

  it('from its start over stops and pauses to its end', async () => {
    const { id } = await fixture.start(someItems(fixture.orders, 3), { options: { stopAfter: 1 } })
    await follow.see(await follow.send(), FAILED)
    await fixture.runs.resume('production', id, by)
    await fixture.runs.pause('production', id, by)
    await fixture.runs.pause('production', id, by)
    await fixture.runs.resume('production', id, by)
    await follow.see(await follow.send(), DELIVERED)
    await follow.see(await follow.send(), DELIVERED)
    expect(told()).toEqual([
      { started: 3 },
      'stopped',
      'resumed',
      'paused',
      'resumed',
      { ended: { delivered: 2, failed: 1 } },
    ])
    expect(heard[0]).toMatchObject({ environment: 'production', runId: id, single: false })
  })

  it('whose first event let the others go, and that was cancelled', async () => {
    const { id } = await fixture.start(someItems(fixture.orders, 2), { options: { canary: true } })
    await follow.see(await follow.send(), DELIVERED)
    await fixture.runs.cancel('production', id, by)
    expect(told()).toEqual([{ started: 2 }, 'released', 'cancelled', { ended: { cancelled: 1, delivered: 1 } }])
  })

  it('and nothing of what was not written', async () => {
    const items = someItems(fixture.orders, 1)
    await fixture.start(items)
    heard = []
    expect((await fixture.start(items)).creation.outcome).toBe('nothing')
    expect(told()).toEqual([])
  })
})
