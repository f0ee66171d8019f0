import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import type { JournalAction } from '../../contract/journal.ts'
import type { SubscriptionRecord } from '../../sandbox/state/subscription-store.ts'
import type { JournalBeginning } from '../../store/journal/journal.ts'
import { findPostgres, startPostgres } from '../../testing/postgres.ts'
import { createProxyFixture, type ProxyFixture } from '../../testing/proxy-fixture.ts'
import { aRun, someItems } from '../../testing/runs.ts'

const MINUTE = 60_000
let fixture: ProxyFixture
let subscription: SubscriptionRecord
afterEach(() => fixture.close())

/** Writes an entry as a process does that stops before its end. */
const leave = (action: JournalAction, entry: Partial<JournalBeginning>) =>
  fixture.store.journal.begin({
    actor: { id: 'u-1', name: 'Olga Operator' },
    role: 'operator',
    environment: 'production',
    action,
    target: aTarget(subscription.subscriptionId),
    before: null,
    after: null,
    reason: null,
    requestId: 'req-1',
    ...entry,
  })
const aTarget = (id: string, title = 'CRM', type: 'subscription' | 'run' | 'export' = 'subscription') => ({
  type,
  id,
  title,
  subscriptionId: type === 'run' ? null : subscription.subscriptionId,
})
const ends = async () => (await fixture.journal()).map(({ outcome }) => outcome)

describe('the entry of a change whose process stopped', () => {
  beforeEach(async () => {
    fixture = await createProxyFixture()
    subscription = fixture.subscription({ title: 'CRM', enabled: false })
  })
  /** Settles as a console does that starts so many minutes later. */
  const startLater = async (minutes: number) => {
    await fixture.clock.advance(minutes * MINUTE)
    fixture.proxy.start()
    await vi.waitFor(async () => expect(await ends()).not.toContain('pending'))
    return await fixture.journal()
  }
  /** Waits until the look at the subscription, or below it, is over. */
  const lookedAt = async (below: string) => {
    const call = `GET /subscriptions/${subscription.subscriptionId}${below}`
    await vi.waitFor(() => expect(fixture.asked.map((asked) => asked.split('?')[0])).toContain(call))
    await fixture.proxy.stop()
  }

  it.each<[string, JournalAction, () => Partial<JournalBeginning>]>([
    ['a switch', 'subscription.disable', () => ({ before: { enabled: true }, after: { enabled: false } })],
    ['a change', 'subscription.edit', () => ({ before: { title: 'Billing' }, after: { title: 'CRM' } })],
    ['a deletion', 'subscription.delete', () => ({ target: aTarget(randomUUID()) })],
  ])('is done when %s is there', async (_, action, entry) => {
    await leave(action, entry())
    expect(await startLater(1)).toMatchObject([
      { outcome: 'done', problem: expect.stringContaining('as it was meant') },
    ])
  })

  it('is done, and names the subscription, when one of that title was created since', async () => {
    await leave('subscription.create', { target: { ...aTarget('new', 'CRM'), subscriptionId: null } })
    expect(await startLater(1)).toMatchObject([{ outcome: 'done', target: { id: subscription.subscriptionId } }])
  })

  it('is unknown, not refused, when the API gives a subscription of that title no time', async () => {
    await leave('subscription.create', { target: { ...aTarget('new', 'CRM'), subscriptionId: null } })
    const change = [{ pointer: '/_embedded/*/createdAt', action: 'absent' }] as const
    fixture.sandbox.state.faults.add({ operation: 'listSubscriptions', fault: { does: 'answer', change: [...change] } })
    expect(await startLater(30)).toMatchObject([{ outcome: 'unknown' }])
  })

  it('is unknown, not refused, when the API gives an export no time', async () => {
    const { subscriptionId, customerId } = subscription
    const at = fixture.clock.now() * 1000
    const job = { id: randomUUID(), subscriptionId, customerId, createdAt: at, updatedAt: at, eventIds: [] }
    fixture.sandbox.state.exports.set(job.id, { ...job, state: 'completed' })
    await leave('export.start', { target: aTarget('new', 'CRM', 'export') })
    const change = [{ pointer: '/_embedded/exports/*/createdAt', action: 'absent' }] as const
    fixture.sandbox.state.faults.add({ operation: 'listExports', fault: { does: 'answer', change: [...change] } })
    expect(await startLater(30)).toMatchObject([{ outcome: 'unknown' }])
  })

  it('is done when the run is in the ledger', async () => {
    const run = aRun({ subscriptions: [subscription.subscriptionId] })
    await fixture.store.runs.create(run, someItems(subscription.subscriptionId, 1))
    await leave('run.start', { target: aTarget(run.id, 'A run', 'run') })
    expect((await startLater(1)).find(({ action }) => action === 'run.start')).toMatchObject({ outcome: 'done' })
  })

  it.each<[string, JournalAction, () => Partial<JournalBeginning>, string]>([
    ['a switch', 'subscription.enable', () => ({ before: { enabled: false }, after: { enabled: true } }), ''],
    ['a deletion', 'subscription.delete', () => ({}), ''],
    ['a new export', 'export.start', () => ({ target: aTarget('new', 'CRM', 'export') }), '/exports'],
  ])('is left open until it is certain that %s is not there', async (_, action, entry, below) => {
    await leave(action, entry())
    await fixture.clock.advance(9 * MINUTE)
    fixture.proxy.start()
    await lookedAt(below)
    expect(await ends()).toEqual(['pending'])
  })

  it('is not made when the API has everything as before after ten minutes', async () => {
    await leave('subscription.enable', { before: { enabled: false }, after: { enabled: true } })
    expect(await startLater(10)).toMatchObject([{ outcome: 'refused', problem: expect.stringContaining('not made') }])
  })

  it.each<[string, JournalAction, Partial<JournalBeginning>]>([
    ['somebody changed it since', 'subscription.edit', { before: { title: 'A' }, after: { title: 'B' } }],
    ['it leaves no trace', 'subscription.test', {}],
    ['its environment is no more', 'subscription.enable', { environment: 'gone' }],
    ['nobody knows how much was read', 'export.download', {}],
  ])('is unknown when %s', async (_, action, entry) => {
    await leave(action, entry)
    expect(await startLater(10)).toMatchObject([
      { outcome: 'unknown', problem: expect.stringContaining('cannot be told') },
    ])
  })

  it('waits for an API that does not answer, for a day', async () => {
    fixture.sandbox.state.faults.add({
      path: `/${subscription.subscriptionId}`,
      fault: { does: 'status', status: 503 },
    })
    await leave('subscription.enable', { before: { enabled: false }, after: { enabled: true } })
    await fixture.clock.advance(60 * MINUTE)
    fixture.proxy.start()
    await lookedAt('')
    expect(await ends()).toEqual(['pending'])
  })
})

