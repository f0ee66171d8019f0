import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Role } from '../../../contract/role.ts'
import type { SubscriptionRecord } from '../../../sandbox/state/subscription-store.ts'
import { exampleFilter } from '../../../testing/filter-examples.ts'
import { createProxyFixture, type ProxyFixture } from '../../../testing/proxy-fixture.ts'

const LIST = '/api/environments/production/subscriptions'
let fixture: ProxyFixture

beforeEach(async () => {
  fixture = await createProxyFixture()
})
afterEach(() => fixture.close())

const fail = (fault: Parameters<ProxyFixture['sandbox']['state']['faults']['add']>[0]['fault']) =>
  fixture.sandbox.state.faults.add({ method: 'DELETE', times: 1, fault })
const stored = ({ subscriptionId }: SubscriptionRecord) => fixture.sandbox.state.subscriptions.get(subscriptionId)
const pathOf = ({ subscriptionId }: SubscriptionRecord) => `${LIST}/${subscriptionId}`
const deletions = () => fixture.asked.filter((call) => call.startsWith('DELETE'))

/** Looks, then deletes what was seen, with its title typed. */
const remove = async (record: SubscriptionRecord, title = record.title, role: Role = 'administrator') => {
  const { version } = (await fixture.as('viewer', 'GET', pathOf(record))).body
  const headers = { 'if-match': `"${version}"` }
  return fixture.as(role, 'DELETE', pathOf(record), { body: { title, reason: 'retired' }, headers })
}

describe('deleting', () => {
  it('ends the subscription, forgets its events, and keeps it whole in the journal', async () => {
    const record = fixture.subscription({ title: 'CRM', filter: exampleFilter('strict'), events: ['entityDeleted'] })
    const other = fixture.subscription({ title: 'Audit' })
    fixture.sandbox.state.subscriptions.replace({ ...record, filter: undefined })
    await fixture.failedEvent(record)
    fixture.sandbox.state.subscriptions.replace(record)
    const events = async (one: SubscriptionRecord) =>
      (await fixture.as('viewer', 'GET', `${pathOf(one)}/events`)).body.total as number
    await vi.waitFor(async () => expect([await events(record), await events(other)]).toEqual([1, 1]))

    const { status, body } = await remove(record)
    expect([status, body, stored(record)]).toEqual([204, undefined, undefined])
    expect((await fixture.as('viewer', 'GET', LIST)).body.items).toMatchObject([{ title: 'Audit' }])
    expect((await fixture.as('viewer', 'GET', pathOf(record))).status).toBe(404)
    const { events: index } = fixture.store
    expect(await index.count('production', record.subscriptionId)).toBe(0)
    expect(await index.feeds.get('production', record.subscriptionId)).toBeUndefined()
    expect(await index.count('production', other.subscriptionId)).toBe(1)
    expect(await fixture.journal()).toMatchObject([
      {
        action: 'subscription.delete',
        target: { type: 'subscription', id: record.subscriptionId, title: 'CRM' },
        before: {
          title: 'CRM',
          endpoint: record.endpoint,
          events: record.events,
          enabled: true,
          filter: exampleFilter('strict'),
        },
        after: null,
        reason: 'retired',
        outcome: 'done',
        upstreamStatus: 204,
      },
    ])
  })

  it.each(['crm', 'CRM 2', ''])('wants the title typed, not %j', async (typed) => {
    const record = fixture.subscription({ title: 'CRM' })
    const { status, body } = await remove(record, typed)
    expect([status, body]).toMatchObject([422, { code: 'invalid_request', fields: [{ name: 'title' }] }])
    expect([deletions(), stored(record)]).toEqual([[], record])
  })

  it('is not done to what somebody changed meanwhile', async () => {
    const record = fixture.subscription({ title: 'CRM' })
    const { version } = (await fixture.as('viewer', 'GET', pathOf(record))).body
    fixture.sandbox.state.subscriptions.replace({ ...record, title: 'Audit', updatedAt: record.updatedAt + 1 })
    const headers = { 'if-match': `"${version}"` }
    const { status, body } = await fixture.as('administrator', 'DELETE', pathOf(record), {
      body: { title: 'CRM' },
      headers,
    })
    expect([status, body]).toMatchObject([412, { code: 'changed_meanwhile', current: { title: 'Audit' } }])
    expect([deletions(), (await fixture.journal())[0]?.outcome]).toEqual([[], 'refused'])
  })

  it('shows what the list does not tell before it is deleted', async () => {
    const record = fixture.subscription({ title: 'CRM', filter: exampleFilter('client') })
    const change = [{ pointer: '/_embedded/*/filter', action: 'absent' as const }]
    fixture.sandbox.state.faults.add({ operation: 'listSubscriptions', fault: { does: 'answer', change } })
    await fixture.as('viewer', 'GET', LIST)
    const { status, body } = await remove(record)
    expect([status, body]).toMatchObject([
      412,
      { code: 'changed_meanwhile', title: expect.stringContaining('list'), current: { filter: record.filter } },
    ])
    expect([deletions(), (await remove(record)).status]).toEqual([[], 204])
  })

  it('wants to know which version was seen', async () => {
    const record = fixture.subscription()
    const { status } = await fixture.as('administrator', 'DELETE', pathOf(record), { body: { title: record.title } })
    expect([status, fixture.asked]).toEqual([428, []])
  })

  it.each(['viewer', 'operator'] as const)('is not for the %s', async (role) => {
    const record = fixture.subscription()
    expect((await remove(record, record.title, role)).body.code).toBe('role_missing')
    expect([deletions(), stored(record)]).toEqual([[], record])
  })

  it('happens once, however many ask at once', async () => {
    const record = fixture.subscription()
    const answers = await Promise.all([remove(record), remove(record)])
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([204, 404])
    expect(deletions()).toHaveLength(1)
  })
})

