import { expect, it } from 'vitest'
import { describeOnBothEngines } from '../../testing/postgres-stores.ts'
import { SESSION_IDLE, SESSION_LIFE } from './sessions.ts'
import { SIGN_IN_LIFE } from './sign-ins.ts'

const USER = { id: 'u-1', name: 'Olga Operator', email: null, role: 'operator' } as const
const SIGN_IN = { state: 's', nonce: 'n', codeVerifier: 'v', returnTo: '/production/subscriptions', replaces: null }

describeOnBothEngines('sessions', ({ open }) => {
  async function opened() {
    const clock = { now: Date.UTC(2026, 10, 21) }
    const { sessions } = await open({ now: () => clock.now })
    return { clock, sessions }
  }

  it('are found by their token, with the time they end', async () => {
    const { sessions } = await opened()
    const token = await sessions.create(USER)
    expect(token).toMatch(/^[\w-]{43}$/)
    expect(await sessions.find(token)).toEqual({
      key: expect.stringMatching(/^[\da-f]{64}$/),
      user: { id: 'u-1', name: 'Olga Operator', email: null },
      role: 'operator',
      expiresAt: '2026-11-21T08:00:00.000Z',
    })
    expect(await sessions.find(`${token}x`)).toBeUndefined()
  })

  it('last by their key, which is no token and counts as no use', async () => {
    const { clock, sessions } = await opened()
    const token = await sessions.create(USER)
    const { key = '' } = (await sessions.find(token)) ?? {}
    expect([await sessions.lasting([key, 'no key']), await sessions.find(key)]).toEqual([[key], undefined])
    clock.now += SESSION_IDLE / 2
    expect(await sessions.lasting([key])).toEqual([key])
    clock.now += SESSION_IDLE / 2
    expect([await sessions.lasting([key]), await sessions.lasting([]), await sessions.find(token)]).toEqual([
      [],
      [],
      undefined,
    ])
  })

  it('end an hour after their last use', async () => {
    const { clock, sessions } = await opened()
    const token = await sessions.create(USER)
    clock.now += SESSION_IDLE - 1
    expect(await sessions.find(token)).toBeDefined()
    clock.now += SESSION_IDLE - 1
    expect(await sessions.find(token)).toBeDefined()
    clock.now += SESSION_IDLE
    expect(await sessions.find(token)).toBeUndefined()
  })

  it('end 8 hours after sign-in, however much they are used', async () => {
    const { clock, sessions } = await opened()
    const token = await sessions.create(USER)
    for (let used = 0; used < SESSION_LIFE; used += SESSION_IDLE / 2) {
      expect(await sessions.find(token)).toBeDefined()
      clock.now += SESSION_IDLE / 2
    }
    expect(await sessions.find(token)).toBeUndefined()
  })

  it('end at sign-out', async () => {
    const { sessions } = await opened()
    const [token, other] = [await sessions.create(USER), await sessions.create(USER)]
    await sessions.end(token)
    expect(await sessions.find(token)).toBeUndefined()
    expect(await sessions.find(other)).toBeDefined()
  })

  it('are listed with where they were begun, the one used last first, as long as they last', async () => {
    const { clock, sessions } = await opened()
    const start = clock.now
    const old = await sessions.create({ ...USER, address: '192.0.2.7', browser: 'Firefox on Linux' })
    clock.now += SESSION_IDLE / 2
    await sessions.create({ ...USER, id: 'u-2', name: 'Ada' })
    clock.now += 60_000
    await sessions.find(old)
    const [first, second] = await sessions.list({}, 10)
    expect(first).toEqual({
      key: expect.stringMatching(/^[\da-f]{64}$/),
      user: { id: 'u-1', name: 'Olga Operator', email: null },
      role: 'operator',
      signedInAt: new Date(start).toISOString(),
      lastUsedAt: new Date(clock.now).toISOString(),
      expiresAt: new Date(start + SESSION_LIFE).toISOString(),
      address: '192.0.2.7',
      browser: 'Firefox on Linux',
    })
    expect(second).toMatchObject({ user: { name: 'Ada' }, address: null, browser: null })
    expect(await sessions.list({ userId: 'u-2' }, 10)).toHaveLength(1)
    expect(await sessions.list({}, 1)).toEqual([first])
    clock.now += SESSION_IDLE - 60_000
    expect(await sessions.list({}, 10)).toHaveLength(1)
  })

  it('end by person, beginning of key, role and name at the provider, and no others', async () => {
    const { sessions } = await opened()
    const one = await sessions.create({ ...USER, sid: 'p-1' })
    const two = await sessions.create({ ...USER, role: 'viewer' })
    await sessions.create({ ...USER, id: 'u-2', sid: 'p-2' })
    const keyOf = async (token: string) => (await sessions.find(token))?.key ?? ''
    const fitting = async (selection: Parameters<typeof sessions.list>[0]) =>
      (await sessions.list(selection, 10)).length
    const [first, second] = [await keyOf(one), await keyOf(two)]
    expect([
      await fitting({ id: first.slice(0, 16) }),
      await fitting({ id: first.slice(0, 16), userId: 'u-2' }),
      await fitting({ except: first }),
      await fitting({ userId: 'u-1', notIn: 'operator' }),
      await fitting({ sids: ['p-1'] }),
      await fitting({ userId: 'u-1', sids: ['p-1', null] }),
      await fitting({ sids: [] }),
    ]).toEqual([1, 0, 2, 1, 1, 2, 0])
    expect((await sessions.endThose({ userId: 'u-1', except: first })).map(({ key }) => key)).toEqual([second])
    expect([await fitting({}), await sessions.find(two)]).toEqual([2, undefined])
  })

  it('remember a sign-in for one asker', async () => {
    const { sessions } = await opened()
    const token = await sessions.beginSignIn(SIGN_IN)
    const takers = await Promise.all([sessions.takeSignIn(token), sessions.takeSignIn(token)])
    expect(takers.filter((taken) => taken !== undefined)).toEqual([SIGN_IN])
  })

  it('forget a sign-in after ten minutes', async () => {
    const { clock, sessions } = await opened()
    const token = await sessions.beginSignIn(SIGN_IN)
    clock.now += SIGN_IN_LIFE
    expect(await sessions.takeSignIn(token)).toBeUndefined()
  })

  it('are pruned when they are over, and only then', async () => {
    const { clock, sessions } = await opened()
    const [old, oldSignIn] = [await sessions.create(USER), await sessions.beginSignIn(SIGN_IN)]
    clock.now += SESSION_IDLE
    const [fresh, freshSignIn] = [await sessions.create(USER), await sessions.beginSignIn(SIGN_IN)]
    await sessions.prune()
    clock.now -= SESSION_IDLE // had they stayed, they would be valid again
    expect(await sessions.find(old)).toBeUndefined()
    expect(await sessions.takeSignIn(oldSignIn)).toBeUndefined()
    expect(await sessions.find(fresh)).toBeDefined()
    expect(await sessions.takeSignIn(freshSignIn)).toEqual(SIGN_IN)
  })
})
