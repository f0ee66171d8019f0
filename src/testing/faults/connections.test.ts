import { setTimeout as after } from 'node:timers/promises'
import pg from 'pg'
import { expect, inject, it, onTestFinished, vi } from 'vitest'
import type { NewItem } from '../../store/runs/ledger.ts'
import { addSubscription, changeUser } from '../occurrences.ts'
import { createDatabase } from '../postgres.ts'
import { aRun } from '../runs.ts'
import { createStack, ORIGIN, type Stack } from '../stack.ts'
import { kills } from './kills.ts'

const server = inject('postgres')
const KILLS = kills(10)
const [SUBSCRIPTIONS, EACH, TIME_SCALE] = [5, KILLS * 2, 1500]
/** As in service, only shorter: what a lost connection left behind is taken up again within seconds. */
const DISPATCHING = { lease: 2_000, poll: 50 }

/** Events that failed because their subscriptions were off; they are on by now. */
const failedEvents = ({ sandbox }: Stack): NewItem[] => {
  const all = Array.from({ length: SUBSCRIPTIONS }, (_, place) =>
    addSubscription(sandbox, { enabled: false, endpoint: `https://kills-${place}.listener.example/hook` }),
  )
  for (let count = 0; count < EACH; count++) changeUser(sandbox)
  return all.flatMap((subscription) => {
    sandbox.state.subscriptions.replace({ ...subscription, enabled: true })
    const { subscriptionId } = subscription
    const rest = { subscriptionId, signedId: null, user: null, expiresAt: null }
    return sandbox.state.events.of(subscriptionId).map(({ id, type }) => ({ ...rest, eventId: id, type }))
  })
}

/** Looks at everything in turn until it is told to stop. Returns how often each status came. */
const browse = async (stack: Stack, over: () => boolean): Promise<Map<number, number>> => {
  const [cookie, seen] = [await stack.signIn('administrator'), new Map<number, number>()]
  const lists = stack.sandbox.state.subscriptions
    .all()
    .map(({ subscriptionId }) => `subscriptions/${subscriptionId}/events`)
  const pages = ['subscriptions', 'failed-events', 'runs', ...lists].map(
    (page) => `/api/environments/production/${page}`,
  )
  for (let turn = 0; !over(); turn++) {
    const page = [...pages, '/api/journal', '/api/session'][turn % (pages.length + 2)] ?? ''
    const { status, body } = await stack.fetch(new Request(`${ORIGIN}${page}`, { headers: { cookie } }))
    await body?.cancel()
    seen.set(status, (seen.get(status) ?? 0) + 1)
  }
  return seen
}

it.skipIf(server === null)(
  'connections that end at random moments, while the index fills, a run goes on and somebody browses, cost no event',
  { timeout: 120_000 + KILLS * 5_000 },
  async () => {
    const postgres = await createDatabase(server ?? '', inject('postgresTemplate'))
    const stack = await createStack({ store: { postgres }, timeScale: TIME_SCALE, dispatching: DISPATCHING })
    const killer = new pg.Client({ connectionString: postgres })
    await killer.connect()
    onTestFinished(async () => {
      await killer.end()
      await stack.close()
    })
    const items = failedEvents(stack)
    const run = aRun({ subscriptions: [...new Set(items.map(({ subscriptionId }) => subscriptionId))] })
    await stack.store.runs.create(run, items)
    let over = false
    const browsing = browse(stack, () => over)
    let killed = 0
    while (killed < KILLS) {
      await after(Math.random() * 50)
      const { rows } = await killer.query(
        `select pg_terminate_backend(pid) as gone from pg_stat_activity
         where datname = current_database() and pid <> pg_backend_pid() order by state <> 'idle' desc, random() limit 1`,
      )
      if (rows[0]?.gone) killed++
    }
    const detail = async () => await stack.store.runs.detail('production', run.id, { interval: 60_000 / TIME_SCALE })
    await vi.waitFor(async () => expect((await detail())?.endedAt).not.toBeNull(), { timeout: 90_000, interval: 100 })
    over = true
    const statuses = await browsing
    expect([...statuses.keys()].filter((status) => status !== 200 && status !== 503)).toEqual([])
    expect(statuses.get(200)).toBeGreaterThan(0)
    expect(stack.log.filter((line) => line.includes('"msg":"unexpected"'))).toEqual([])

    const received = stack.sandbox.state.listeners.received().map(({ payload }) => payload)
    const taken = items.map(({ eventId }) => ({
      calls: stack.sandbox.state.redeliveryCalls.all(eventId).filter(({ status }) => status !== 429).length,
      got: received.filter((payload) => payload === stack.sandbox.state.events.get(eventId)?.payload).length,
    }))
    expect(
      taken.filter(({ calls, got }) => calls > 1 || got > 1),
      'sent twice',
    ).toEqual([])
    expect(
      taken.filter(({ calls, got }) => calls === 0 || got === 0),
      'lost',
    ).toEqual([])
    expect((await detail())?.counts.delivered).toBe(items.length)
  },
)
