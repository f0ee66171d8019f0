import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { createSandboxFixture, ORIGIN, type SandboxFixture } from '../../testing/sandbox-fixture.ts'
import type { SandboxOptions } from '../base/options.ts'
import { CONTROL, createControl } from '../control/control.ts'
import { VARIANT_GROUPS, VARIANTS } from './table.ts'

let fixture: SandboxFixture
const start = (options: Partial<SandboxOptions> = {}) => {
  fixture = createSandboxFixture(options)
  fixture.sandbox.mount(CONTROL, createControl(fixture.sandbox))
}
beforeEach(() => start())

const control = async (method: string, path: string, body?: unknown) => {
  const request = new Request(`${ORIGIN}${CONTROL}${path}`, { method, ...(body ? { body: JSON.stringify(body) } : {}) })
  const response = await fixture.sandbox.fetch(request)
  return { status: response.status, body: await response.json() }
}
const turnOn = (name: string) => control('PUT', `/variants/${name}`)
const get = async (path: string) => {
  const response = await fixture.call('GET', path)
  return { status: response.status, body: await response.json() }
}

describe('a variant', () => {
  it('is turned on and off while the sandbox runs', async () => {
    fixture.subscription()
    expect((await turnOn('no-total')).body).toMatchObject({ name: 'no-total', on: true, says: 'counts no list' })
    expect((await turnOn('no-total')).body.on).toBe(true)
    expect((await turnOn('pages-from-0')).body.options).toEqual({ pageNumbers: 'from-0' })
    expect((await get('')).body).not.toHaveProperty('total')
    const on = (await control('GET', '/variants')).body.variants.filter((variant: { on: boolean }) => variant.on)
    expect(on.map(({ name }: { name: string }) => name)).toEqual(['no-total', 'pages-from-0'])
    await control('DELETE', '/variants/no-total')
    await control('DELETE', '/variants/pages-from-0')
    expect((await get('')).body.total).toBe(1)
    expect(fixture.sandbox.options.pageNumbers).toBe('from-1')
    expect((await turnOn('nothing')).status).toBe(404)
  })

  it('is on from the start, and after a reset', async () => {
    start({ variants: ['total-of-page', 'no-links'], pageSize: 1 })
    await turnOn('change-needs-all')
    await control('POST', '/reset')
    for (const _ of [1, 2]) fixture.subscription()
    expect((await get('')).body).toEqual({ total: 1, _embedded: [expect.anything()] })
    expect(fixture.sandbox.options).toMatchObject({ patch: 'merge', total: 'page' })
  })

  it.each(Object.keys(VARIANTS))('%s is made of rules that the control API takes', async (name) => {
    expect((await turnOn(name)).status).toBe(200)
    const { rules = [], options = {} } = VARIANTS[name] ?? {}
    for (const rule of rules) expect(await control('POST', '/faults', rule)).toMatchObject({ status: 201 })
    expect((await control('PATCH', '/options', options)).status).toBe(200)
    expect(rules.length + Object.keys(options).length).toBeGreaterThan(0)
  })
})

