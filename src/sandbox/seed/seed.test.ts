import { afterEach, expect, it } from 'vitest'
import { UpstreamSubscription } from '../../contract/upstream/subscription.ts'
import { manualClock } from '../../testing/manual-clock.ts'
import { verdictOn } from '../base/answer.ts'
import { microsOf, rfc3339 } from '../base/time.ts'
import { WAITS } from '../delivery/dispatcher.ts'
import { filterProblem, passes } from '../delivery/filter.ts'
import { answerOf } from '../delivery/own-listener.ts'
import { eventsClaimOf } from '../delivery/sign.ts'
import { createSandbox, type Sandbox } from '../sandbox.ts'
import type { EventRecord } from '../state/event-store.ts'
import { ownListener } from '../state/listeners.ts'
import { seedWith } from './seed.ts'

const NOW = '2026-11-20T15:30:00Z'
const made: Sandbox[] = []

const seeded = (size: Parameters<typeof seedWith>[0] = {}, seed = 1) => {
  const clock = manualClock(NOW)
  const sandbox = createSandbox({ clock, seed, populate: seedWith(size) })
  made.push(sandbox)
  return { sandbox, clock, subscriptions: sandbox.state.subscriptions.all(), events: sandbox.state.events.all() }
}

afterEach(async () => {
  for (const sandbox of made.splice(0)) await sandbox.close()
})

const subscriptionTitled = (sandbox: Sandbox, title: string) => {
  const [customer] = sandbox.customers
  const found = sandbox.state.subscriptions.titled(customer?.customerId ?? '', title)
  if (!found) throw new Error(`No subscription ${title}`)
  return found
}

it('makes as many as it is told, most for the first customer', () => {
  const { sandbox, subscriptions, events } = seeded()
  expect([subscriptions.length, events.length]).toEqual([48, 3000])
  const counts = sandbox.customers.map(({ customerId }) => sandbox.state.subscriptions.of(customerId).length)
  expect(counts).toEqual([36, 12])
})

it('gives each subscription a title of its own, and staging some of the same', () => {
  const { sandbox } = seeded({ subscriptions: 2000, events: 0 })
  const [production = [], staging = []] = sandbox.customers.map(({ customerId }) =>
    sandbox.state.subscriptions.of(customerId).map(({ title }) => title),
  )
  expect(new Set(production).size).toBe(1500)
  expect(staging.filter((title) => production.includes(title)).length).toBe(500)
  expect(production).toContain('Loyalty – Lillkvist Kids, DACH')
  expect(new Set(sandbox.state.listeners.names()).size).toBe(2000)
})

it('gives the same for the same seed and time, and something else for another seed', () => {
  const [one, same, other] = [seeded({ events: 300 }), seeded({ events: 300 }), seeded({ events: 300 }, 2)]
  expect(same.events).toEqual(one.events)
  expect(same.subscriptions).toEqual(one.subscriptions)
  expect(other.events.map(({ id }) => id)).not.toEqual(one.events.map(({ id }) => id))
})

it('makes subscriptions the API itself would accept, with filters of several shapes', () => {
  const { subscriptions } = seeded()
  for (const subscription of subscriptions) {
    const { createdAt, updatedAt } = subscription
    const wire = { ...subscription, createdAt: rfc3339(createdAt), updatedAt: rfc3339(updatedAt) }
    expect(UpstreamSubscription.safeParse(wire).success).toBe(true)
    expect(updatedAt).toBeGreaterThanOrEqual(createdAt)
    expect(subscription.filter && filterProblem(subscription.filter)).toBeUndefined()
  }
  const filters = subscriptions.map(({ filter }) => JSON.stringify(filter) ?? 'none')
  expect(filters).toContain('none')
  for (const shape of [
    /captureApplicationId":{"const/,
    /captureClientId":{"enum/,
    /entityType":{"const/,
    /"enum":\["password"\]/,
    /additionalProperties":false/,
    /"pattern"/,
  ])
    expect(filters.some((filter) => shape.test(filter))).toBe(true)
})

it('keeps events only where the filter lets them through, at the endpoint of the subscription', () => {
  const { sandbox, events } = seeded()
  const wrong = events.filter((event) => {
    const subscription = sandbox.state.subscriptions.get(event.subscriptionId)
    return !(
      subscription?.endpoint === event.endpoint &&
      subscription.events.includes(event.type) &&
      passes(subscription.filter, eventsClaimOf(event, sandbox.options))
    )
  })
  expect(wrong).toEqual([])
})

it('has events of all seven days, in every state and with every cause', () => {
  const { events } = seeded()
  const now = microsOf(Date.parse(NOW))
  const days = new Set(events.map(({ createdAt }) => Math.floor((now - createdAt) / 86_400_000_000)))
  expect(days).toEqual(new Set([0, 1, 2, 3, 4, 5, 6]))
  expect(new Set(events.map(({ state }) => state))).toEqual(
    new Set(['success', 'failure', 'awaiting-retry', 'awaiting-executing']),
  )
  const failed = events.filter(({ state }) => state === 'failure')
  const causes = failed.map(({ response }) => String(response?.error?.split(':')[0] ?? response?.statusCode ?? 'off'))
  expect(new Set(causes)).toEqual(
    new Set([
      'off',
      '302',
      '401',
      '404',
      '502',
      '503',
      'timeout',
      'tls',
      'connection refused',
      'connection closed',
      'malformed response',
    ]),
  )
})

