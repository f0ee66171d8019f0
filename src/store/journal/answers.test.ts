import { beforeEach, expect, it } from 'vitest'
import { describeOnBothEngines } from '../../testing/postgres-stores.ts'
import type { Journal, JournalBeginning } from './journal.ts'

const START = Date.UTC(2026, 10, 21)
const DAY = 86_400_000

describeOnBothEngines('what the journal knows', ({ open }) => {
  let journal: Journal
  const clock = { now: START }
  beforeEach(async () => {
    clock.now = START
    journal = (await open({ now: () => clock.now })).journal
  })
  const enter = async (
    action: JournalBeginning['action'],
    id: string,
    { reason = null, outcome = 'done', environment = 'production', by = 'Olga' } = {} as {
      reason?: string | null
      outcome?: 'done' | 'refused'
      environment?: string
      by?: string
    },
  ) => {
    const type = action.startsWith('export') ? 'export' : 'subscription'
    const entry = await journal.begin({
      ...{ actor: { id: by, name: by }, role: 'operator', environment, action, reason, requestId: 'r' },
      target: { type, id, title: `Title of ${id}`, subscriptionId: 'sub-1' },
      ...{ before: null, after: null },
    })
    await journal.finish(entry, { outcome })
    clock.now += 1_000
  }

  it('is who turned a subscription off last, and why', async () => {
    await enter('subscription.disable', 'one', { by: 'Omar', reason: 'old' })
    await enter('subscription.disable', 'one', { reason: 'Maintenance' })
    await enter('subscription.disable', 'one', { by: 'Refused', outcome: 'refused' })
    await enter('subscription.disable', 'one', { by: 'Elsewhere', environment: 'staging' })
    await enter('subscription.disable', 'two')
    await enter('subscription.enable', 'two')
    await enter('subscription.disable', 'four')
    expect(await journal.turnedOff('production', ['one', 'two', 'three'])).toEqual(
      new Map([['one', { at: '2026-11-21T00:00:01.000000Z', by: 'Olga', reason: 'Maintenance' }]]),
    )
    expect(await journal.turnedOff('production', [])).toEqual(new Map())
  })

  it('is which exports nobody has taken', async () => {
    await enter('export.start', 'old')
    clock.now = START + 8 * DAY
    await enter('export.start', 'taken')
    await enter('export.start', 'cancelled')
    await enter('export.start', 'open', { by: 'Omar' })
    await enter('export.start', 'refused', { outcome: 'refused' })
    await enter('export.download', 'taken')
    await enter('export.cancel', 'cancelled')
    expect(await journal.openExports('production', START + DAY)).toEqual([
      {
        id: 'open',
        subscription: { id: 'sub-1', title: 'Title of open' },
        startedAt: '2026-11-29T00:00:02.000000Z',
        by: 'Omar',
      },
    ])
    expect(await journal.openExports('staging', START)).toEqual([])
  })
})
