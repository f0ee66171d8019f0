import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { SandboxOptions } from '../../../sandbox/base/options.ts'
import type { SubscriptionRecord } from '../../../sandbox/state/subscription-store.ts'
import { createProxyFixture, type ProxyFixture } from '../../../testing/proxy-fixture.ts'

let fixture: ProxyFixture
let subscription: SubscriptionRecord

const begin = async (options: Partial<SandboxOptions> = {}) => {
  fixture = await createProxyFixture(options)
  subscription = fixture.subscription({ title: 'CRM sync' })
}
beforeEach(() => begin())
afterEach(() => fixture.close())
const another = async (options: Partial<SandboxOptions>) => {
  await fixture.close()
  await begin(options)
}

const path = (...rest: string[]) =>
  ['/api/environments/production/subscriptions', subscription.subscriptionId, 'exports', ...rest].join('/')
const list = async () => (await fixture.as('viewer', 'GET', path())).body
const start = (body: object = { understood: true, reason: 'listener was down' }) =>
  fixture.as('operator', 'POST', path(), { body })
const completed = async (): Promise<string> => {
  const { id } = (await start()).body
  await fixture.clock.advance(5000)
  return id
}
const posts = () => fixture.asked.filter((call) => call.startsWith('POST'))
const last = async () => (await fixture.journal())[0]

describe('the list', () => {
  it('has the jobs, newest first, with the API’s own figures', async () => {
    await another({ dailyExport: 'off' })
    await fixture.failedEvent(subscription)
    const first = await completed()
    await fixture.failedEvent(subscription)
    const second = (await start()).body.id
    expect(await list()).toMatchObject({
      jobs: [
        { id: second, state: 'processing', upstreamState: 'processing' },
        { id: first, state: 'ready', upstreamState: 'completed' },
      ],
      summary: { failed: 2, exportable: 1 },
      summaryProblem: null,
      blocked: expect.stringContaining('is running'),
    })
  })

  it('says that there is nothing to export', async () => {
    expect(await list()).toMatchObject({ jobs: [], blocked: expect.stringContaining('No failed event'), caution: null })
  })

  it('says that another export may be refused', async () => {
    await fixture.failedEvent(subscription)
    await completed()
    await fixture.failedEvent(subscription)
    expect(await list()).toMatchObject({ blocked: null, caution: expect.stringContaining('24 hours') })
  })

  it('does without the figures of an API that has none', async () => {
    await another({ summary: 'off' })
    expect(await list()).toMatchObject({ summary: null, summaryProblem: expect.stringContaining('does not offer') })
  })

  it('asks for the figures once, however many look', async () => {
    await Promise.all([list(), list(), list()])
    expect(fixture.asked.filter((call) => call.endsWith('/summary'))).toHaveLength(1)
  })

  it('is not there for a subscription that is not', async () => {
    const { status, body } = await fixture.as(
      'viewer',
      'GET',
      `/api/environments/production/subscriptions/${crypto.randomUUID()}/exports`,
    )
    expect([status, body.code]).toEqual([404, 'not_found'])
  })

  it('is found at the older path too', async () => {
    await another({ exportsPath: 'events' })
    await fixture.failedEvent(subscription)
    const id = await completed()
    expect((await list()).jobs).toMatchObject([{ id, state: 'ready' }])
    expect((await fixture.as('operator', 'GET', path(id, 'download'))).status).toBe(200)
    const wrong = fixture.asked.filter((call) => /subscriptions\/[^/]+\/exports/.test(call))
    expect(wrong).toHaveLength(1)
  })
})

describe('starting', () => {
  it.each([{}, { understood: false }, { understood: true, all: true }])(
    'wants to hear that it was understood: %j',
    async (body) => {
      expect((await start(body)).status).toBe(400)
      expect([fixture.asked, await fixture.journal()]).toEqual([[], []])
    },
  )

  it('is not for viewers', async () => {
    const { status, body } = await fixture.as('viewer', 'POST', path(), { body: { understood: true } })
    expect([status, body.code, fixture.asked]).toEqual([403, 'role_missing', []])
  })

  it('gives the job and is journaled', async () => {
    const { status, body } = await start()
    expect([status, body]).toMatchObject([201, { state: 'processing' }])
    expect(await last()).toMatchObject({
      action: 'export.start',
      target: { type: 'export', id: body.id, title: 'CRM sync', subscriptionId: subscription.subscriptionId },
      after: { state: 'processing' },
      reason: 'listener was down',
      outcome: 'done',
      upstreamStatus: 201,
    })
  })

  it('is refused while one is active, which may be another customer’s', async () => {
    await start()
    const { status, body } = await start()
    expect([status, body]).toMatchObject([
      409,
      {
        code: 'upstream_refused',
        title: 'The API says that too many exports are active',
        remedy: expect.stringContaining('another customer’s'),
        upstreamMessage: 'Too many active exports',
      },
    ])
    expect(await last()).toMatchObject({ action: 'export.start', target: { id: 'new' }, outcome: 'refused' })
  })

  it('is refused a second time within a day', async () => {
    await completed()
    expect((await start()).body).toMatchObject({ status: 409, title: expect.stringContaining('24 hours') })
  })

  it.each([
    ['before', 'none has begun so far', 0],
    ['after', 'one has begun since', 1],
  ] as const)('says what the list shows when the answer was lost (%s)', async (when, words, jobs) => {
    fixture.sandbox.state.faults.add({ method: 'POST', path: '/exports', times: 1, fault: { does: 'reset', when } })
    const { body } = await start()
    expect(body).toMatchObject({ code: 'outcome_unknown', title: expect.stringContaining(words) })
    expect([posts().length, (await list()).jobs.length, (await last())?.outcome]).toEqual([1, jobs, 'unknown'])
  })

  it('finds the job whose name got lost', async () => {
    fixture.sandbox.state.faults.add({ method: 'POST', path: '/exports', times: 1, fault: { does: 'broken-json' } })
    const { status, body } = await start()
    expect([status, body.id]).toEqual([201, (await list()).jobs[0].id])
  })
})

