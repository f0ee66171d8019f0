import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { SandboxOptions } from '../../../sandbox/base/options.ts'
import type { SubscriptionRecord } from '../../../sandbox/state/subscription-store.ts'
import { exampleFilter } from '../../../testing/filter-examples.ts'
import { createProxyFixture, type ProxyFixture } from '../../../testing/proxy-fixture.ts'

const LIST = '/api/environments/production/subscriptions'
let fixture: ProxyFixture

const begin = async (options: Partial<SandboxOptions> = {}) => {
  fixture = await createProxyFixture(options)
}
beforeEach(() => begin())
afterEach(() => fixture.close())

type FaultRule = Parameters<ProxyFixture['sandbox']['state']['faults']['add']>[0]
const fail = (rule: FaultRule) => fixture.sandbox.state.faults.add({ path: '/webhooks', ...rule })
const stored = ({ subscriptionId }: SubscriptionRecord) => fixture.sandbox.state.subscriptions.get(subscriptionId)
const patches = () => fixture.asked.filter((call) => call.startsWith('PATCH'))

/** Looks, then edits what was seen. */
const edit = async (record: SubscriptionRecord, body: object, role: 'operator' | 'administrator' = 'administrator') => {
  const path = `${LIST}/${record.subscriptionId}`
  const { version } = (await fixture.as('viewer', 'GET', path)).body
  return fixture.as(role, 'PATCH', path, { body, headers: { 'if-match': `"${version}"` } })
}

describe('an edit', () => {
  it('changes what it names and nothing else, and tells both in the journal', async () => {
    const record = fixture.subscription({ title: 'CRM', filter: exampleFilter('attributes') })
    const { status, body, headers } = await edit(record, {
      title: 'CRM 2',
      events: ['entityUpdated'],
      reason: 'renamed',
    })
    expect([status, body]).toMatchObject([
      200,
      { title: 'CRM 2', events: ['entityUpdated'], unfiltered: false, differences: [], stats: { total: 0 } },
    ])
    expect(headers.get('etag')).toBe(`"${body.version}"`)
    expect(stored(record)).toEqual({
      ...record,
      title: 'CRM 2',
      events: ['entityUpdated'],
      updatedAt: stored(record)?.updatedAt,
    })
    expect((await fixture.as('viewer', 'GET', LIST)).body.items).toMatchObject([{ title: 'CRM 2' }])
    expect(await fixture.journal()).toMatchObject([
      {
        action: 'subscription.edit',
        target: { id: record.subscriptionId, title: 'CRM' },
        before: { title: 'CRM', events: record.events },
        after: { title: 'CRM 2', events: ['entityUpdated'] },
        reason: 'renamed',
        outcome: 'done',
        upstreamStatus: 200,
      },
    ])
  })

  it('sends no filter that was not touched, nor an endpoint that would be looked up again', async () => {
    const record = fixture.subscription({ endpoint: 'https://10.0.0.1/was-public-once', filter: { x: 'no schema' } })
    const { title, endpoint, events } = record
    const { status } = await edit(record, { title, endpoint, events, filter: { x: 'no schema' }, enabled: false })
    expect([status, stored(record)?.enabled]).toEqual([422, true]) // the API judges the whole, whatever is sent
    fixture.sandbox.state.subscriptions.replace({ ...record, filter: exampleFilter('strict') })
    await fixture.clock.advance(10_000) // until the list is read again, behind the first look
    const look = () => fixture.as('viewer', 'GET', `${LIST}/${record.subscriptionId}`)
    await vi.waitFor(async () => expect((await look()).body.filter).toEqual(exampleFilter('strict')))
    const answer = await edit(record, { title, endpoint, events, filter: exampleFilter('strict'), enabled: false })
    expect([answer.status, stored(record)?.enabled]).toEqual([200, false])
    expect((await fixture.journal())[0]).toMatchObject({ before: { enabled: true }, after: { enabled: false } })
  })

  it('removes a filter with null, and sets one where there was none', async () => {
    const record = fixture.subscription({ filter: exampleFilter('application') })
    expect((await edit(record, { filter: null })).body).toMatchObject({ filter: null, unfiltered: false })
    expect(stored(record)?.filter).toBeUndefined()
    expect((await edit(record, { filter: exampleFilter('client') })).body.filter).toEqual(exampleFilter('client'))
    expect(patches()).toHaveLength(2)
  })

  it.each([{}, { reason: 'just so' }])('of nothing is refused: %j', async (body) => {
    const { status, body: problem } = await edit(fixture.subscription(), body)
    expect([status, problem.code, patches()]).toEqual([400, 'invalid_request', []])
  })

  it.each([{ title: 'New' }, { events: [] }, { filter: null }, { endpoint: 'https://x.example' }])(
    'of more than the switch is not for operators: %j',
    async (change) => {
      const answer = await edit(fixture.subscription(), { enabled: false, ...change }, 'operator')
      expect([answer.status, answer.body]).toMatchObject([
        403,
        { code: 'role_missing', title: 'Needs the role administrator; you are signed in as operator' },
      ])
      expect([patches(), await fixture.journal()]).toEqual([[], []])
    },
  )

  it('shows the second of two people what the first one did', async () => {
    const record = fixture.subscription({ filter: exampleFilter('client') })
    const path = `${LIST}/${record.subscriptionId}`
    const { version } = (await fixture.as('viewer', 'GET', path)).body
    const both = [{ title: 'Mine' }, { filter: null }].map((body) =>
      fixture.as('administrator', 'PATCH', path, { body, headers: { 'if-match': `"${version}"` } }),
    )
    const [one, two] = await Promise.all(both)
    expect([one?.status, two?.status, two?.body]).toMatchObject([
      200,
      412,
      { code: 'changed_meanwhile', current: { title: 'Mine', filter: exampleFilter('client') } },
    ])
    expect(patches()).toHaveLength(1)
    expect((await fixture.journal()).map(({ outcome }) => outcome)).toEqual(['refused', 'done'])
  })
})

