import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { JournalQuery } from '../../contract/journal.ts'
import { createDispatching, type Dispatching } from '../../testing/dispatching.ts'
import type { ReplayAnswer } from './ports.ts'

/** Real timers: a busy machine takes its time. */
vi.setConfig({ testTimeout: 30_000 })

let stack: Dispatching
let answers: (() => Promise<ReplayAnswer>)[]
let posts: { endpoint: string; token: string }[]
beforeEach(async () => {
  answers = []
  posts = []
  stack = await createDispatching({
    async replay(_, post) {
      posts.push(post)
      return (await answers.shift()?.()) ?? { status: 200 }
    },
  })
  stack.dispatcher.start()
})
afterEach(() => stack.close())

const REPLAY = { way: 'replay', pace: 50 }
const ended = (run: string) =>
  vi.waitFor(
    async () => {
      const detail = await stack.detail(run)
      expect(detail.endedAt).not.toBeNull()
      return detail
    },
    { timeout: 20_000, interval: 20 },
  )

it('posts the stored token to the endpoint as the API states it, and calls nothing else', async () => {
  const { items, subscription } = stack.failing(2)
  const run = await stack.run(items, REPLAY)
  expect(await ended(run)).toMatchObject({ counts: { delivered: 2 } })
  const stored = stack.sandbox.state.events.of(subscription.subscriptionId)
  expect(posts).toEqual(stored.map(({ payload }) => ({ endpoint: subscription.endpoint, token: payload })))
  expect(await stack.items(run)).toMatchObject([{ note: 'The listener accepted it (200)', status: 200 }, {}])
  expect(stack.calls()).toEqual([])
})

it('says of a token that was made for another endpoint, or for none, whatever the listener did with it', async () => {
  const { items, subscription } = stack.failing(2)
  const endpoint = 'https://crm.listener.example/elsewhere'
  stack.sandbox.state.subscriptions.replace({ ...subscription, endpoint })
  answers = [async () => ({ status: 200 }), async () => ({ status: 401 })]
  const [one, other] = items
  const nobodys = { ...other, payload: `e30.${Buffer.from('{}').toString('base64url')}.c2ln` }
  const run = await stack.run([one, nobodys] as typeof items, { ...REPLAY, pace: 1 })
  await ended(run)
  expect((await stack.items(run)).map(({ note }) => note)).toEqual([
    'The listener accepted it (200). The token was made for another endpoint (aud)',
    'The listener answered 401. The token does not say which endpoint it was made for (aud)',
  ])
})

it.each([
  ['refused', { status: 503 }, { state: 'failed', note: 'The listener answered 503', status: 503 }, 'refused'],
  [
    'turned away before it was sent',
    { error: { code: 'hostNotPublic', host: '10.0.0.1' }, sent: false },
    { state: 'failed', note: '10.0.0.1 is not, or not only, at a public address' },
    'refused',
  ],
  [
    'left without an answer',
    { error: { code: 'listenerLate', seconds: 10 }, sent: true },
    { state: 'untraced', note: 'The listener did not answer within 10 s' },
    'unknown',
  ],
] as const)('is never repeated when it was %s', async (_, answer, item, outcome) => {
  answers = [() => Promise.resolve(answer)]
  const run = await stack.run(stack.failing(1).items, REPLAY)
  await ended(run)
  expect(await stack.items(run)).toMatchObject([item])
  expect(posts).toHaveLength(1)
  const { items: entries } = await stack.store.journal.page(JournalQuery.parse({}))
  expect(entries).toMatchObject([{ action: 'event.replay', outcome }])
})

it('posts what an export file held without asking for the event', async () => {
  const { items, subscription } = stack.failing(1)
  stack.sandbox.state.events.removeOf(subscription.subscriptionId)
  const run = await stack.run(
    items.map((item) => ({ ...item, payload: 'from.a.file' })),
    REPLAY,
  )
  expect(await ended(run)).toMatchObject({ counts: { delivered: 1 } })
  expect(posts).toMatchObject([{ token: 'from.a.file' }])
})

it('leaves alone what was delivered in the meantime', async () => {
  const { items } = stack.failing(1)
  Object.assign(stack.sandbox.state.events.get(items[0]?.eventId ?? '') ?? {}, { state: 'success' })
  expect(await ended(await stack.run(items, REPLAY))).toMatchObject({ counts: { already: 1 } })
  expect(posts).toEqual([])
})

it('has eight under way at once at most', async () => {
  const gate = Promise.withResolvers<void>()
  let [open, most] = [0, 0]
  answers = Array.from({ length: 20 }, () => async () => {
    most = Math.max(most, ++open)
    await gate.promise
    open--
    return { status: 200 }
  })
  const run = await stack.run([...stack.failing(10).items, ...stack.failing(10).items], REPLAY)
  await vi.waitFor(() => expect(open).toBe(8), { timeout: 20_000 })
  const environments = [{ id: 'production', interval: stack.interval }]
  const wanted = { leaseFor: 1000, lead: 60_000, limit: 1 }
  expect(await stack.store.runs.claim('a ninth', environments, wanted)).toEqual([])
  gate.resolve()
  expect(await ended(run)).toMatchObject({ counts: { delivered: 20 } })
  expect(most).toBe(8)
})