describe('cancelling', () => {
  it('lets the events be exported again and is journaled', async () => {
    const { id } = (await start()).body
    const { status, body } = await fixture.as('operator', 'DELETE', path(id), { body: { reason: 'too early' } })
    expect([status, body]).toMatchObject([200, { id, state: 'cancelled', upstreamState: 'canceled' }])
    expect(await last()).toMatchObject({
      action: 'export.cancel',
      target: { id },
      reason: 'too early',
      outcome: 'done',
    })
  })

  it('comes too late once the file is begun', async () => {
    const id = await completed()
    const { status, body } = await fixture.as('operator', 'DELETE', path(id))
    expect([status, body]).toMatchObject([409, { title: 'This export can no longer be cancelled' }])
    expect(await last()).toMatchObject({ action: 'export.cancel', outcome: 'refused', upstreamStatus: 409 })
  })

  it('is not for viewers', async () => {
    expect((await fixture.as('viewer', 'DELETE', path(crypto.randomUUID()))).body.code).toBe('role_missing')
  })
})

describe('the file', () => {
  it('is not for viewers', async () => {
    const id = await completed()
    const before = fixture.asked.length
    expect((await fixture.as('viewer', 'GET', path(id, 'download'))).body.code).toBe('role_missing')
    expect(fixture.asked).toHaveLength(before)
  })

  it.each([
    ['is not completed yet', async () => (await start()).body.id, 409],
    [
      'was cancelled',
      async () => {
        const { id } = (await start()).body
        await fixture.as('operator', 'DELETE', path(id))
        return id
      },
      409,
    ],
    ['does not have this export', async () => crypto.randomUUID(), 404],
  ] as const)('is refused when it %s', async (words, prepare, status) => {
    const id = await prepare()
    const answer = await fixture.as('operator', 'GET', path(id, 'download'))
    expect([answer.status, answer.body.title]).toEqual([status, expect.stringContaining(words)])
    expect((await fixture.journal()).map(({ action }) => action)).not.toContain('export.download')
  })

  it('is the API’s, a line an event, named and journaled', async () => {
    for (let count = 0; count < 3; count++) await fixture.failedEvent(subscription)
    const id = await completed()
    const { status, headers, body } = await fixture.as('operator', 'GET', path(id, 'download'))
    const records = body.trimEnd().split('\n').map(JSON.parse)
    expect([status, headers.get('content-type'), headers.get('cache-control')]).toEqual([
      200,
      'application/x-ndjson',
      'no-store',
    ])
    expect(headers.get('content-disposition')).toBe(
      `attachment; filename="failed-events-CRM sync-2026-11-20.ndjson"; filename*=UTF-8''failed-events-CRM%20sync-2026-11-20.ndjson`,
    )
    expect(records.map(({ state }: { state: string }) => state)).toEqual(['failure', 'failure', 'failure'])
    expect(await last()).toMatchObject({
      action: 'export.download',
      target: { type: 'export', id, title: 'CRM sync' },
      after: { bytes: body.length, lines: 3 },
      outcome: 'done',
      upstreamStatus: 200,
    })
  })

  it('is refused in words when the API refuses it, and that is journaled', async () => {
    const id = await completed()
    fixture.sandbox.state.faults.add({ path: '/download', fault: { does: 'status', status: 500 } })
    expect((await fixture.as('operator', 'GET', path(id, 'download'))).body.code).toBe('upstream_unavailable')
    expect(await last()).toMatchObject({ action: 'export.download', outcome: 'refused', upstreamStatus: 500 })
  })

  it('breaks off when it ends within a line', async () => {
    await fixture.failedEvent(subscription)
    const id = await completed()
    fixture.sandbox.state.faults.add({ path: '/download', fault: { does: 'broken-json' } })
    await expect(fixture.as('operator', 'GET', path(id, 'download'))).rejects.toThrow('broke off')
    expect(await last()).toMatchObject({ outcome: 'unknown', problem: expect.stringContaining('broke off') })
  })
})

it('tells one job', async () => {
  const id = await completed()
  expect((await fixture.as('viewer', 'GET', path(id))).body).toMatchObject({ id, state: 'ready' })
  expect((await fixture.as('viewer', 'GET', path(crypto.randomUUID()))).body).toMatchObject({
    code: 'not_found',
    title: expect.stringContaining('this export'),
  })
})