describe('an option', () => {
  it('changes while the sandbox runs, where it can', async () => {
    const { subscriptionId } = fixture.subscription()
    expect((await get(`/${subscriptionId}/summary`)).status).toBe(200)
    expect((await control('PATCH', '/options', { summary: 'off', pageSize: 2 })).body.options).toMatchObject({
      summary: 'off',
      pageSize: 2,
    })
    expect((await get(`/${subscriptionId}/summary`)).status).toBe(404)
    expect((await control('GET', '/options')).body.options).not.toHaveProperty('timeScale')
    expect(await control('PATCH', '/options', { timeScale: 5, pageSize: 'many' })).toMatchObject({
      status: 400,
      body: {
        problems: [{ name: 'timeScale' }, { name: 'pageSize', reason: expect.stringContaining('whole number') }],
      },
    })
  })

  it('numbers pages from 0, and ends them otherwise', async () => {
    start({ pageSize: 1, pageNumbers: 'from-0', pastEnd: 'empty' })
    const [first, second] = [fixture.subscription(), fixture.subscription()]
    const titles = async (page: string) =>
      (await get(page)).body._embedded?.map(({ title }: { title: string }) => title)
    expect([await titles(''), await titles('?page=0'), await titles('?page=1'), await titles('?page=2')]).toEqual([
      [first.title],
      [first.title],
      [second.title],
      [],
    ])
    expect((await get('')).body._links.next.href).toContain('?page=1')
    await control('PATCH', '/options', { pastEnd: 'refuse' })
    expect((await get('?page=2')).status).toBe(404)
  })

  it('asks for a whole change, or one without null in the filter', async () => {
    const { subscriptionId, title, endpoint, events } = fixture.subscription()
    const patch = async (body: unknown) => {
      const response = await fixture.call('PATCH', `/${subscriptionId}`, body)
      return [response.status, (await response.json())['invalid-body-params']]
    }
    await turnOn('change-needs-all')
    expect(await patch({ enabled: false, events })).toEqual([
      400,
      [
        { name: 'title', reason: 'title is required' },
        { name: 'endpoint', reason: 'endpoint is required' },
      ],
    ])
    expect(await patch({ title, endpoint, events, enabled: false })).toEqual([200, undefined])
    await control('DELETE', '/variants/change-needs-all')
    await turnOn('nulls-refused')
    expect(await patch({ filter: { properties: { entityCreated: null } } })).toEqual([
      400,
      [{ name: 'filter', reason: 'filter must not contain null' }],
    ])
    expect(await patch({ filter: null })).toEqual([200, undefined])
    expect(await patch({ filter: { properties: {} } })).toEqual([200, undefined])
  })

  it('reads credentials form-encoded only', async () => {
    start({ secrets: 'special', basic: 'form' })
    const { customerId, clientId, clientSecret } = fixture.customer
    const status = async (secret: string) => {
      const headers = { authorization: `Basic ${btoa(`${clientId}:${secret}`)}` }
      const body = new URLSearchParams({ grant_type: 'client_credentials', scope: '*:webhooks/**' })
      const request = new Request(`${ORIGIN}/${customerId}/login/token`, { method: 'POST', headers, body })
      return (await fixture.sandbox.fetch(request)).status
    }
    const encoded = new URLSearchParams({ secret: clientSecret }).toString().slice('secret='.length)
    expect([await status(clientSecret), await status(encoded)]).toEqual([401, 200])
    await control('PATCH', '/options', { basic: 'plain' })
    expect([await status(clientSecret), await status(encoded)]).toEqual([200, 401])
  })

  it('shows an event as before its redelivery for a while', async () => {
    const subscription = fixture.subscription()
    const { id } = await fixture.failedEvent(subscription)
    const path = `/${subscription.subscriptionId}/events/${id}`
    const seen = async () => [(await get(path)).body, (await get(`${path}/history`)).body._embedded]
    const before = await seen()
    await control('PATCH', '/options', { redeliveryLag: 60_000 })
    expect((await fixture.call('POST', `${path}/redeliver`)).status).toBe(202)
    await fixture.clock.advance(59_999)
    expect(await seen()).toEqual(before)
    await fixture.clock.advance(1)
    const [event, history] = await seen()
    expect([event.state, history.length]).toEqual(['success', before[1].length + 3])
  })

  it('keeps failures from their creation on', async () => {
    const subscription = fixture.subscription()
    const { id } = await fixture.failedEvent(subscription)
    const path = `/${subscription.subscriptionId}/events/${id}`
    const day = 86_400_000
    await fixture.clock.advance(3 * day)
    const stored = fixture.sandbox.state.events.get(id)
    if (stored) stored.updatedAt = fixture.sandbox.stamp()
    await fixture.clock.advance(5 * day)
    expect((await get(path)).status).toBe(200)
    await turnOn('kept-from-creation')
    expect((await get(path)).status).toBe(404)
  })
})

const [BEGIN, END] = ['<!-- variants -->', '<!-- /variants -->']

describe('the README', () => {
  const readme = join(import.meta.dirname, '..', 'README.md')
  const listed = Object.entries(VARIANT_GROUPS).map(([title, group]) => {
    const names = Object.entries(group).map(
      ([name, { says }]) => `curl -X PUT $S/variants/${name.padEnd(31)} # ${says}`,
    )
    return `**${title}.** An API that…\n\n\`\`\`sh\n${names.join('\n')}\n\`\`\`\n`
  })

  it('lists every variant', () => {
    const page = readFileSync(readme, 'utf8')
    const from = page.indexOf(BEGIN) + BEGIN.length
    const text = `${page.slice(0, from)}\n\n${listed.join('\n')}\n${page.slice(page.indexOf(END))}`
    if (process.env.UPDATE) writeFileSync(readme, text)
    else expect(page).toBe(text)
  })
})
