import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { createDatabase } from '../testing/postgres.ts'
import { createProxyFixture, HOME, type ProxyFixture } from '../testing/proxy-fixture.ts'

const LIST = '/api/environments/production/subscriptions'
const server = inject('postgres')

describe.skipIf(server === null)('two processes on one database', () => {
  let [one, other]: ProxyFixture[] = []
  beforeAll(async () => {
    const setting = { postgres: await createDatabase(server ?? '') }
    one = await createProxyFixture({}, {}, setting)
    other = await createProxyFixture({}, {}, setting, one)
  })
  afterAll(async () => {
    await other?.close()
    await one?.close()
  })
  const both = () => {
    if (!one || !other) throw new Error('There are two')
    return { one, other }
  }
  type Process = ProxyFixture
  const rowAt = async (process: Process, id: string) =>
    (await process.as('viewer', 'GET', LIST)).body.items.find((item: { id: string }) => item.id === id)
  const change = (process: Process, id: string, version: string, body: object) =>
    process.as('administrator', 'PATCH', `${LIST}/${id}`, { body, headers: { 'if-match': `"${version}"` } })

  it('show at once what the other changed, and neither refuses the person who saw it', async () => {
    const { one, other } = both()
    const { subscriptionId: id } = one.subscription()
    await rowAt(one, id)
    await rowAt(other, id)
    for (let turn = 0; turn < 24; turn++) {
      const [writer, reader] = turn % 2 === 0 ? [one, other] : [other, one]
      const seen = await rowAt(writer, id)
      const { status } = await change(writer, id, seen.version, { enabled: turn % 4 > 1 })
      expect([status, (await rowAt(reader, id)).enabled]).toEqual([200, turn % 4 > 1])
      expect((await reader.as('viewer', 'GET', `${LIST}/${id}`)).body.enabled).toBe(turn % 4 > 1)
    }
  })

  it('show what the other created, and not what it deleted', async () => {
    const { one, other } = both()
    await other.as('viewer', 'GET', LIST)
    const body = {
      title: 'Of the other',
      endpoint: 'https://x.listener.example/',
      events: [],
      enabled: true,
      filter: null,
    }
    const made = await one.as('administrator', 'POST', LIST, { body })
    const { id, version } = made.body
    expect([made.status, await rowAt(other, id)]).toMatchObject([201, { title: 'Of the other' }])
    const gone = await one.as('administrator', 'DELETE', `${LIST}/${id}`, {
      body: { title: 'Of the other' },
      headers: { 'if-match': `"${version}"` },
    })
    expect([gone.status, await rowAt(other, id)]).toEqual([204, undefined])
  })

  it('end a session that the other ended, and its live streams', async () => {
    const { one, other } = both()
    const user = { id: 'id-vera', name: 'Vera', email: null, role: 'viewer' } as const
    const cookie = `console-session=${await one.store.sessions.create(user)}`
    const open = (path: string) => one.proxy.fetch(new Request(`${HOME}${path}`, { headers: { cookie } }))
    const stream = await open('/api/environments/production/live')
    const reader = stream.body?.getReader()
    await reader?.read()
    const { items } = (await other.as('administrator', 'GET', '/api/sessions')).body
    const { id } = items.find((session: { user: { id: string } }) => session.user.id === 'id-vera')
    expect((await other.as('administrator', 'POST', '/api/sessions/end', { body: { id } })).body).toEqual({ ended: 1 })
    expect((await open('/api/session')).status).toBe(401)
    let last = await reader?.read()
    while (last && !last.done) last = await reader?.read()
    expect(last?.done).toBe(true)
  })

  it('never overwrite each other: of two changes of one version one is refused', async () => {
    const { one, other } = both()
    for (let pair = 0; pair < 10; pair++) {
      const { subscriptionId: id } = one.subscription()
      const { version } = (await one.as('viewer', 'GET', `${LIST}/${id}`)).body
      const answers = await Promise.all([
        change(one, id, version, { endpoint: 'https://one.listener.example/' }),
        change(other, id, version, { endpoint: 'https://other.listener.example/' }),
      ])
      expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 412])
      const won = answers.find(({ status }) => status === 200)
      expect(one.sandbox.state.subscriptions.get(id)?.endpoint).toBe(won?.body.endpoint)
    }
  })
})