it('tells each event’s whole history by the rules of the ladder', () => {
  const { events } = seeded()
  for (const event of events) expect(storyProblem(event)).toBeUndefined()
})

/** Returns the part of an event that does not follow from the rest of it, or undefined. */
function storyProblem(event: EventRecord): string | undefined {
  const { history, state, attempts, updatedAt, response, createdAt } = event
  const start = history.findLastIndex((entry) => entry.state === 'awaiting-executing')
  const tries = history.slice(Math.max(start, 0)).filter((entry) => entry.attempt !== undefined)
  if (history[0]?.at !== createdAt || history.at(-1)?.state !== state || history.at(-1)?.at !== updatedAt) return 'ends'
  if (history.some((entry, place) => entry.at < (history[place - 1]?.at ?? 0))) return 'order'
  if (tries.length !== attempts || tries.some(({ attempt }, place) => attempt !== place + 1)) return 'attempts'
  if (attempts === 0)
    return response === undefined && (state === 'failure' || state === 'awaiting-executing') ? undefined : 'untried'
  const last = tries.at(-1)
  if (JSON.stringify(last?.response ?? { error: last?.error }) !== JSON.stringify(response)) return 'response'
  const answers = tries.map((entry) => entry.response ?? { error: entry.error ?? '' })
  const verdicts = answers.map((answer) => verdictOn(answer as Parameters<typeof verdictOn>[0]))
  if (verdicts.slice(0, -1).some((verdict) => verdict !== 'retry')) return 'went on'
  if (
    tries.some(({ at }, place) => place > 0 && at - (tries[place - 1]?.at ?? 0) < (WAITS[place - 1] ?? 0) * 1000 - 1000)
  )
    return 'waits'
  if (state === 'success') return verdicts.at(-1) === 'success' ? undefined : 'success'
  return state === 'awaiting-retry' && (attempts > 5 || verdicts.at(-1) !== 'retry') ? 'retry' : undefined
}

it('leaves the listeners as the last attempts found them', () => {
  const { sandbox } = seeded()
  const broken = ['CRM sync', 'Customer service desk', 'Delivery address book', 'Recommendations', 'Click and collect']
  for (const title of broken) {
    const { subscriptionId, endpoint } = subscriptionTitled(sandbox, title)
    const last = sandbox.state.events.of(subscriptionId).findLast(({ response }) => response !== undefined)
    const behaviour = sandbox.state.listeners.behaviourOf(ownListener(new URL(endpoint).hostname) ?? '')
    if (behaviour.does === 'recover') throw new Error('Not a broken one')
    const { statusCode, error } = { statusCode: undefined, error: undefined, ...answerOf(behaviour, 0) }
    expect([title, last?.response?.statusCode, last?.response?.error]).toEqual([title, statusCode, error])
    expect(verdictOn(answerOf(behaviour, 0))).not.toBe('success')
  }
})

it('goes on with what waits for a retry: given up if the listener stays down, delivered once it is repaired', async () => {
  const { sandbox, clock } = seeded({ subscriptions: 48, events: 1500 })
  const { subscriptionId } = subscriptionTitled(sandbox, 'CRM sync')
  const waiting = sandbox.state.events.of(subscriptionId).filter(({ state }) => state === 'awaiting-retry')
  expect(waiting.length).toBeGreaterThan(5)
  const due = waiting.filter(
    ({ attempts, updatedAt }) => attempts === 5 && updatedAt < microsOf(clock.now()) - 19 * 3_600_000_000,
  )
  expect(due.length).toBeGreaterThan(0)

  await clock.advance(5 * 3_600_000)
  expect(new Set(due.map(({ state, attempts }) => `${state} ${attempts}`))).toEqual(new Set(['failure 6']))
  expect(due.map(storyProblem)).toEqual(due.map(() => undefined))

  sandbox.state.listeners.set('crm', { does: 'accept' })
  await clock.advance(24 * 3_600_000)
  const rest = waiting.filter((event) => !due.includes(event))
  expect(rest.filter(({ state }) => state !== 'success').length).toBe(0)
})

it('sends what has just happened at once', async () => {
  const { events, clock } = seeded()
  const fresh = events.filter(({ state }) => state === 'awaiting-executing')
  expect(fresh.length).toBeGreaterThan(0)
  await clock.advance(15_000)
  expect(fresh.filter(({ attempts }) => attempts === 0)).toEqual([])
})

it('begins again after a reset', () => {
  const { sandbox, events } = seeded({ events: 200 })
  sandbox.state.subscriptions.clear()
  sandbox.reset()
  expect(sandbox.state.events.all().map(({ id }) => id)).toEqual(events.map(({ id }) => id))
})

it('makes two thousand subscriptions with a hundred thousand events', () => {
  const { subscriptions, events } = seeded({ subscriptions: 2000, events: 100_000 })
  expect([subscriptions.length, events.length]).toEqual([2000, 100_000])
}, 60_000)