describe('where the list tells less than the single subscription', () => {
  const filter = exampleFilter('client')
  let record: SubscriptionRecord
  const seen = async () => (await fixture.as('viewer', 'GET', `${LIST}/${record.subscriptionId}`)).body
  const editSeen = (version: string, body: object) =>
    fixture.as('administrator', 'PATCH', `${LIST}/${record.subscriptionId}`, {
      body,
      headers: { 'if-match': `"${version}"` },
    })

  beforeEach(async () => {
    record = fixture.subscription({ title: 'CRM', filter })
    fail({
      operation: 'listSubscriptions',
      fault: { does: 'answer', change: [{ pointer: '/_embedded/*/filter', action: 'absent' }] },
    })
    await fixture.as('viewer', 'GET', LIST)
  })

  it('changes what both tell alike, and leaves the rest', async () => {
    const { version } = await seen()
    expect((await editSeen(version, { enabled: false, title: 'CRM 2' })).status).toBe(200)
    expect(stored(record)).toMatchObject({ enabled: false, title: 'CRM 2', filter })
  })

  it('shows what the list does not tell before that is changed', async () => {
    const { version } = await seen()
    const { status, body } = await editSeen(version, { filter: null })
    expect([status, body]).toMatchObject([
      412,
      { code: 'changed_meanwhile', title: expect.stringContaining('list'), current: { filter } },
    ])
    expect([patches(), stored(record)?.filter]).toEqual([[], filter])
    expect((await editSeen(body.current.version, { filter: null })).status).toBe(200)
  })

  it('still notices what somebody changed', async () => {
    const { version } = await seen()
    fixture.sandbox.state.subscriptions.replace({ ...record, title: 'Audit' })
    const { status, body } = await editSeen(version, { enabled: false })
    expect([status, body.title, patches()]).toEqual([412, expect.stringContaining('Somebody changed'), []])
  })
})

describe('an event type that stands twice', () => {
  const [created, updated] = ['entityCreated', 'entityUpdated']

  it('counts once: the API, which refuses it twice (18 #8), is sent it once', async () => {
    const record = fixture.subscription({ events: [created, updated] })
    const { status, body } = await edit(record, { events: [created, created] })
    expect([status, body]).toMatchObject([200, { events: [created], differences: [] }])
    expect(stored(record)?.events).toEqual([created])
    expect(await fixture.journal()).toMatchObject([
      { before: { events: [created, updated] }, after: { events: [created] } },
    ])
  })

  it('is no change where the subscription has it once', async () => {
    const record = fixture.subscription({ events: [created, updated] })
    const { status, body } = await edit(record, { events: [updated, created, updated] })
    expect([status, body]).toMatchObject([200, { events: [created, updated], differences: [] }])
  })
})

