import { randomUUID } from 'node:crypto'
import { openStore, type StoreSetting } from '../store/store.ts'
import { benchEvent } from './bench/events.ts'
import { aRun, someItems } from './runs.ts'

const AT_ONCE = 100

/** Fills a store as a console does: so many events, entries of the journal and items of runs, and somebody signed in. */
export async function liveInStore(setting: StoreSetting, size: number): Promise<void> {
  // As if it had been used a while ago: whoever looks need not wait to see that nobody is there.
  const ago = Date.now() - 3_600_000
  const store = await openStore(setting, { now: () => ago })
  await store.sessions.create({ id: 'u-1', name: 'Olga', email: 'olga@example.com', role: 'operator' })
  const subscriptions = [randomUUID(), randomUUID()]
  for (let place = 0; place < size; place += AT_ONCE) {
    const id = subscriptions[(place / AT_ONCE) % 2] as string
    const events = Array.from({ length: AT_ONCE }, (_, more) =>
      benchEvent(id, place + more, { count: size, now: ago, failed: 10 }),
    )
    await store.events.put('production', events)
    await Promise.all(
      events.map(async (_, more) => {
        const target = { type: 'subscription', id, title: `Orders „${place + more}“ 💶`, subscriptionId: id } as const
        const person = { actor: { id: 'u-1', name: 'Olga' }, role: 'operator', requestId: randomUUID() } as const
        const what = { environment: more % 3 === 0 ? null : 'production', before: { title: 'a\u0000b' }, after: null }
        const entry = await store.journal.begin({
          ...what,
          ...person,
          action: 'subscription.enable',
          target,
          reason: null,
        })
        if (more % 7 > 0) await store.journal.finish(entry, { outcome: 'done', upstreamStatus: 200 })
      }),
    )
  }
  const half = Math.floor(size / 2)
  for (const id of subscriptions) await store.runs.create(aRun({ subscriptions: [id] }), someItems(id, half))
  await store.close()
}
