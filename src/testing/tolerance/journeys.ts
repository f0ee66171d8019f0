import { randomUUID } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import type { JournalEntry } from '../../contract/journal.ts'
import type { SubscriptionRecord } from '../../sandbox/state/subscription-store.ts'
import { BILLING_FILTER, type Reply, type Tour, Unmet } from './tour.ts'

type Journey = (tour: Tour) => Promise<void>

const idsIn = ({ body }: Reply): string[] => (body?.items ?? []).map(({ id }: { id: string }) => id).toSorted()
const expectStatus = (status: number, reply: Reply): Reply => {
  if (reply.status !== status) throw new Unmet(`${status}`, reply)
  return reply
}
const expectIds = (wanted: string[], reply: Reply): void => {
  expectStatus(200, reply)
  if (!isDeepStrictEqual(idsIn(reply), wanted.toSorted())) throw new Unmet(`${wanted.length} items`, reply)
}
const expectStored = (
  { stack }: Tour,
  record: SubscriptionRecord,
  wanted: Partial<SubscriptionRecord>,
  reply: Reply,
) => {
  const stored = stack.sandbox.state.subscriptions.get(record.subscriptionId)
  for (const [name, value] of Object.entries(wanted))
    if (!isDeepStrictEqual(Object(stored)[name], value)) throw new Unmet(`${name} stored as meant`, reply)
}

/**
 * Changes a subscription as the editor does: what is seen first, then the change of that version. A person who is told that
 * the list does not tell all looks at it and decides again.
 */
const change = async (tour: Tour, { subscriptionId }: SubscriptionRecord, body: object): Promise<Reply> => {
  const path = `/subscriptions/${subscriptionId}`
  const patch = ({ version }: Seen) => tour.ask('PATCH', path, body, { 'if-match': `"${version}"` })
  return expectStatus(200, await asSeen(tour, path, patch))
}

interface Seen {
  version: string
  title: string
}
const asSeen = async (tour: Tour, path: string, work: (seen: Seen) => Promise<Reply>): Promise<Reply> => {
  const reply = await work(expectStatus(200, await tour.ask('GET', path)).body)
  const isUntold = reply.status === 412 && reply.body.title.includes('list')
  return isUntold ? work(reply.body.current) : reply
}

/** A change that was refused for what the list does not tell, and then made. */
const isUntold = ({ outcome, problem }: JournalEntry) =>
  outcome === 'refused' && problem?.startsWith('changed_meanwhile')

/** False while the event stores are still being read: a look waits 1.5 s at most. */
const isRead = ({ status, body }: Reply): boolean => status !== 200 || !body.freshness.syncing

const eventPath = ({ crm }: Tour, eventId = '') =>
  `/subscriptions/${crm.subscriptionId}/events/${eventId}`.replace(/\/$/, '')

const runDone = async (tour: Tour, id: string, total: number) => {
  const run = await tour.until(
    () => tour.ask('GET', `/runs/${id}`),
    ({ status, body }) => status !== 200 || body.state === 'done',
  )
  if (run.body?.counts?.delivered !== total) throw new Unmet(`${total} delivered`, run)
}

