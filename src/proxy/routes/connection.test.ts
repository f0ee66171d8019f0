import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createProxyFixture, type ProxyFixture } from '../../testing/proxy-fixture.ts'

const ENVIRONMENT = '/api/environments/production'
const DIFFERENCES = `${ENVIRONMENT}/differences`

let fixture: ProxyFixture
beforeEach(async () => {
  fixture = await createProxyFixture()
})
afterEach(() => fixture.close())

const ask = (method: string, path: string) => fixture.as('administrator', method, path)
const leaveOut = (pointer: string, id: string, operation: string) =>
  fixture.sandbox.state.faults.add({
    operation,
    fault: { does: 'answer', id, change: [{ pointer, action: 'absent' }] },
  })

describe('the differences', () => {
  it('are none as long as none was met', async () => {
    expect((await ask('GET', DIFFERENCES)).body).toEqual({
      since: new Date(fixture.clock.now()).toISOString(),
      differences: [],
    })
  })

  it('are those that people’s work met: member, answer, what was seen, what it costs', async () => {
    const { subscriptionId } = fixture.subscription()
    leaveOut('/enabled', subscriptionId, 'listSubscriptions')
    await ask('GET', `${ENVIRONMENT}/subscriptions`)
    expect((await ask('GET', DIFFERENCES)).body.differences).toEqual([
      {
        answer: 'the subscription list',
        path: '/_embedded/*/enabled',
        found: 'absent',
        cost: 'It counts as on, which is the default.',
        count: expect.any(Number),
        firstAt: expect.any(String),
        lastAt: expect.any(String),
      },
    ])
  })

  it('are of one environment', async () => {
    leaveOut('/enabled', fixture.subscription().subscriptionId, 'listSubscriptions')
    await ask('GET', `${ENVIRONMENT}/subscriptions`)
    expect((await ask('GET', '/api/environments/staging/differences')).body.differences).toEqual([])
    expect((await ask('GET', '/api/environments/nowhere/differences')).status).toBe(404)
  })
})

it('checks the connection when it is asked to, with the client that is in service', async () => {
  const subscription = fixture.subscription()
  await fixture.failedEvent(subscription)
  await ask('GET', `${ENVIRONMENT}/subscriptions`)
  fixture.asked.splice(0)
  const { status, body } = await ask('POST', `${ENVIRONMENT}/connection-check`)
  expect([status, body.answers.every(({ outcome }: { outcome: string }) => outcome === 'works')]).toEqual([200, true])
  expect(fixture.asked.filter((call) => !call.startsWith('GET '))).toEqual([])
  expect(fixture.tokensSeen.size).toBe(1)
  expect(await fixture.journal()).toEqual([])
})

describe('what was left out is named by the member that differed', () => {
  it('in the list of subscriptions, counted by the API or not', async () => {
    const broken = fixture.subscription()
    fixture.subscription()
    leaveOut('/subscriptionId', broken.subscriptionId, 'listSubscriptions')
    const differs = '/_embedded/0/subscriptionId of the subscription list: absent'
    const list = async () => (await ask('GET', `${ENVIRONMENT}/subscriptions`)).body
    expect(await list()).toMatchObject({ all: 1, missing: 1, differs })
    fixture.sandbox.variants.turnOn('no-total')
    await fixture.clock.advance(61_000)
    expect(await list()).toMatchObject({ all: 1, missing: 1, differs })
  })

  it('in the list of events, and in the figures of all', async () => {
    const subscription = fixture.subscription()
    const event = await fixture.failedEvent(subscription)
    leaveOut('/state', event.id, 'listEvents')
    const path = `${ENVIRONMENT}/subscriptions/${subscription.subscriptionId}`
    const differs = '/_embedded/0/state of the event list: absent'
    expect((await ask('GET', `${path}/events`)).body.freshness).toMatchObject({ unreadable: 1, differs })
    expect((await ask('GET', `${ENVIRONMENT}/failed-events/summary`)).body.freshness).toMatchObject({ differs })
  })

  it('in the problem, where nothing could be read', async () => {
    const { subscriptionId } = fixture.subscription()
    leaveOut('/subscriptionId', subscriptionId, 'listSubscriptions')
    expect((await ask('GET', `${ENVIRONMENT}/subscriptions`)).body).toMatchObject({
      code: 'upstream_broken',
      differs: '/_embedded/0/subscriptionId of the subscription list: absent',
    })
  })
})