describe('what cannot be deleted', () => {
  it('because it is gone already is taken from the list', async () => {
    const record = fixture.subscription()
    await fixture.failedEvent(record)
    await vi.waitFor(async () =>
      expect((await fixture.as('viewer', 'GET', `${pathOf(record)}/events`)).body.total).toBe(1),
    )
    const { version } = (await fixture.as('viewer', 'GET', pathOf(record))).body
    fixture.sandbox.state.subscriptions.remove(record.subscriptionId)
    const [headers, body] = [{ 'if-match': `"${version}"` }, { title: record.title }]
    const answer = await fixture.as('administrator', 'DELETE', pathOf(record), { body, headers })
    expect(answer.body.code).toBe('not_found')
    expect(await fixture.store.events.count('production', record.subscriptionId)).toBe(0)
  })

  it.each([404, 405, 410])(
    'because the API does not offer it (%i) stays, with all that is held of it',
    async (status) => {
      const record = fixture.subscription()
      await fixture.failedEvent(record)
      await vi.waitFor(async () =>
        expect((await fixture.as('viewer', 'GET', `${pathOf(record)}/events`)).body.total).toBe(1),
      )
      fail({ does: 'status', status })
      expect((await remove(record)).body).toMatchObject({ title: expect.stringContaining('does not offer') })
      expect(await fixture.store.events.count('production', record.subscriptionId)).toBe(1)
      expect((await fixture.as('viewer', 'GET', LIST)).body.items).toHaveLength(1)
    },
  )

  it('because the API does not let the console stays', async () => {
    const record = fixture.subscription()
    fixture.sandbox.state.faults.add({ method: 'DELETE', fault: { does: 'status', status: 403 } })
    expect((await remove(record)).body.code).toBe('upstream_forbidden')
    expect((await fixture.as('viewer', 'GET', LIST)).body.items).toHaveLength(1)
    expect((await fixture.journal())[0]).toMatchObject({ outcome: 'refused', upstreamStatus: 403 })
  })

  it.each([
    ['after', 'it is gone now', 0],
    ['before', 'it is still there so far', 1],
  ] as const)('for all one knows, for the answer was lost (%s), is looked for', async (when, words, left) => {
    const record = fixture.subscription()
    fail({ does: 'reset', when })
    const { body } = await remove(record)
    expect(body).toMatchObject({ code: 'outcome_unknown', title: expect.stringContaining(words) })
    expect((await fixture.as('viewer', 'GET', LIST)).body.items).toHaveLength(left)
    expect([deletions().length, (await fixture.journal())[0]?.outcome]).toEqual([1, 'unknown'])
  })
})
