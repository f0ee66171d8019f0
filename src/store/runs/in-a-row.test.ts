import { beforeEach, expect, it } from 'vitest'
import { createLedgerFixture, type LedgerFixture } from '../../testing/ledger-fixture.ts'
import { describeOnBothEngines } from '../../testing/postgres-stores.ts'
import { someItems } from '../../testing/runs.ts'
import {
  createSentFollowUps,
  DELIVERED,
  FAILED,
  MISSED,
  type SentFollowUps,
  WHY,
} from '../../testing/sent-follow-ups.ts'

describeOnBothEngines('what the listener did not take at first counts in a row', ({ open }) => {
  let fixture: LedgerFixture
  let send: SentFollowUps['send']
  let see: SentFollowUps['see']
  beforeEach(async () => {
    fixture = await createLedgerFixture(open)
    ;({ send, see } = createSentFollowUps(fixture))
  })

  const start = async (count: number, options: object) =>
    (await fixture.start(someItems(fixture.orders, count), { options })).id
  const resume = (id: string) => fixture.runs.resume('production', id, { by: 'Oskar Operator', reason: null })

  it('once, with its end or before', async () => {
    const id = await start(6, { stopAfter: 3 })
    const first = await send()
    await see(first, MISSED)
    await see(first, MISSED)
    await see(first, FAILED)
    await see(await send(), FAILED)
    expect((await fixture.detail(id)).state).toBe('running')
    await see(await send(), MISSED)
    expect(await fixture.detail(id)).toMatchObject({
      state: 'stopped',
      stateReason: `3 events in a row were not delivered, the last one: ${WHY}; Identity Cloud goes on trying it`,
      counts: { failed: 2, scheduled: 1, held: 3 },
    })
  })

  it('until one is delivered, if only by a later attempt', async () => {
    const id = await start(6, { stopAfter: 2 })
    const first = await send()
    await see(first, MISSED)
    await see(first, DELIVERED)
    const second = await send()
    await see(second, MISSED)
    expect((await fixture.detail(id)).state).toBe('running')
    await see(await send(), DELIVERED)
    await see(second, FAILED)
    await see(await send(), MISSED)
    expect((await fixture.detail(id)).state).toBe('running')
    await see(await send(), MISSED)
    expect((await fixture.detail(id)).state).toBe('stopped')
  })

  it('anew after somebody resumed', async () => {
    const id = await start(6, { stopAfter: 2 })
    const turns = [await send(), await send()]
    for (const turn of turns) await see(turn, MISSED)
    await resume(id)
    for (const turn of turns) await see(turn, FAILED)
    await see(await send(), MISSED)
    expect((await fixture.detail(id)).state).toBe('running')
    await see(await send(), MISSED)
    expect((await fixture.detail(id)).state).toBe('stopped')
  })

  it('and holds nothing back where nothing is left', async () => {
    const id = await start(2, { stopAfter: 2 })
    const turns = [await send(), await send()]
    for (const turn of turns) await see(turn, MISSED)
    expect(await fixture.detail(id)).toMatchObject({ state: 'running', stateReason: null, retrying: 2 })
  })
})
