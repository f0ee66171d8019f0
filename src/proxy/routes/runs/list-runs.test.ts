import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Role } from '../../../contract/role.ts'
import type { SubscriptionRecord } from '../../../sandbox/state/subscription-store.ts'
import { createProxyFixture, type ProxyFixture } from '../../../testing/proxy-fixture.ts'

const BASE = '/api/environments/production'
const RUN = '7a1f1bd4-7d0e-4ff8-9c5d-2f3a5f6f0001'
let fixture: ProxyFixture
let crm: SubscriptionRecord
let billing: SubscriptionRecord

/** Nothing is sent here: the dispatcher is not started. */
beforeEach(async () => {
  fixture = await createProxyFixture()
  crm = fixture.subscription({ title: 'CRM' })
  billing = fixture.subscription({ title: 'Billing', events: ['entityDeleted'] })
  for (let count = 0; count < 3; count++) {
    await fixture.failedEvent(crm)
    await fixture.clock.advance(1000)
  }
  for (const { subscriptionId } of [crm, billing])
    await fixture.as('viewer', 'GET', `${BASE}/subscriptions/${subscriptionId}/events`)
})
afterEach(() => fixture.close())

const now = () => new Date(fixture.clock.now()).toISOString()
const all = () => ({ by: 'match', match: {}, asOf: now(), count: 6 })
const get = async (path: string) => (await fixture.as('viewer', 'GET', `${BASE}/runs${path}`)).body
const start = (changes: object = {}, role: Role = 'operator') =>
  fixture.as(role, 'POST', `${BASE}/runs`, {
    body: { id: RUN, name: 'After the outage', selection: all(), options: {}, ...changes },
  })
const control = (what: string, body: object = {}, role: Role = 'operator') =>
  fixture.as(role, 'POST', `${BASE}/runs/${RUN}/${what}`, { body })

describe('starting', () => {
  it('is refused to a viewer, with an unknown option, without a name', async () => {
    expect((await start({}, 'viewer')).body.code).toBe('role_missing')
    expect((await start({ options: { speed: 1 } })).body.code).toBe('invalid_request')
    expect((await start({ name: ' ' })).body).toMatchObject({ fields: [{ name: 'name' }] })
    expect((await get('')).items).toEqual([])
  })

  it('writes the plan as it stands, in its order, and journals it', async () => {
    const answer = await start({ reason: 'listeners repaired' })
    expect([answer.status, answer.body]).toMatchObject([
      201,
      {
        id: RUN,
        name: 'After the outage',
        reason: 'listeners repaired',
        single: false,
        state: 'running',
        startedBy: { id: 'id-operator' },
        total: 6,
        counts: { waiting: 6 },
        leftOut: { queued: 0, unseen: 0 },
      },
    ])
    const { items } = await get(`/${RUN}/items`)
    const plans = items.map((item: { subscriptionTitle: string; turnAt: string }) => [
      item.subscriptionTitle,
      (Date.parse(item.turnAt) - fixture.clock.now()) / 60_000,
    ])
    expect(plans.map(([, minute]: [string, number]) => Math.round(minute))).toEqual([0, 0, 1, 1, 2, 2])
    expect(new Set(plans.slice(0, 2).map(([title]: [string]) => title))).toEqual(new Set(['CRM', 'Billing']))
    expect(await fixture.journal()).toMatchObject([
      {
        action: 'run.start',
        actor: { id: 'id-operator' },
        target: { type: 'run', id: RUN, title: 'After the outage' },
        after: {
          selection: `6 events that matched state failure, known by ${now()}`,
          options: { way: 'redelivery', order: 'expiry' },
          total: 6,
          subscriptions: 2,
          late: 0,
        },
        reason: 'listeners repaired',
        outcome: 'done',
        requestId: answer.headers.get('x-request-id'),
      },
    ])
  })

  it('leaves alone what was taken out of all that match, and journals which', async () => {
    const path = `${BASE}/subscriptions/${crm.subscriptionId}/events`
    const [out]: { id: string }[] = (await fixture.as('viewer', 'GET', path)).body.items
    const except = [{ subscriptionId: crm.subscriptionId, id: out?.id }]
    const selection = { ...all(), except, count: 5 }
    expect((await start({ selection })).body).toMatchObject({ total: 5, leftOut: { unseen: 0 } })
    const { items } = await get(`/${RUN}/items`)
    expect(items.map(({ eventId }: { eventId: string }) => eventId)).not.toContain(out?.id)
    expect((await fixture.journal())[0]).toMatchObject({
      after: {
        selection: `5 events: all that matched state failure, known by ${now()}, except 1 event`,
        except: [`event ${out?.id} of subscription ${crm.subscriptionId}`],
        selected: 5,
        total: 5,
      },
    })
  })

  it('happens once, however often the same request comes', async () => {
    const [one, two] = await Promise.all([start(), start()])
    const three = await start()
    expect([one.status, two.status, three.status]).toEqual([201, 201, 201])
    expect([two.body.total, three.body.total]).toEqual([one.body.total, one.body.total])
    expect((await get('')).items).toHaveLength(1)
    expect((await get(`/${RUN}/items`)).total).toBe(6)
  })

  it('takes no event that another run has', async () => {
    const selection = { ...all(), match: { subscription: crm.subscriptionId }, count: 3 }
    await start({ id: randomUUID(), selection })
    expect((await start()).body).toMatchObject({ total: 3, leftOut: { queued: 3 } })
  })

  it('is refused, and journaled so, when nothing is left to be sent', async () => {
    await start({ id: randomUUID() })
    const { status, body } = await start()
    expect([status, body]).toMatchObject([
      409,
      { code: 'not_failed', title: 'None of these events is to be sent: 6 events already in the queue of another run' },
    ])
    expect((await fixture.journal())[0]).toMatchObject({ action: 'run.start', target: { id: RUN }, outcome: 'refused' })
    expect((await fixture.as('viewer', 'GET', `${BASE}/runs/${RUN}`)).status).toBe(404)
  })

  it('begins with one event where a canary is wanted', async () => {
    const { body } = await start({ options: { canary: true, order: 'newest' } })
    expect(body).toMatchObject({ state: 'canary', counts: { waiting: 1, held: 5 } })
    expect((await get(`/${RUN}/items?state=waiting`)).items).toMatchObject([{ position: 0 }])
  })

  it('leaves out what a later update makes needless, when asked to', async () => {
    const off = fixture.subscription({ title: 'Off', events: ['entityUpdated'], enabled: false })
    const occurrence = { customer: fixture.customer.id, type: 'entityUpdated', application: 'a', client: 'c' }
    const sub = randomUUID()
    for (const attributes of [['email'], ['email', 'givenName'], ['birthday']]) {
      fixture.sandbox.happen({ ...occurrence, sub, attributes })
      await fixture.clock.advance(1000)
    }
    await fixture.as('viewer', 'GET', `${BASE}/subscriptions/${off.subscriptionId}/events`)
    const selection = { ...all(), match: { subscription: off.subscriptionId }, count: 3 }
    const { body } = await start({ selection, options: { leaveOutSuperseded: true } })
    expect(body).toMatchObject({ total: 2, leftOut: { superseded: 1 } })
  })
})

