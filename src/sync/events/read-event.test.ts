import { expect, it } from 'vitest'
import type { Store } from '../../store/store.ts'
import { describeOnBothEngines } from '../../testing/postgres-stores.ts'
import { ENVIRONMENT, syncedList } from '../../testing/synced-list.ts'
import { refusalOf } from '../../upstream/answers/refusal.ts'
import { refusalOfUnreadable } from '../../upstream/answers/refusal-of-fault.ts'
import { UnexpectedReply } from '../../upstream/answers/unexpected-reply.ts'

describeOnBothEngines('an event that the API does not offer by itself', ({ open }) => {
  const clock = { now: Date.UTC(2026, 10, 21, 12) }
  let shared: Promise<Store> | undefined

  it.each(
    (['oldest-first', 'newest-first'] as const).flatMap((order) =>
      (['nearest', 'first'] as const).flatMap((cursors) =>
        [404, 405, 410, 200].flatMap((status) => [2, 100].map((pageSize) => ({ order, cursors, status, pageSize }))),
      ),
    ),
  )('is read from its list, wherever it stands: $order, $cursors, $pageSize, $status', async (habits) => {
    shared ??= open({ now: () => clock.now })
    const store = await shared
    await store.events.clear(ENVIRONMENT)
    const { sync, list, record, look, subscriptionId } = syncedList({ store, clock }, habits)
    record(9)
    await look()
    const { status } = habits
    list.before = async (call) => {
      if (!call.startsWith('get')) return
      if (status === 200) throw refusalOfUnreadable(200, new UnexpectedReply('getEvent', 'another shape'), 'getEvent')
      throw refusalOf('not_found', { upstreamStatus: status })
    }
    for (const { id, createdAt } of list.events)
      expect(await sync.readEvent(ENVIRONMENT, subscriptionId, id)).toMatchObject({ id, createdAt })
    const [first] = list.events.splice(0, 1)
    const gone = sync.readEvent(ENVIRONMENT, subscriptionId, first?.id ?? '')
    await expect(gone).rejects.toMatchObject({ problem: { upstreamStatus: status } })
    await sync.stop()
  })

  it('keeps what is known of it when its list tells less', async () => {
    shared ??= open({ now: () => clock.now })
    const store = await shared
    await store.events.clear(ENVIRONMENT)
    const { sync, list, record, look, subscriptionId } = syncedList({ store, clock })
    record(1)
    await look()
    const [id = ''] = list.events.map((event) => event.id)
    const known = await store.events.get(ENVIRONMENT, subscriptionId, id)
    list.leavesOut = ['request', 'response']
    list.before = async (call) => {
      if (call.startsWith('get')) throw refusalOf('not_found', { upstreamStatus: 404 })
    }
    await sync.touch(ENVIRONMENT, subscriptionId, await sync.readEvent(ENVIRONMENT, subscriptionId, id))
    expect(await store.events.get(ENVIRONMENT, subscriptionId, id)).toMatchObject({ type: known?.type, unread: false })
    expect(known?.type).not.toBeNull()
    await sync.stop()
  })
})