describe('what is refused', () => {
  it.each([
    ['an endpoint without https', { endpoint: 'http://crm.example' }, 'endpoint'],
    ['a private address', { endpoint: 'https://192.168.1.1/' }, 'endpoint'],
    ['a filter that is no schema', { filter: exampleFilter('invalid-keyword') }, 'filter'],
  ])('is told by its field: %s', async (_, change, name) => {
    const record = fixture.subscription()
    const { status, body } = await edit(record, change)
    expect([status, body]).toMatchObject([422, { code: 'upstream_refused', upstreamStatus: 400, fields: [{ name }] }])
    expect(stored(record)).toEqual(record)
    expect(await fixture.journal()).toMatchObject([{ outcome: 'refused', upstreamStatus: 400 }])
  })

  it('is the title of another, whichever status says so (18 #7)', async () => {
    fixture.subscription({ title: 'Taken' })
    const record = fixture.subscription({ title: 'CRM' })
    const refused = { code: 'upstream_refused', fields: [{ name: 'title' }] }
    const conflict = await edit(record, { title: 'Taken' })
    expect([conflict.status, conflict.body]).toMatchObject([409, refused])
    fail({ method: 'PATCH', times: 1, fault: { does: 'status', status: 400, details: 'the title must be unique' } })
    const invalid = await edit(record, { title: 'Taken' })
    expect([invalid.status, invalid.body]).toMatchObject([422, refused])
  })

  it('is a filter with a null that no merge patch can set, before anything is sent', async () => {
    const record = fixture.subscription()
    const filter = { properties: { entityUpdated: { properties: { sub: { const: null } } } } }
    const { status, body } = await edit(record, { filter })
    expect([status, body]).toMatchObject([
      422,
      {
        code: 'invalid_request',
        fields: [{ name: 'filter', reason: expect.stringContaining('/properties/entityUpdated/properties/sub/const') }],
      },
    ])
    expect([patches(), stored(record)?.filter]).toEqual([[], undefined])
  })
})

describe('when the API passes over nulls inside a filter', () => {
  const [before, meant] = [exampleFilter('multiple-events'), exampleFilter('attributes')]
  beforeEach(async () => {
    await fixture.close()
    await begin({ filterNulls: 'ignore' })
  })
  const steps = () => fixture.asked.filter((call) => call.startsWith('PATCH')).length

  it('removes the filter first and sets it anew, and says so', async () => {
    const record = fixture.subscription({ filter: before })
    const { status, body } = await edit(record, { filter: meant, enabled: false })
    expect([status, body]).toMatchObject([200, { filter: meant, enabled: false, unfiltered: true, differences: [] }])
    expect([stored(record)?.filter, stored(record)?.enabled, steps()]).toEqual([meant, false, 3])
    expect(await fixture.journal()).toMatchObject([
      { outcome: 'done', before: { filter: before, enabled: true }, after: { filter: meant, unfiltered: true } },
    ])
  })

  it('sets it once more when the first try is lost', async () => {
    const record = fixture.subscription({ filter: before })
    const { body } = await failingAt(3, record, 1)
    expect([body.unfiltered, stored(record)?.filter]).toEqual([true, meant])
  })

  it('says that everything is sent now when it cannot be set again', async () => {
    const record = fixture.subscription({ filter: before })
    const { status, body } = await failingAt(3, record, 2)
    expect([status, body]).toMatchObject([
      502,
      {
        code: 'outcome_unknown',
        title: expect.stringContaining('every event of its types is sent now'),
        current: { filter: null },
        upstreamStatus: 500,
      },
    ])
    expect(stored(record)?.filter).toBeUndefined()
    expect((await fixture.as('viewer', 'GET', `${LIST}/${record.subscriptionId}`)).body.filter).toBeNull()
    expect(await fixture.journal()).toMatchObject([
      { outcome: 'unknown', problem: expect.stringContaining('sent now') },
    ])
  })

  it('says that a mixture may be in force when the old one could not be removed', async () => {
    const record = fixture.subscription({ filter: before })
    const { body } = await failingAt(2, record, 1)
    expect(body).toMatchObject({ code: 'outcome_unknown', title: expect.stringContaining('a mixture of both') })
    expect(body.current.filter.properties).toHaveProperty('entityCreated')
  })

  /** Edits while the API fails from the nth change on, so many times. */
  const failingAt = async (nth: number, record: SubscriptionRecord, times: number) => {
    fail({ method: 'PATCH', skip: nth - 1, times, fault: { does: 'status', status: 500 } })
    return edit(record, { filter: meant })
  }
})

describe('when no answer came', () => {
  it('says whether the change is there now', async () => {
    const record = fixture.subscription({ filter: exampleFilter('client') })
    const filter = exampleFilter('strict')
    fail({ method: 'PATCH', times: 1, fault: { does: 'reset', when: 'after' } })
    expect((await edit(record, { filter })).body).toMatchObject({
      code: 'outcome_unknown',
      title: expect.stringContaining('the change is there now'),
      current: { filter },
    })
    fail({ method: 'PATCH', times: 1, fault: { does: 'reset', when: 'before' } })
    expect((await edit(record, { filter: null })).body).toMatchObject({
      title: expect.stringContaining('the change is not there so far'),
      current: { filter },
    })
    expect((await fixture.journal()).map(({ outcome }) => outcome)).toEqual(['unknown', 'unknown'])
  })
})