describe('looking', () => {
  beforeEach(() => start())

  it.each(['', '?page=2', '/nothing', '/nothing/items.csv', `/${RUN}/items?state=gone`, `/${RUN}/items?size=501`])(
    'is refused where it makes no sense (%s)',
    async (path) => {
      const { status } = await fixture.as(path === '' ? undefined : 'viewer', 'GET', `${BASE}/runs${path}`)
      expect(status).toBeGreaterThanOrEqual(400)
    },
  )

  it('gives the list, the run, its lanes and items', async () => {
    expect((await get('?state=active')).items).toMatchObject([{ id: RUN, counts: { waiting: 6 } }])
    expect((await get('?state=ended')).items).toEqual([])
    expect(await get(`/${RUN}`)).toMatchObject({
      late: 0,
      lanes: expect.arrayContaining([
        expect.objectContaining({ title: 'CRM', paused: false, waits: null }),
        expect.objectContaining({ title: 'Billing' }),
      ]),
    })
    const page = await get(`/${RUN}/items?size=4`)
    expect([page.items.length, page.total, page.next, page.previous]).toEqual([4, 6, 3, null])
    const own = await get(`/${RUN}/items?subscription=${crm.subscriptionId}`)
    expect(own.items.map((item: { subscriptionTitle: string }) => item.subscriptionTitle)).toEqual([
      'CRM',
      'CRM',
      'CRM',
    ])
  })

  it('gives the items as a file that no spreadsheet calculates', async () => {
    await control('cancel', { subscription: billing.subscriptionId })
    fixture.sandbox.state.subscriptions.replace({ ...crm, title: '=1+1' })
    await fixture.clock.advance(60_000)
    await control('cancel')
    const id = randomUUID()
    expect((await start({ id, name: 'Ärger "nachts"' })).body.total).toBe(6)
    const { body, headers } = await fixture.as('viewer', 'GET', `${BASE}/runs/${id}/items.csv`)
    expect(headers.get('content-type')).toContain('text/csv')
    expect(headers.get('content-disposition')).toMatch(/^attachment; filename="run-2026-11-20-Arger -nachts-.csv"/)
    const [head, ...lines] = body.split('\r\n')
    expect(head.replaceAll('"', '')).toMatch(
      /^Position,Subscription,Subscription id,Event id,Event type,User,Result,Note/,
    )
    expect(lines.at(-1)).toBe('')
    expect(lines.filter((line: string) => line.includes(`,"'=1+1","${crm.subscriptionId}",`))).toHaveLength(3)
    const own = await get(`/${RUN}/items.csv?state=cancelled&subscription=${crm.subscriptionId}`)
    expect(own.split('\r\n')).toHaveLength(5)
    expect(own).not.toContain('Billing')
  })

  it('gives what runs, and a mark that changes with it', async () => {
    const before = await get('/active')
    expect(before.runs).toMatchObject([{ id: RUN, name: 'After the outage', total: 6, ended: 0 }])
    expect((await get('/active')).changed).toBe(before.changed)
    await control('pause')
    expect((await get('/active')).changed).not.toBe(before.changed)
  })

  it('of another environment finds nothing', async () => {
    const path = `/api/environments/staging/runs/${RUN}`
    expect((await fixture.as('viewer', 'GET', path)).status).toBe(404)
    expect((await fixture.as('viewer', 'GET', `${path}/items`)).status).toBe(404)
    expect((await fixture.as('operator', 'POST', `${path}/pause`, { body: {} })).status).toBe(404)
  })
})

