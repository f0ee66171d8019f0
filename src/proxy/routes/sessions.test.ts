import { afterEach, beforeEach, expect, it } from 'vitest'
import type { OpenSessions } from '../../contract/session.ts'
import { createProxyFixture, HOME, type ProxyFixture } from '../../testing/proxy-fixture.ts'

let fixture: ProxyFixture

beforeEach(async () => {
  fixture = await createProxyFixture()
})
afterEach(() => fixture.close())

const VERA = { id: 'id-viewer', name: 'Vera at home', email: null, role: 'viewer' } as const
const statusOf = async (token: string) => {
  const request = new Request(`${HOME}/api/session`, { headers: { cookie: `console-session=${token}` } })
  return (await fixture.proxy.fetch(request)).status
}
const listed = async (role: 'viewer' | 'operator' | 'administrator', path: string) =>
  ((await fixture.as(role, 'GET', path)).body as OpenSessions).items

it('are shown to their person: where from, since when, and which is this one', async () => {
  await fixture.as('operator', 'GET', '/api/session')
  await fixture.store.sessions.create({ ...VERA, address: '192.0.2.7', browser: 'Firefox on Linux', sid: 'p-1' })
  const items = await listed('viewer', '/api/sessions/own')
  expect(items).toHaveLength(2)
  expect(items.find(({ current }) => !current)).toEqual({
    id: expect.stringMatching(/^[\da-f]{16}$/),
    user: { id: 'id-viewer', name: 'Vera at home', email: null },
    role: 'viewer',
    signedInAt: new Date(fixture.clock.now()).toISOString(),
    lastUsedAt: new Date(fixture.clock.now()).toISOString(),
    expiresAt: new Date(fixture.clock.now() + 8 * 3600_000).toISOString(),
    address: '192.0.2.7',
    browser: 'Firefox on Linux',
    current: false,
  })
  expect(items.find(({ current }) => current)).toMatchObject({ user: { name: 'Name of viewer' } })
})

it('end one by one, with a row in the journal that says which', async () => {
  const token = await fixture.store.sessions.create({ ...VERA, address: '192.0.2.7', browser: 'Firefox on Linux' })
  const [other] = (await listed('viewer', '/api/sessions/own')).filter(({ current }) => !current)
  const end = () => fixture.as('viewer', 'POST', '/api/sessions/own/end', { body: { id: other?.id } })
  expect([(await end()).body, await statusOf(token)]).toEqual([{ ended: 1 }, 401])
  expect((await end()).body).toEqual({ ended: 0 })
  expect(await listed('viewer', '/api/sessions/own')).toMatchObject([{ current: true }])
  const entries = (await fixture.journal()).filter(({ action }) => action === 'session.end')
  expect(entries).toMatchObject([
    {
      actor: { id: 'id-viewer', name: 'Name of viewer' },
      role: 'viewer',
      target: { type: 'session', id: 'id-viewer', title: 'Vera at home' },
      after: { ended: [{ role: 'viewer', address: '192.0.2.7', browser: 'Firefox on Linux' }] },
      outcome: 'done',
    },
  ])
})

it('of others are out of reach for everybody but administrators', async () => {
  await fixture.as('operator', 'GET', '/api/session')
  const [theirs] = await listed('operator', '/api/sessions/own')
  const end = (path: string) => fixture.as('viewer', 'POST', path, { body: { id: theirs?.id } })
  expect((await end('/api/sessions/own/end')).body).toEqual({ ended: 0 })
  expect((await end('/api/sessions/end')).status).toBe(403)
  expect((await fixture.as('viewer', 'GET', '/api/sessions')).status).toBe(403)
  expect(await listed('operator', '/api/sessions/own')).toHaveLength(1)
})

it('all others end at once, the one that asks goes on', async () => {
  const tokens = [await fixture.store.sessions.create(VERA), await fixture.store.sessions.create(VERA)]
  await fixture.as('operator', 'GET', '/api/session')
  const others = { body: { others: true } }
  expect((await fixture.as('viewer', 'POST', '/api/sessions/own/end', others)).body).toEqual({ ended: 2 })
  expect([await statusOf(tokens[0] ?? ''), await statusOf(tokens[1] ?? '')]).toEqual([401, 401])
  const everybody = await listed('administrator', '/api/sessions')
  expect(everybody.map(({ user }) => user.id).toSorted()).toEqual(['id-administrator', 'id-operator', 'id-viewer'])
  expect((await fixture.as('administrator', 'POST', '/api/sessions/end', others)).body).toEqual({ ended: 2 })
  expect(await listed('administrator', '/api/sessions')).toMatchObject([{ current: true }])
  const entries = (await fixture.journal()).filter(({ actor }) => actor.id === 'id-administrator')
  expect(entries.map(({ target }) => target.title).toSorted()).toEqual(['Name of operator', 'Name of viewer'])
})

it.each([{}, { others: false }, { id: 'not a key' }, { id: '0123456789abcdef', others: true }])(
  'do not end on %j',
  async (body) => {
    expect((await fixture.as('administrator', 'POST', '/api/sessions/end', { body })).status).toBe(400)
  },
)
