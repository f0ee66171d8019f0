import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { DAY } from '../../../contract/durations.ts'
import type { Role } from '../../../contract/role.ts'
import { microsOf } from '../../../sandbox/base/time.ts'
import type { SubscriptionRecord } from '../../../sandbox/state/subscription-store.ts'
import { createProxyFixture, type ProxyFixture } from '../../../testing/proxy-fixture.ts'

const ENVIRONMENT = '/api/environments/production'
let fixture: ProxyFixture
let subscription: SubscriptionRecord
/** Lines of an export of three events. */
let lines: string[]

beforeEach(async () => {
  fixture = await createProxyFixture()
  subscription = fixture.subscription({ title: 'CRM' })
  for (let count = 0; count < 3; count++) await fixture.failedEvent(subscription)
  const { signer, state } = fixture.sandbox
  lines = state.events.of(subscription.subscriptionId).map((event) =>
    JSON.stringify({
      id: event.id,
      state: 'failure',
      request: { endpoint: event.endpoint, headers: {}, payload: signer.payload(event) },
      _links: { self: { href: `/c/webhooks/subscriptions//${subscription.subscriptionId}/events/${event.id}` } },
    }),
  )
})
afterEach(() => fixture.close())

const start = (text: string, query: Record<string, string> = {}, role: Role = 'operator') => {
  const given = {
    id: crypto.randomUUID(),
    subscription: subscription.subscriptionId,
    name: 'from the file',
    reason: 'outage',
    ...query,
  }
  return fixture.as(role, 'POST', `${ENVIRONMENT}/runs/from-file?${new URLSearchParams(given)}`, {
    text,
    headers: { 'content-type': 'application/x-ndjson' },
  })
}
const runs = async () => (await fixture.as('viewer', 'GET', `${ENVIRONMENT}/runs`)).body.items
const changed = (line: string, differs: object) => JSON.stringify({ ...JSON.parse(line), ...differs })
const tokenOf = (line: string): string => JSON.parse(line).request.payload

describe('a file is refused', () => {
  it('from viewers, unread', async () => {
    expect((await start(lines.join('\n'), {}, 'viewer')).body.code).toBe('role_missing')
    expect(fixture.asked).toEqual([])
  })

  it('for a subscription that is not there', async () => {
    const { status, body } = await start(lines.join('\n'), { subscription: crypto.randomUUID() })
    expect([status, body.code]).toEqual([404, 'not_found'])
  })

  it.each<[string, (line: string) => string, string]>([
    ['no JSON', () => '{"id":', 'is not JSON'],
    ['no object', () => '[1]', 'is not an object'],
    ['no id', (line) => changed(line, { id: 'seven' }), 'has no id that is one'],
    ['no token', (line) => changed(line, { request: {} }), 'holds no token'],
    ['no readable token', (line) => changed(line, { token: 'a.b.c' }), 'holds a token that cannot be read'],
    [
      'an event of another subscription',
      (line) =>
        changed(line, { _links: { self: { href: `/c/webhooks/subscriptions/${crypto.randomUUID()}/events/x` } } }),
      'is an event of another subscription',
    ],
    ['a delivered event', (line) => changed(line, { state: 'success' }), 'in the state “success”'],
    [
      'a forged token',
      (line) => {
        const [head, , signature] = tokenOf(line).split('.')
        const claims = { iss: 'https://elsewhere', aud: 'x', iat: 1, jti: 'j', events: { entityDeleted: {} } }
        const forged = [head, Buffer.from(JSON.stringify(claims)).toString('base64url'), signature].join('.')
        return changed(line, { token: forged })
      },
      'holds a token that is not genuine: the signature does not match its content',
    ],
    [
      'a token of an unknown key',
      (line) => {
        const [, claims, signature] = tokenOf(line).split('.')
        const head = Buffer.from(JSON.stringify({ alg: 'RS256', kid: 'mine' })).toString('base64url')
        return changed(line, { token: [head, claims, signature].join('.') })
      },
      'holds a token that is not checked: its key is not among the published ones',
    ],
  ])('with a line that is %s', async (_, spoil, reason) => {
    const text = [lines[0], spoil(lines[1] ?? ''), lines[2]].join('\n')
    const { status, body } = await start(text)
    expect([status, body]).toMatchObject([
      422,
      {
        code: 'invalid_request',
        title: '1 of 3 lines cannot be used, so nothing is replayed',
        fields: [{ name: 'line 2', reason: expect.stringContaining(reason) }],
      },
    ])
    expect([await runs(), await fixture.journal()]).toEqual([[], []])
  })

  it('and tells of many lines the first ones', async () => {
    const { body } = await start('{}\n'.repeat(80))
    expect([body.title, body.fields.length, body.fields[0]?.name, body.fields[49]?.name]).toEqual([
      '80 of 80 lines cannot be used, so nothing is replayed',
      50,
      'line 1',
      'line 50',
    ])
  })

  it('when it is too long', async () => {
    const { status, body } = await start('{}\n'.repeat(50_001))
    expect([status, body.title]).toEqual([413, 'The file has more than 50,000 lines'])
  })

  it.each(['', '\n\n'])('when there is nothing in it: %j', async (text) => {
    expect((await start(text)).body).toMatchObject({ code: 'not_failed', title: expect.stringContaining('no event') })
    expect(await runs()).toEqual([])
  })

  it('when the keys cannot be read, without blaming its lines', async () => {
    fixture.sandbox.state.faults.add({ path: '/login/jwk', fault: { does: 'status', status: 500 } })
    expect((await start(lines.join('\n'))).body.code).toBe('upstream_unavailable')
  })
})

