import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { exampleFilter } from '../../../testing/filter-examples.ts'
import { createProxyFixture, type ProxyFixture } from '../../../testing/proxy-fixture.ts'

const LIST = '/api/environments/production/subscriptions'
const DRAFT = {
  title: 'CRM',
  endpoint: 'https://crm.listener.example/hook',
  events: ['entityCreated', 'entityUpdated'],
  enabled: true,
  filter: exampleFilter('multiple-events'),
}
let fixture: ProxyFixture

beforeEach(async () => {
  fixture = await createProxyFixture()
})
afterEach(() => fixture.close())

const create = (changes: object = {}) => fixture.as('administrator', 'POST', LIST, { body: { ...DRAFT, ...changes } })
const stored = () => fixture.sandbox.state.subscriptions.all()
type FaultRule = Parameters<ProxyFixture['sandbox']['state']['faults']['add']>[0]
const fail = (rule: FaultRule) => fixture.sandbox.state.faults.add({ path: '/webhooks', ...rule })

describe('creating', () => {
  it('stores what was meant, and answers with it', async () => {
    await fixture.as('viewer', 'GET', LIST)
    const { status, body, headers } = await create({ reason: ' new CRM ' })
    expect([status, body]).toMatchObject([201, { ...DRAFT, differences: [], stats: { total: 0 } }])
    expect(headers.get('etag')).toBe(`"${body.version}"`)
    expect(stored()).toMatchObject([{ ...DRAFT, subscriptionId: body.id }])
    expect((await fixture.as('viewer', 'GET', LIST)).body.items).toMatchObject([{ id: body.id }])
    expect(await fixture.journal()).toMatchObject([
      {
        action: 'subscription.create',
        role: 'administrator',
        target: { type: 'subscription', id: body.id, title: 'CRM', subscriptionId: body.id },
        before: null,
        after: DRAFT,
        reason: 'new CRM',
        outcome: 'done',
        upstreamStatus: 201,
      },
    ])
  })

  it('needs no filter, nor any event type (18 #8)', async () => {
    expect((await create({ filter: null, events: [], enabled: false })).body).toMatchObject({
      filter: null,
      events: [],
      enabled: false,
    })
    expect(stored()[0]?.filter).toBeUndefined()
  })

  it.each(['viewer', 'operator'] as const)('is not for the %s', async (role) => {
    const { status, body } = await fixture.as(role, 'POST', LIST, { body: DRAFT })
    expect([status, body.code, fixture.asked]).toEqual([403, 'role_missing', []])
  })
})

describe('what the console refuses by itself', () => {
  it.each([
    ['title', { title: ' x ' }, 'title'],
    ['endpoint', { endpoint: '  ' }, 'endpoint'],
    ['event types', { events: 'entityCreated' }, 'events'],
    ['filter', { filter: [] }, 'filter'],
    ['switch', { enabled: 'yes' }, 'enabled'],
    ['a member that the API does not know (18 #9)', { colour: 'red' }, 'colour'],
  ])('%s', async (_, changes, name) => {
    const { status, body } = await create(changes)
    expect([status, body]).toMatchObject([400, { code: 'invalid_request', fields: [{ name }] }])
    expect([fixture.asked, await fixture.journal()]).toEqual([[], []])
  })
})

it('takes an event type that stands twice for one, which the API would refuse (18 #8)', async () => {
  const { status } = await create({ events: ['entityCreated', 'entityCreated'] })
  expect([status, stored()]).toMatchObject([201, [{ events: ['entityCreated'] }]])
})