describe('control', () => {
  beforeEach(() => start())

  it('is refused to a viewer, of a run that is not there, of a lane that is not in it', async () => {
    expect((await control('pause', {}, 'viewer')).body.code).toBe('role_missing')
    const path = `${BASE}/runs/${randomUUID()}/pause`
    expect((await fixture.as('operator', 'POST', path, { body: {} })).status).toBe(404)
    expect((await control('pause', { subscription: randomUUID() })).status).toBe(404)
    expect((await fixture.journal()).map(({ action }) => action)).toEqual(['run.start'])
  })

  it('pauses, resumes and cancels the run, and journals each', async () => {
    expect((await control('pause', { reason: 'too fast' })).body).toMatchObject({
      state: 'paused',
      counts: { held: 6 },
    })
    expect((await control('resume')).body).toMatchObject({ state: 'running', counts: { waiting: 6 } })
    expect((await control('cancel')).body).toMatchObject({ state: 'cancelled', counts: { cancelled: 6 } })
    expect(await fixture.journal()).toMatchObject([
      { action: 'run.cancel', before: { state: 'running' }, after: { state: 'cancelled' }, outcome: 'done' },
      { action: 'run.resume', before: { state: 'paused', counts: { held: 6 } }, after: { state: 'running' } },
      { action: 'run.pause', reason: 'too fast', target: { type: 'run', id: RUN, title: 'After the outage' } },
      { action: 'run.start' },
    ])
  })

  it('of one lane leaves the others alone', async () => {
    const { body } = await control('pause', { subscription: crm.subscriptionId })
    expect(body).toMatchObject({ state: 'running', counts: { held: 3, waiting: 3 } })
    expect((await fixture.journal())[0]).toMatchObject({
      target: { title: 'After the outage · CRM', subscriptionId: crm.subscriptionId },
      before: { paused: false, counts: { waiting: 3 } },
      after: { paused: true, counts: { held: 3 } },
    })
  })

  it('goes on at once with what waited for a subscription to be switched on', async () => {
    const places = [{ id: 'production', interval: 60_000 }]
    const claim = async () => (await fixture.store.runs.claim('somebody', places, { leaseFor: 60_000, limit: 1 }))[0]
    for (let turn = await claim(); turn; turn = await claim()) {
      const off = { why: 'off', note: { code: 'subscriptionOff' }, until: fixture.clock.now() + 60_000 } as const
      await fixture.store.runs.closeTurn(turn, {
        result: { to: 'back' },
        lane: { freeAt: fixture.clock.now(), waits: off },
      })
    }
    fixture.sandbox.state.subscriptions.replace({ ...crm, enabled: false })
    expect((await get(`/${RUN}`)).lanes[0].waits).toMatchObject({
      why: 'off',
      words: 'The subscription is off; it goes on once the subscription is on',
    })
    const path = `${BASE}/subscriptions/${crm.subscriptionId}`
    await fixture.clock.advance(10_000) // until the list is read again, behind the first look
    await vi.waitFor(async () => expect((await fixture.as('viewer', 'GET', path)).body.enabled).toBe(false))
    const { version } = (await fixture.as('viewer', 'GET', path)).body
    const headers = { 'if-match': `"${version}"` }
    expect((await fixture.as('operator', 'PATCH', path, { body: { enabled: true }, headers })).status).toBe(200)
    expect(await claim()).toMatchObject({ subscriptionId: crm.subscriptionId, waited: 'off' })
    expect(await claim()).toBeUndefined()
  })

  it('lets the events of a cancelled run be taken by another', async () => {
    await control('cancel')
    expect((await start({ id: randomUUID() })).body).toMatchObject({ total: 6, leftOut: { queued: 0 } })
  })
})
