import { describe, expect, it, vi } from 'vitest'
import type { Subscription } from '../contract/subscription.ts'
import type { SubscriptionList } from '../upstream/operations/subscriptions.ts'
import { createSubscriptionDirectory } from './subscription-directory.ts'

const subscription = (number: number, change: Partial<Subscription> = {}): Subscription => ({
  id: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
  title: `Subscription ${number}`,
  endpoint: 'https://listener.example.com/',
  events: ['entityCreated'],
  enabled: true,
  filter: null,
  createdAt: '2026-01-01T00:00:00Z',
  updatedAt: '2026-01-01T00:00:00Z',
  version: 'v1',
  ...change,
})
const [one, two, three] = [subscription(1), subscription(2), subscription(3)]

const setUp = (read: () => Promise<SubscriptionList> = async () => ({ items: [one, two], total: 2, unread: [] })) => {
  const clock = { now: 1000 }
  const reading = vi.fn(read)
  return { clock, reading, directory: createSubscriptionDirectory(reading, () => clock.now) }
}

it('reads once for all who ask, and again after ten seconds', async () => {
  const { directory, reading, clock } = setUp()
  await Promise.all([directory.all(), directory.all()])
  clock.now = 10_999
  expect(await directory.all()).toEqual({ items: [one, two], asOf: 1000, missing: 0 })
  expect(reading).toHaveBeenCalledTimes(1)
  clock.now = 11_000
  expect((await directory.all()).asOf).toBe(11_000)
  await directory.all({ maxAge: 0 })
  expect(reading).toHaveBeenCalledTimes(3)
})

it('does not remember a failure', async () => {
  const { directory, reading } = setUp()
  reading.mockRejectedValueOnce(new Error('down'))
  await expect(directory.all()).rejects.toThrow('down')
  expect((await directory.all()).items).toHaveLength(2)
})

it('says how many are missing', async () => {
  const { directory } = setUp(async () => ({ items: [one], total: 5, unread: [] }))
  expect((await directory.all()).missing).toBe(4)
})

it('takes a write over in its place', async () => {
  const { directory, reading } = setUp()
  const before = await directory.all()
  directory.replace({ ...one, enabled: false })
  directory.replace(three)
  expect((await directory.all()).items).toEqual([{ ...one, enabled: false }, two, three])
  directory.remove(two.id)
  expect((await directory.all()).items.map(({ id }) => id)).toEqual([one.id, three.id])
  expect(before.items).toEqual([one, two])
  expect(reading).toHaveBeenCalledTimes(1)
})

it('keeps a write that came while a reading was under way', async () => {
  const answer = Promise.withResolvers<SubscriptionList>()
  const { directory, reading } = setUp(() => answer.promise)
  const first = directory.all()
  directory.replace({ ...one, enabled: false })
  directory.remove(two.id)
  answer.resolve({ items: [one, two, three], total: 3, unread: [] })
  expect((await first).items).toEqual([{ ...one, enabled: false }, three])
  reading.mockResolvedValue({ items: [one], total: 1, unread: [] })
  expect((await directory.all({ maxAge: 0 })).items).toEqual([one])
})

describe('what other processes change', () => {
  const processes = (read: () => Promise<SubscriptionList>) => {
    const noted: string[] = []
    const now = new Map<string, Subscription>()
    const readOne = vi.fn(async (id: string) => now.get(id))
    const others = { changed: async () => noted.splice(0), readOne }
    const note = (changed: Subscription) => {
      now.set(changed.id, changed)
      noted.push(changed.id)
    }
    const clock = { now: 1000 }
    const reading = vi.fn(read)
    return {
      directory: createSubscriptionDirectory(reading, () => clock.now, others),
      note,
      noted,
      readOne,
      reading,
      clock,
    }
  }
  const list = async (): Promise<SubscriptionList> => ({ items: [one, two], total: 2, unread: [] })

  it('is read before the list is given out, one by one', async () => {
    const { directory, note, noted, reading, readOne } = processes(list)
    await directory.all()
    note(subscription(2, { title: 'Theirs' }))
    noted.push(one.id)
    expect((await directory.all()).items).toMatchObject([{ title: 'Theirs' }])
    expect([reading.mock.calls.length, readOne.mock.calls.length]).toEqual([1, 2])
  })

  it('is newer than a reading that had begun before', async () => {
    const gate = Promise.withResolvers<SubscriptionList>()
    const { directory, note } = processes(() => gate.promise)
    const first = directory.all()
    await Promise.resolve()
    note(subscription(1, { title: 'Theirs' }))
    const second = directory.all()
    gate.resolve(await list())
    for (const { items } of await Promise.all([first, second])) expect(items[0]).toMatchObject({ title: 'Theirs' })
  })

  it('is read with the whole list when it is much', async () => {
    const { directory, note, reading, readOne } = processes(list)
    await directory.all()
    for (let number = 1; number <= 21; number++) note(subscription(number))
    await directory.all()
    expect([reading.mock.calls.length, readOne.mock.calls.length]).toEqual([2, 0])
  })

  it('leaves the list as it is while the API cannot be asked, and is read later', async () => {
    const { directory, note, readOne } = processes(list)
    await directory.all()
    note(subscription(1, { title: 'Theirs' }))
    readOne.mockRejectedValueOnce(new Error('away'))
    expect((await directory.all()).items[0]).toMatchObject({ title: one.title })
    expect((await directory.all()).items[0]).toMatchObject({ title: 'Theirs' })
  })
})
