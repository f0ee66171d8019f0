import { afterEach, beforeEach, expect, it } from 'vitest'
import { HOUR } from '../../contract/durations.ts'
import { openStore, type Store } from '../../store/store.ts'
import { createRefusedAttempts, type RefusedAttempt, type RefusedAttempts } from './refused-attempts.ts'

let store: Store
let refused: RefusedAttempts
let failing: Error | undefined
const reported: unknown[] = []
const clock = { now: 0 }

beforeEach(async () => {
  clock.now = Date.UTC(2026, 10, 21)
  failing = undefined
  reported.length = 0
  store = await openStore({ sqlite: ':memory:' }, { now: () => clock.now })
  const journal = {
    record: (...entry: Parameters<Store['journal']['record']>) =>
      failing ? Promise.reject(failing) : store.journal.record(...entry),
  }
  refused = createRefusedAttempts({ journal, now: () => clock.now, report: (error) => reported.push(error) })
})
afterEach(() => store.close())

const attempt = (differs: Partial<RefusedAttempt> = {}): RefusedAttempt => ({
  kind: 'denied',
  actor: { id: 'omar', name: 'Omar' },
  role: 'operator',
  environment: 'production',
  address: '203.0.113.7',
  problem: 'Needs the role administrator; you are signed in as operator',
  target: { type: 'request', id: 'DELETE /api/x', title: 'subscription.delete', subscriptionId: null },
  requestId: 'req-1',
  ...differs,
})
const nobodys = (address: string) =>
  attempt({
    ...{ kind: 'sign-in', actor: undefined, role: null, environment: null, address },
    target: { type: 'session', id: address, title: '', subscriptionId: null },
  })

const entries = async () => {
  const { items } = await store.journal.page({ size: 100 })
  return items.toReversed()
}
const told = async () =>
  (await entries()).map(({ actor, after }) => {
    const { addresses, times } = after as { addresses: string[]; times: number }
    return [actor.name, addresses.length, times]
  })

it('tells the first attempt at once, with who, in which role, from where and why', async () => {
  refused.note(attempt())
  await expect.poll(entries).toHaveLength(1)
  const [entry] = await entries()
  expect(entry).toMatchObject({
    action: 'request.refused',
    actor: { id: 'omar', name: 'Omar' },
    role: 'operator',
    environment: 'production',
    target: { id: 'DELETE /api/x', title: 'subscription.delete' },
    after: { addresses: ['203.0.113.7'], times: 1 },
    outcome: 'refused',
    problem: 'Needs the role administrator; you are signed in as operator',
  })
  await refused.stop()
})

it('tells those that are alike together, an hour later, and then anew', async () => {
  for (let time = 0; time < 500; time++) refused.note(attempt())
  clock.now += HOUR
  refused.note(attempt())
  await refused.stop()
  expect(await told()).toEqual([
    ['Omar', 1, 1],
    ['Omar', 1, 499],
    ['Omar', 1, 1],
  ])
})

it('tells other things, people and places apart', async () => {
  refused.note(attempt())
  refused.note(attempt({ target: { ...attempt().target, title: 'subscription.edit' } }))
  refused.note(attempt({ actor: { id: 'vera', name: 'Vera' } }))
  refused.note(attempt({ address: '203.0.113.8' }))
  await refused.stop()
  expect(await told()).toHaveLength(4)
})

it('writes few entries whatever strangers do, and lets none hide what others did', async () => {
  for (let hour = 0; hour < 3; hour++) {
    for (let place = 0; place < 2000; place++) refused.note(nobodys(`203.0.${place % 200}.${place % 7}`))
    clock.now += HOUR
  }
  refused.note(attempt())
  await refused.stop()
  const all = await told()
  expect(all.length).toBeLessThanOrEqual(3 * 21 + 1)
  expect(all.reduce((sum, [, , times]) => sum + Number(times), 0)).toBe(6001)
  expect(Math.max(...all.map(([, addresses]) => Number(addresses)))).toBe(10)
  expect(all.filter(([name]) => name === 'Omar')).toEqual([['Omar', 1, 1]])
  expect((await entries()).filter(({ problem }) => problem === 'Further ones, counted together')).toHaveLength(3)
})

it('keeps what the store does not take, and tells it later', async () => {
  failing = new Error('the disk is full')
  refused.note(attempt())
  await expect.poll(() => reported).toEqual([failing])
  failing = undefined
  refused.note(attempt())
  await refused.stop()
  expect(await told()).toEqual([['Omar', 1, 2]])
  expect((await store.journal.verify()).faults).toEqual([])
})