/** The jobs of the console, in the order in which a person does them; each throws `Unmet` when it is not done. */
export const JOURNEYS = {
  async list(tour) {
    const { crm, billing, newsletter } = tour
    const reply = await tour.ask('GET', '/subscriptions')
    expectIds(
      [crm, billing, newsletter].map(({ subscriptionId }) => subscriptionId),
      reply,
    )
    if (reply.body.missing !== undefined) throw new Unmet('none missing', reply)
  },

  async search(tour) {
    const [part] = tour.billing.subscriptionId.split('-')
    expectIds([tour.billing.subscriptionId], await tour.ask('GET', `/subscriptions?q=${part}`))
  },

  async switch(tour) {
    for (const enabled of [false, true]) {
      const reply = await change(tour, tour.billing, { enabled })
      expectStored(tour, tour.billing, { enabled }, reply)
    }
  },

  async edit(tour) {
    const filter = { properties: { entityCreated: { properties: { captureClientId: { const: 'shop' } } } } }
    const reply = await change(tour, tour.billing, { title: 'Billing 2', filter })
    expectStored(tour, tour.billing, { title: 'Billing 2', filter }, reply)
  },

  async create(tour) {
    const { endpoint } = tour.crm
    const draft = { title: 'Audit trail', endpoint, events: ['entityDeleted'], enabled: true, filter: BILLING_FILTER }
    const reply = expectStatus(201, await tour.ask('POST', '/subscriptions', draft))
    const made = tour.stack.sandbox.state.subscriptions.all().filter(({ title }) => title === draft.title)
    if (made.length !== 1 || made[0]?.subscriptionId !== reply.body.id) throw new Unmet('one created', reply)
  },

  async delete(tour) {
    const { subscriptionId } = tour.newsletter
    const path = `/subscriptions/${subscriptionId}`
    const remove = ({ version, title }: Seen) => tour.ask('DELETE', path, { title }, { 'if-match': `"${version}"` })
    const reply = expectStatus(204, await asSeen(tour, path, remove))
    if (tour.stack.sandbox.state.subscriptions.get(subscriptionId)) throw new Unmet('none left', reply)
  },

  async events(tour) {
    const reply = expectStatus(200, await tour.until(() => tour.ask('GET', eventPath(tour)), isRead))
    const stored = tour.stack.sandbox.state.events.of(tour.crm.subscriptionId).map(({ id }) => id)
    expectIds(stored, reply)
    if (reply.body.freshness.unreadable > 0 || !reply.body.freshness.complete) throw new Unmet('all read', reply)
  },

  async event(tour) {
    const reply = expectStatus(200, await tour.ask('GET', eventPath(tour, tour.failed[0])))
    const { event, historyProblem } = reply.body
    if (event.id !== tour.failed[0] || historyProblem !== null) throw new Unmet('the event with its history', reply)
  },

  async 'failed events'(tour) {
    expectIds(tour.failed, await tour.ask('GET', '/failed-events'))
    expectStatus(200, await tour.ask('GET', '/failed-events/summary'))
  },

  async export(tour) {
    const path = `/subscriptions/${tour.crm.subscriptionId}/exports`
    expectStatus(200, await tour.ask('GET', path))
    const { body: job } = expectStatus(201, await tour.ask('POST', path, { understood: true }))
    const { exports } = tour.stack.sandbox.state
    const looked = await tour.until(
      () => tour.ask('GET', `${path}/${job.id}`),
      ({ status, body }) =>
        status !== 200 || (exports.get(job.id.toLowerCase())?.state === 'completed' && body.state !== 'processing'),
    )
    expectStatus(200, looked)
    const list = expectStatus(200, await tour.ask('GET', path))
    if (list.body.jobs.length !== 1) throw new Unmet('one job', list)
    const file = expectStatus(200, await tour.ask('GET', `${path}/${job.id}/download`))
    if (file.body.trimEnd().split('\n').length !== tour.failed.length) throw new Unmet('a line an event', file)
  },

  async redeliver(tour) {
    tour.stack.sandbox.state.listeners.set('crm', { does: 'accept' })
    const [eventId] = tour.failed
    const reply = expectStatus(202, await tour.ask('POST', `${eventPath(tour, eventId)}/redeliver`, {}))
    await runDone(tour, reply.body.run, 1)
  },

  async run(tour) {
    const [, id] = tour.failed
    const selection = { by: 'events', events: [{ subscriptionId: tour.crm.subscriptionId, id }] }
    const options = { way: 'redelivery' }
    const plan = expectStatus(200, await tour.ask('POST', '/plans', { selection, options }))
    if (plan.body.total !== 1) throw new Unmet('one event planned', plan)
    const run = { id: randomUUID(), name: 'After the outage', selection, options }
    expectStatus(201, await tour.ask('POST', '/runs', run))
    await runDone(tour, run.id, 1)
  },

  async test(tour) {
    expectStatus(202, await tour.ask('POST', `/subscriptions/${tour.crm.subscriptionId}/test`, {}))
  },

  async 'filter material'(tour) {
    expectStatus(200, await tour.ask('GET', `/filter-material?subscription=${tour.crm.subscriptionId}`))
  },

  async journal(tour) {
    const reply = expectStatus(200, await tour.ask('GET', '/api/journal?size=100'))
    const odd = reply.body.items.filter((row: JournalEntry) => row.outcome !== 'done' && !isUntold(row))
    if (odd.length > 0 || reply.body.items.length === 0) throw new Unmet('everything done', { ...reply, body: odd })
    for (const eventId of tour.failed) {
      const calls = tour.stack.sandbox.state.redeliveryCalls.all(eventId).filter(({ status }) => status === 202)
      if (calls.length !== 1) throw new Unmet(`one call of ${eventId}`, { ...reply, body: calls })
    }
  },

  /** A refusal of the API is told as one, in its words or without any. */
  async refusal(tour) {
    const { endpoint, title } = tour.crm
    const draft = { title, endpoint, events: ['entityDeleted'], enabled: true, filter: null }
    const reply = await tour.ask('POST', '/subscriptions', draft)
    if (reply.body.code !== 'upstream_refused' || !reply.body.title) throw new Unmet('a refusal', reply)
  },
} satisfies Record<string, Journey>
export type JourneyName = keyof typeof JOURNEYS