describe('what the API refuses', () => {
  it.each([
    ['an endpoint without https', { endpoint: 'http://crm.example' }, 'endpoint', 'https'],
    ['a private address', { endpoint: 'https://10.0.0.1/' }, 'endpoint', 'public address'],
    ['this very machine', { endpoint: 'https://localhost/' }, 'endpoint', 'public'],
    ['no address at all', { endpoint: 'crm' }, 'endpoint', 'https'],
    ['a type it does not know', { events: ['userMoved'] }, 'events', ''],
    ['a filter that is no schema', { filter: exampleFilter('invalid-keyword') }, 'filter', 'invalid JSON Schema'],
  ])('is told by the field: %s', async (_, changes, name, reason) => {
    const { status, body } = await create(changes)
    expect([status, body]).toMatchObject([
      422,
      { code: 'upstream_refused', upstreamStatus: 400, fields: [{ name, reason: expect.stringContaining(reason) }] },
    ])
    expect([stored(), await fixture.journal()]).toMatchObject([[], [{ outcome: 'refused', upstreamStatus: 400 }]])
  })

  it('is told by all its fields at once', async () => {
    const { body } = await create({ endpoint: 'http://x', filter: exampleFilter('invalid-keyword') })
    expect(body.fields.map(({ name }: { name: string }) => name)).toEqual(['endpoint', 'filter'])
  })

  it('is the title when another has it (18 #7), with 409', async () => {
    fixture.subscription({ title: 'CRM' })
    const { status, body } = await create({ title: '  CRM ' })
    expect([status, body]).toMatchObject([
      409,
      {
        code: 'upstream_refused',
        fields: [{ name: 'title', reason: expect.stringContaining('another subscription') }],
      },
    ])
    expect((await fixture.journal())[0]).toMatchObject({
      target: { id: 'new', subscriptionId: null },
      outcome: 'refused',
    })
  })

  it('is the title with 400 too, wherever the words stand', async () => {
    fail({ method: 'POST', times: 1, fault: { does: 'status', status: 400, details: 'Title is taken' } })
    expect((await create()).body).toMatchObject({
      upstreamStatus: 400,
      fields: [{ name: 'title', reason: 'Title is taken' }],
    })
  })

  it('has no field when nobody can tell', async () => {
    fail({ method: 'POST', times: 1, fault: { does: 'status', status: 400 } })
    expect((await create()).body).toMatchObject({ code: 'upstream_refused', fields: [] })
  })

  it('may be the permission: no field, nothing done', async () => {
    fail({ method: 'POST', fault: { does: 'status', status: 403 } })
    const { body } = await create()
    expect([body.code, body.fields, stored()]).toEqual(['upstream_forbidden', undefined, []])
  })

  it('is one of two that come at once with one title', async () => {
    const answers = await Promise.all([create(), create({ filter: null })])
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409])
    expect(stored()).toHaveLength(1)
  })
})

describe('when no answer came', () => {
  const lose = (when: 'before' | 'after') => fail({ method: 'POST', times: 1, fault: { does: 'reset', when } })

  it('says that the subscription is there now, and asks only once', async () => {
    lose('after')
    const { status, body } = await create()
    expect([status, body]).toMatchObject([
      504,
      { code: 'outcome_unknown', title: expect.stringContaining('is there now'), current: DRAFT },
    ])
    expect(fixture.asked.filter((call) => call.startsWith('POST'))).toHaveLength(1)
    expect(await fixture.journal()).toMatchObject([
      { outcome: 'unknown', problem: expect.stringContaining('is there now') },
    ])
    expect((await fixture.as('viewer', 'GET', LIST)).body.items).toHaveLength(1)
  })

  it('says that there is none', async () => {
    lose('before')
    const { body } = await create()
    expect(body).toMatchObject({ code: 'outcome_unknown', title: expect.stringContaining('none of this title') })
    expect(body.current).toBeUndefined()
  })

  it('says that the one of this title is another', async () => {
    fixture.subscription({ title: 'CRM', endpoint: 'https://other.listener.example' })
    lose('before')
    expect((await create()).body).toMatchObject({
      code: 'outcome_unknown',
      title: expect.stringContaining('another one of this title'),
      current: { endpoint: 'https://other.listener.example' },
    })
  })

  it('does not take one that was there before for the new one, however alike', async () => {
    fixture.subscription(DRAFT)
    await fixture.as('viewer', 'GET', LIST)
    lose('before')
    expect((await create()).body).toMatchObject({
      code: 'outcome_unknown',
      title: expect.stringContaining('another one of this title'),
    })
  })

  it('says that it may be among those that cannot be read', async () => {
    fixture.subscription({ title: 'Another' })
    fixture.sandbox.state.faults.add({
      operation: 'listSubscriptions',
      fault: { does: 'answer', change: [{ pointer: '/_embedded/1/filter', action: 'value', value: 7 }] },
    })
    lose('after')
    expect((await create()).body).toMatchObject({
      code: 'outcome_unknown',
      title: expect.stringContaining('may be among the subscriptions that cannot be read'),
    })
  })

  it('looks after a 503 too, and says at least that much when it cannot look', async () => {
    fail({ method: 'POST', times: 1, fault: { does: 'status', status: 503 } })
    expect((await create()).body).toMatchObject({
      code: 'upstream_unavailable',
      title: expect.stringContaining('none of'),
    })
    lose('after')
    fail({ method: 'GET', fault: { does: 'status', status: 403 } })
    expect((await create()).body).toMatchObject({
      code: 'outcome_unknown',
      title: 'It is not known whether this was done',
    })
  })

  it('looks at what was created when the answer cannot be read: a success is one', async () => {
    fail({ method: 'POST', times: 1, fault: { does: 'broken-json' } })
    const { status, body } = await create()
    expect([status, body]).toMatchObject([201, { ...DRAFT, id: stored()[0]?.subscriptionId }])
    expect(await fixture.journal()).toMatchObject([{ outcome: 'done', target: { id: body.id } }])
  })
})
