import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createProxyFixture, type ProxyFixture } from '../../../testing/proxy-fixture.ts'

const LIST = '/api/environments/production/subscriptions'
let fixture: ProxyFixture

beforeEach(async () => {
  fixture = await createProxyFixture()
})
afterEach(() => fixture.close())

const titles = (body: { items: { title: string }[] }) => body.items.map(({ title }) => title)

describe('the list', () => {
  it('searches, filters, sorts and pages over all subscriptions', async () => {
    for (let count = 0; count < 150; count++)
      fixture.subscription({ title: `Feed x${count}`, enabled: count % 2 === 0 })
    const { body } = await fixture.as('viewer', 'GET', `${LIST}?q=FEED%20x14&enabled=on&size=20`)
    expect(titles(body)).toEqual(['Feed x14', 'Feed x140', 'Feed x142', 'Feed x144', 'Feed x146', 'Feed x148'])
    expect(body).toMatchObject({
      total: 6,
      all: 150,
      page: 1,
      pages: 1,
      eventTypes: ['entityCreated', 'entityDeleted', 'entityUpdated'],
    })
    const last = await fixture.as('viewer', 'GET', `${LIST}?page=99&size=100&direction=desc`)
    expect(last.body).toMatchObject({ requestedPage: 99, page: 2, pages: 2, total: 150 })
    expect(titles(last.body).at(-1)).toBe('Feed x0')
  })

  it('stays as it was read last while the API is away, and says so', async () => {
    fixture.subscription({ title: 'CRM' })
    const { body: before } = await fixture.as('viewer', 'GET', LIST)
    fixture.sandbox.state.faults.add({ path: '/subscriptions', fault: { does: 'status', status: 500 } })
    await fixture.clock.advance(600_000)
    const { status, body } = await fixture.as('viewer', 'GET', LIST)
    expect([status, titles(body), body.asOf]).toEqual([200, ['CRM'], before.asOf])
    expect(body.problem).toEqual(expect.any(String))
  })

  it('knows at once what was read of the events, and reads what it does not know behind the answer', async () => {
    const crm = fixture.subscription({ title: 'CRM' })
    await fixture.failedEvent(crm)
    const first = await fixture.as('viewer', 'GET', LIST)
    expect(first.body.items).toMatchObject([
      { title: 'CRM', stats: { failed: 0, freshness: { asOf: null, complete: false, syncing: true } } },
    ])
    await vi.waitFor(async () => {
      const { body } = await fixture.as('viewer', 'GET', `${LIST}?sort=failed&direction=desc`)
      expect(body.items).toMatchObject([{ stats: { failed: 1, freshness: { complete: true, syncing: false } } }])
    })
  })

  it('sorts by what the index counted, over all', async () => {
    for (const title of ['Calm', 'Failing', 'Idle'])
      fixture.subscription({ title, ...(title === 'Failing' ? {} : { events: [] }) })
    const failing = fixture.sandbox.state.subscriptions.all().find(({ title }) => title === 'Failing')
    if (failing) await fixture.failedEvent(failing)
    await vi.waitFor(async () => {
      const { body } = await fixture.as('viewer', 'GET', `${LIST}?sort=failed&direction=desc`)
      expect(titles(body)).toEqual(['Failing', 'Calm', 'Idle'])
    })
  })

  it.each(['?size=21', '?page=0', '?sort=colour', '?enabled=yes', '?filter=x'])('refuses %s', async (query) => {
    const { status, body } = await fixture.as('viewer', 'GET', LIST + query)
    expect([status, body]).toMatchObject([
      400,
      { code: 'invalid_request', fields: [{ name: expect.stringMatching(/size|page|sort|enabled|filter/) }] },
    ])
  })

  it('says so when the API cannot be reached, and goes on when it can', async () => {
    fixture.subscription()
    const { id } = fixture.sandbox.state.faults.add({ fault: { does: 'status', status: 500 } })
    expect((await fixture.as('viewer', 'GET', LIST)).body).toMatchObject({
      code: 'upstream_unavailable',
      upstreamStatus: 500,
      requestId: expect.any(String),
    })
    fixture.sandbox.state.faults.remove(id)
    expect((await fixture.as('viewer', 'GET', LIST)).status).toBe(200)
  })

  it('keeps the environments apart', async () => {
    fixture.subscription({ title: 'Only production' })
    const { body } = await fixture.as('viewer', 'GET', '/api/environments/staging/subscriptions')
    expect(body).toMatchObject({ all: 0, items: [] })
  })
})

describe('what does not exist', () => {
  const unknown = crypto.randomUUID()
  it.each([
    ['an environment', '/api/environments/nowhere/subscriptions'],
    ['an environment every object has', '/api/environments/constructor/subscriptions'],
    ['an id that is none', `${LIST}/not-an-id`],
    ['an id with a path in it', `${LIST}/..%2f..%2flogin%2ftoken`],
    ['a subscription', `${LIST}/${unknown}`],
    ['a subscription’s events', `${LIST}/${unknown}/events`],
  ])('is not found: %s', async (_, path) => {
    const { status, body } = await fixture.as('viewer', 'GET', path)
    expect([status, body.code]).toEqual([404, 'not_found'])
    expect(fixture.asked.filter((call) => !call.includes(unknown) && !/subscriptions\/?$/.test(call))).toEqual([])
  })
})