describe('a file becomes a run', () => {
  it('of each event once, with its token', async () => {
    const { status, body } = await start([...lines, lines[0]].join('\n'), { pace: '20' })
    expect([status, body]).toMatchObject([
      201,
      {
        name: 'from the file',
        reason: 'outage',
        total: 3,
        lines: 4,
        skipped: 0,
        options: { way: 'replay', pace: 20, canary: false },
        startedBy: { name: 'Name of operator' },
      },
    ])
    expect(await fixture.journal()).toMatchObject([
      {
        action: 'run.start',
        target: { type: 'run', id: body.id, title: 'from the file', subscriptionId: subscription.subscriptionId },
        after: { selection: 'a file', lines: 4, total: 3, endpoint: subscription.endpoint },
        reason: 'outage',
        outcome: 'done',
      },
    ])
    const { items } = (await fixture.as('viewer', 'GET', `${ENVIRONMENT}/runs/${body.id}/items`)).body
    expect(items.map(({ eventId }: { eventId: string }) => eventId)).toEqual(lines.map((line) => JSON.parse(line).id))
    expect(items[0]).toMatchObject({ type: 'entityDeleted', user: expect.any(String), expiresAt: null })
  })

  it('of records with an id and a token only', async () => {
    const short = lines.map((line) => JSON.stringify({ id: JSON.parse(line).id, token: tokenOf(line) }))
    expect((await start(short.join('\r\n'))).body).toMatchObject({ total: 3, lines: 3, skipped: 0 })
  })

  it('though the subscription has another endpoint now', async () => {
    fixture.sandbox.state.subscriptions.replace({ ...subscription, endpoint: 'https://new.listener.example/' })
    expect((await start(lines.join('\n'))).status).toBe(201)
  })

  it('without the lines that cannot be used, when that is wanted', async () => {
    const text = ['{}', ...lines, 'what?'].join('\n')
    expect((await start(text, { skip: 'true' })).body).toMatchObject({ total: 3, lines: 5, skipped: 2 })
  })

  it('once, however often the same is asked for', async () => {
    const id = crypto.randomUUID()
    const answers = [await start(lines.join('\n'), { id }), await start(lines.join('\n'), { id })]
    expect(answers.map(({ status, body }) => [status, body.id])).toEqual([
      [201, id],
      [201, id],
    ])
    expect([(await runs()).length, (await fixture.journal()).length]).toEqual([1, 1])
  })

  it('no second time while the first waits', async () => {
    await start(lines.join('\n'))
    expect((await start(lines.join('\n'))).body).toMatchObject({ title: expect.stringContaining('in the queue') })
  })
})

