import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import { createLedgerFixture, MINUTE, SPACING } from '../../../testing/ledger-fixture.ts'
import { describeOnBothEngines } from '../../../testing/postgres-stores.ts'
import { someItems } from '../../../testing/runs.ts'

const DAY = 24 * 60 * MINUTE

describeOnBothEngines('the runs of years', ({ open }) => {
  it('go when their time is over, a few items at a time, and no other', async () => {
    const { runs, clock, start } = await createLedgerFixture(open)
    const ended = async (options: object) => {
      const { id } = await start(someItems(randomUUID(), 5), { options })
      await runs.cancel('production', id, { by: 'Olga', reason: null })
      return id
    }
    const [redelivered, replayed] = [await ended({}), await ended({ way: 'replay' })]
    const { id: open_ } = await start(someItems(randomUUID(), 1))
    clock.now += 10 * DAY
    const late = await ended({})
    const gone: number[] = []
    for (let step = -1; step !== 0; ) {
      step = await runs.forgetEnded(clock.now - DAY, 3)
      gone.push(step)
    }
    expect(gone).toEqual([3, 2, 1, 3, 2, 1, 0])
    const left = async (id: string) => (await runs.detail('production', id, SPACING)) !== undefined
    expect(await Promise.all([redelivered, replayed, open_, late].map(left))).toEqual([false, false, true, true])
  })
})