it.skipIf(findPostgres() === undefined)(
  'a change that was acknowledged when the database went is answered, and journaled when it is back',
  async () => {
    const server = await startPostgres()
    onTestFinished(() => server.stop())
    fixture = await createProxyFixture({}, {}, { postgres: await server.createDatabase() })
    subscription = fixture.subscription({ title: 'CRM' })
    const path = `/api/environments/production/subscriptions/${subscription.subscriptionId}`
    const version = (await fixture.as('operator', 'GET', path)).headers.get('etag') ?? ''
    const { sandbox } = fixture
    const asked = sandbox.fetch
    sandbox.fetch = async (request) => {
      const answer = await asked(request)
      if (request.method === 'PATCH') await server.goDown()
      return answer
    }
    const sent = { body: { enabled: false }, headers: { 'if-match': version } }
    expect(await fixture.as('operator', 'PATCH', path, sent)).toMatchObject({
      status: 200,
      body: { enabled: false, stats: { freshness: { problem: 'The console’s database cannot be reached' } } },
    })
    expect(fixture.written()).toContain('outcome not journaled yet')
    await server.comeUp()
    expect(await ends()).toEqual(['pending'])
    fixture.proxy.start()
    await vi.waitFor(async () =>
      expect(await fixture.journal()).toMatchObject([{ outcome: 'done', upstreamStatus: 200 }]),
    )
  },
)