describe('what the unsigned part of a line says', () => {
  it('sends no token twice: 20 lines with ids of their own around one token are one event', async () => {
    const made = Array.from({ length: 20 }, () => changed(lines[0] ?? '', { id: crypto.randomUUID() }))
    expect((await start(made.join('\n'))).body).toMatchObject({ total: 1, lines: 20, skipped: 0 })
  })

  it('hides no event behind the id of another', async () => {
    const { id } = JSON.parse(lines[0] ?? '')
    const text = [lines[0], changed(lines[1] ?? '', { id }), lines[2]].join('\n')
    expect((await start(text)).body.fields).toEqual([
      { name: 'line 2', reason: 'has the id of another event of this file, as the signed tokens tell' },
    ])
  })

  it('opens no second run for a token that waits in one', async () => {
    await start(lines[0] ?? '')
    const again = changed(lines[0] ?? '', { id: crypto.randomUUID() })
    expect((await start(again)).body).toMatchObject({ title: expect.stringContaining('in the queue') })
    expect((await start([again, lines[1]].join('\n'))).body).toMatchObject({ total: 1, leftOut: { queued: 1 } })
  })

  it('sends no event that waits for its redelivery', async () => {
    const { id } = JSON.parse(lines[0] ?? '')
    fixture.proxy.start()
    fixture.sandbox.state.subscriptions.replace({ ...subscription, enabled: true })
    const path = `${ENVIRONMENT}/subscriptions/${subscription.subscriptionId}/events/${id}/redeliver`
    expect((await fixture.as('operator', 'POST', path, { body: {} })).status).toBe(202)
    const other = changed(lines[0] ?? '', { id: crypto.randomUUID() })
    expect((await start(other)).body).toMatchObject({ title: expect.stringContaining('in the queue') })
  })
})

describe('a token older than 7 days', () => {
  const old = () =>
    fixture.sandbox.state.events.of(subscription.subscriptionId).map(({ payload: _, ...event }) => {
      const longAgo = { ...event, createdAt: microsOf(fixture.clock.now() - 7 * DAY - 1000) }
      return JSON.stringify({ id: event.id, token: fixture.sandbox.signer.payload(longAgo) })
    })

  it('is not posted unless somebody says so', async () => {
    const { status, body } = await start(old().join('\n'))
    expect([status, body]).toMatchObject([
      422,
      { title: '3 tokens are older than 7 days, so nothing is replayed', fields: [{ name: 'old' }] },
    ])
    expect([await runs(), await fixture.journal()]).toEqual([[], []])
  })

  it('is posted when somebody says so', async () => {
    expect((await start(old().join('\n'), { old: 'true' })).body).toMatchObject({ total: 3, lines: 3 })
  })
})

describe('carried out', () => {
  const NEW = 'https://new.listener.example/in'
  const received = () => fixture.sandbox.state.listeners.received('new')
  /** Returns the end of a run, without its pace. */
  const counts = async (id: string) => {
    await fixture.clock.advance(100)
    return (await fixture.as('viewer', 'GET', `${ENVIRONMENT}/runs/${id}`)).body
  }
  beforeEach(() => {
    fixture.sandbox.state.subscriptions.replace({ ...subscription, endpoint: NEW })
    fixture.proxy.start()
  })

  it('posts each token once, to the endpoint as it is now; Identity Cloud still lists the events as failed', async () => {
    const { id } = (await start([...lines, ...lines].join('\n'), { pace: '50' })).body
    await vi.waitFor(
      async () => expect(await counts(id)).toMatchObject({ state: 'done', counts: { delivered: 3 } }),
      5000,
    )
    const posts = received().map(({ url, payload, headers }) => [url, payload, headers['User-Agent']])
    expect(posts.toSorted()).toEqual(lines.map((line) => [NEW, tokenOf(line), 'webhooks-console']).toSorted())
    const stored = fixture.sandbox.state.events.of(subscription.subscriptionId)
    expect(stored.map(({ state }) => state)).toEqual(['failure', 'failure', 'failure'])
    const replays = (await fixture.journal()).filter(({ action }) => action === 'event.replay')
    expect(replays.map(({ outcome }) => outcome)).toEqual(['done', 'done', 'done'])
  })

  it('though the API has forgotten the events', async () => {
    fixture.sandbox.state.events.removeOf(subscription.subscriptionId)
    const { id } = (await start(lines.join('\n'), { pace: '50' })).body
    await vi.waitFor(async () => expect(await counts(id)).toMatchObject({ counts: { delivered: 3 } }), 5000)
    expect(received()).toHaveLength(3)
  })

  it('never posts again what may have arrived', async () => {
    fixture.sandbox.state.listeners.set('new', { does: 'close' })
    const { id } = (await start(lines[0] ?? '', { pace: '50' })).body
    await vi.waitFor(async () => expect(await counts(id)).toMatchObject({ counts: { untraced: 1 } }), 5000)
    expect(received()).toHaveLength(1)
  })
})
