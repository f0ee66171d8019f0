import { brotliDecompressSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { apiExample } from '../testing/api-example.ts'
import { createSandboxFixture } from '../testing/sandbox-fixture.ts'
import { changeAnswer } from './answers/change-answer.ts'
import type { Fault, FaultRule } from './state/faults.ts'

const prepare = (fault: Fault, rule: Partial<FaultRule> = {}) => {
  const fixture = createSandboxFixture()
  const { subscriptionId } = fixture.subscription()
  const { faults, subscriptions } = fixture.sandbox.state
  faults.add({ path: '/webhooks/', fault, ...rule })
  return {
    fixture,
    faults,
    get: (signal?: AbortSignal) => fixture.call('GET', `/${subscriptionId}`, undefined, {}, signal),
    disable: () => fixture.call('PATCH', `/${subscriptionId}`, { enabled: false }),
    stored: () => subscriptions.get(subscriptionId),
  }
}

it('answers a status without doing anything, as often as asked', async () => {
  const { disable, stored } = prepare({ does: 'status', status: 503, details: 'Down for a while' }, { times: 1 })
  const response = await disable()
  expect([response.status, await response.json()]).toMatchObject([503, { status: 503, details: 'Down for a while' }])
  expect(stored()?.enabled).toBe(true)
  expect((await disable()).status).toBe(200)
})

it('hits only what it is meant for', async () => {
  const { get, disable, faults } = prepare({ does: 'status', status: 500 }, { method: 'patch' })
  expect([(await get()).status, (await disable()).status]).toEqual([200, 500])
  const [rule] = faults.all()
  expect([faults.remove(rule?.id ?? ''), faults.remove('nothing')]).toEqual([true, false])
  expect((await disable()).status).toBe(200)
})

it('storms with 429', async () => {
  const { get } = prepare({ does: 'too-many-requests', retryAfter: 7 })
  const response = await get()
  expect([response.status, response.headers.get('retry-after'), await response.json()]).toEqual([
    429,
    '7',
    apiExample('error-429.assumed.json'),
  ])
})

it('delays in real time, until the caller gives up', async () => {
  const { get, fixture } = prepare({ does: 'delay', milliseconds: 10_000 })
  let answered = false
  const answer = get().finally(() => {
    answered = true
  })
  await fixture.clock.advance(9_999)
  expect(answered).toBe(false)
  await fixture.clock.advance(1)
  expect((await answer).status).toBe(200)

  const caller = new AbortController()
  const left = get(caller.signal)
  await fixture.clock.settle()
  caller.abort()
  expect((await left).status).toBe(200)
})

it('revokes the tokens', async () => {
  const { get, fixture } = prepare({ does: 'revoke-tokens' }, { times: 1 })
  expect((await get()).status).toBe(403)
  expect(fixture.sandbox.state.tokens.all()).toEqual([])
  expect((await get()).status).toBe(200)
})

describe('breaks the connection', () => {
  it('before anything is done', async () => {
    const { disable, stored } = prepare({ does: 'reset' })
    await expect(disable()).rejects.toThrow(TypeError)
    expect(stored()?.enabled).toBe(true)
  })

  it('after it is done', async () => {
    const { disable, stored } = prepare({ does: 'reset', when: 'after' })
    await expect(disable()).rejects.toMatchObject({ message: 'fetch failed', cause: { code: 'ECONNRESET' } })
    expect(stored()?.enabled).toBe(false)
  })
})

it('breaks the JSON of what was done', async () => {
  const { disable, stored } = prepare({ does: 'broken-json' })
  const response = await disable()
  expect(response.status).toBe(200)
  await expect(response.json()).rejects.toThrow(SyntaxError)
  expect(stored()?.enabled).toBe(false)
})

it('answers more than anyone should read', async () => {
  const response = await prepare({ does: 'oversized', bytes: 3 * 1024 * 1024 }).get()
  expect((await response.arrayBuffer()).byteLength).toBe(3 * 1024 * 1024)
})

it('combines faults in their order, up to the one that ends the request', async () => {
  const { get, fixture, faults } = prepare({ does: 'delay', milliseconds: 500 }, { times: 1 })
  faults.add({ fault: { does: 'status', status: 502 }, path: '/webhooks/', times: 1 })
  faults.add({ fault: { does: 'status', status: 504 }, path: '/webhooks/', times: 1 })
  const answer = get()
  await fixture.clock.advance(500)
  expect((await answer).status).toBe(502)
  expect(faults.all()).toMatchObject([{ fault: { status: 504 } }])
})

it('lets some requests pass first', async () => {
  const { get, faults } = prepare({ does: 'status', status: 503 }, { skip: 2, times: 1 })
  const statuses = []
  for (let count = 0; count < 4; count++) statuses.push((await get()).status)
  expect([statuses, faults.all()]).toEqual([[200, 200, 503, 200], []])
})

describe('answers something else', () => {
  it('of one item, alone and in lists, and of nothing else', async () => {
    const { get, fixture, faults, stored } = prepare({ does: 'status', status: 500 })
    faults.clear()
    const other = fixture.subscription()
    const id = stored()?.subscriptionId ?? ''
    faults.add({ fault: { does: 'answer', id, change: [{ pointer: '/title', action: 'absent' }] } })
    const one = await (await get()).json()
    expect(one).toMatchObject({ subscriptionId: id, enabled: true })
    expect(one).not.toHaveProperty('title')
    const { _embedded } = await (await fixture.call('GET', '')).json()
    expect(_embedded).toHaveLength(2)
    expect(_embedded).toContainEqual(expect.objectContaining({ title: other.title }))
    expect(_embedded).toContainEqual(expect.not.objectContaining({ title: expect.anything() }))
  })

  it('to the calls of one operation, whatever their path looks like', async () => {
    const { get, fixture, stored } = prepare(
      { does: 'answer', change: [{ pointer: '/_embedded/*/state', action: 'letter-case' }] },
      { operation: 'listEvents' },
    )
    const place = `/${stored()?.subscriptionId}`
    const event = await fixture.failedEvent(stored() ?? fixture.subscription())
    expect((await (await fixture.call('GET', `${place}//events/`)).json())._embedded[0].state).toBe('FAILURE')
    expect((await (await fixture.call('GET', `${place}/events/${event.id}`)).json()).state).toBe('failure')
    expect((await get()).status).toBe(200)
  })

  it('without a body, after doing it', async () => {
    const { disable, stored, faults } = prepare({ does: 'answer', status: 204 }, { operation: 'modifySubscription' })
    const response = await disable()
    expect([response.status, await response.text(), stored()?.enabled]).toEqual([204, '', false])
    faults.clear()
    faults.add({ path: '/webhooks/', fault: { does: 'answer', body: '' } })
    const empty = await disable()
    expect([empty.status, await empty.text()]).toEqual([200, ''])
  })

  it('in the place of errors only, or of good answers only', async () => {
    const { get, fixture, faults } = prepare({
      does: 'answer',
      of: 'error',
      change: [{ pointer: '/details', action: 'rename', name: 'message' }],
    })
    faults.add({ fault: { does: 'answer', headers: { 'x-more': 'yes' } } })
    const good = await get()
    expect([good.headers.get('x-more'), await good.json()]).toMatchObject(['yes', { enabled: true }])
    const bad = await fixture.call('GET', `/${crypto.randomUUID()}`)
    expect([bad.headers.get('x-more'), bad.status, await bad.json()]).toMatchObject([
      null,
      404,
      { message: 'The specified resource could not be found' },
    ])
  })

  it('packed, in each line of a file, and in words of its own', async () => {
    const { get, fixture, faults, stored } = prepare({ does: 'answer', packed: 'br' }, { times: 1 })
    const packed = await get()
    expect(packed.headers.get('content-encoding')).toBe('br')
    const unpacked = brotliDecompressSync(await packed.arrayBuffer()).toString()
    expect(JSON.parse(unpacked)).toMatchObject({ enabled: true })

    const file = () => new Response('{"a":1}\n{"a":2}\n', { headers: { 'content-type': 'application/x-ndjson' } })
    const changed = await changeAnswer(file(), { change: [{ pointer: '/a', action: 'null' }] })
    expect(await changed.text()).toBe('{"a":null}\n{"a":null}\n')

    faults.add({ path: '/webhooks/', fault: { does: 'status', status: 409, body: 'Not now.' } })
    const refused = await fixture.call('GET', `/${stored()?.subscriptionId}`)
    expect([refused.status, await refused.text()]).toEqual([409, 'Not now.'])
  })
})