describe('the switch', () => {
  const path = (id: string) => `${LIST}/${id}`
  const look = async (id: string) => (await fixture.as('operator', 'GET', path(id))).body
  const turn = (id: string, enabled: boolean, version: string | undefined, reason?: string) =>
    fixture.as('operator', 'PATCH', path(id), {
      body: { enabled, ...(reason && { reason }) },
      headers: version ? { 'if-match': `"${version}"` } : {},
    })

  it('turns off and on, sends the title along, and journals both', async () => {
    const { subscriptionId: id } = fixture.subscription({ title: 'CRM' })
    const seen = await look(id)
    const off = await turn(id, false, seen.version, '  maintenance  ')
    expect([off.status, off.body.enabled, off.headers.get('etag')]).toEqual([200, false, `"${off.body.version}"`])
    expect(fixture.sandbox.state.subscriptions.get(id)).toMatchObject({ enabled: false, title: 'CRM' })
    expect((await fixture.as('viewer', 'GET', LIST)).body.items).toMatchObject([{ enabled: false }])
    expect((await turn(id, true, off.body.version)).body.enabled).toBe(true)
    expect(await fixture.journal()).toMatchObject([
      { action: 'subscription.enable', outcome: 'done', reason: null },
      {
        action: 'subscription.disable',
        actor: { id: 'id-operator', name: 'Name of operator' },
        role: 'operator',
        environment: 'production',
        target: { type: 'subscription', id, title: 'CRM', subscriptionId: id },
        before: { enabled: true },
        after: { enabled: false },
        reason: 'maintenance',
        outcome: 'done',
        upstreamStatus: 200,
        requestId: off.headers.get('x-request-id'),
      },
    ])
  })

  it('shows the second of two people what the first one did', async () => {
    const { subscriptionId: id } = fixture.subscription()
    const seen = await look(id)
    const [one, two] = await Promise.all([turn(id, false, seen.version), turn(id, false, seen.version)])
    expect(one.status).toBe(200)
    expect([two.status, two.body]).toMatchObject([
      412,
      { code: 'changed_meanwhile', current: { id, enabled: false, updatedAt: one.body.updatedAt } },
    ])
    expect(fixture.asked.filter((call) => call.startsWith('PATCH'))).toHaveLength(1)
    expect((await fixture.journal()).map(({ outcome }) => outcome)).toEqual(['refused', 'done'])
  })

  it('notices what somebody changed elsewhere', async () => {
    const record = fixture.subscription({ title: 'Before' })
    const seen = await look(record.subscriptionId)
    fixture.sandbox.state.subscriptions.replace({ ...record, title: 'After', updatedAt: record.updatedAt + 1 })
    const { status, body } = await turn(record.subscriptionId, false, seen.version)
    expect([status, body.current.title]).toEqual([412, 'After'])
    expect((await look(record.subscriptionId)).title).toBe('After')
  })

  it('takes a subscription from the list that somebody deleted elsewhere', async () => {
    const { subscriptionId: id } = fixture.subscription()
    const { version } = await look(id)
    fixture.sandbox.state.subscriptions.remove(id)
    expect((await turn(id, false, version)).body).toMatchObject({ code: 'not_found', status: 404 })
    expect((await fixture.as('viewer', 'GET', LIST)).body.items).toEqual([])
    expect(await fixture.journal()).toEqual([])
  })

  it.each([undefined, ''])('wants to know which version was seen (%j)', async (version) => {
    const { subscriptionId: id } = fixture.subscription()
    const { status, body } = await turn(id, false, version)
    expect([status, body]).toMatchObject([428, { code: 'invalid_request', fields: [{ name: 'If-Match' }] }])
    expect([fixture.asked, await fixture.journal()]).toEqual([[], []])
  })

  it('journals what the API refused, and what nobody knows', async () => {
    const { subscriptionId: id } = fixture.subscription()
    const { version } = await look(id)
    fixture.sandbox.state.faults.add({ method: 'PATCH', times: 2, fault: { does: 'status', status: 400 } })
    expect((await turn(id, false, version)).body).toMatchObject({ code: 'upstream_refused', upstreamStatus: 400 })
    fixture.sandbox.state.faults.add({ method: 'PATCH', times: 1, fault: { does: 'reset', when: 'after' } })
    expect((await turn(id, false, version)).body).toMatchObject({
      code: 'outcome_unknown',
      title: expect.stringContaining('the change is there now'),
      current: { id, enabled: false },
    })
    expect(await fixture.journal()).toMatchObject([
      { outcome: 'unknown', upstreamStatus: null, problem: expect.stringContaining('outcome_unknown') },
      { outcome: 'refused', upstreamStatus: 400, problem: expect.stringContaining('upstream_refused') },
    ])
    expect((await look(id)).enabled).toBe(false)
  })

  it('leaves an entry pending when the process ends in between', async () => {
    const { subscriptionId: id } = fixture.subscription()
    const { version } = await look(id)
    fixture.sandbox.state.faults.add({ method: 'PATCH', times: 1, fault: { does: 'delay', milliseconds: 200 } })
    const answer = turn(id, false, version)
    await vi.waitFor(async () =>
      expect(await fixture.journal()).toMatchObject([{ outcome: 'pending', after: { enabled: false } }]),
    )
    await fixture.clock.advance(200)
    await answer
    expect(await fixture.journal()).toMatchObject([{ outcome: 'done' }])
  })
})
