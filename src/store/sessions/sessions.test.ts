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
    expect([await sessions.lasts(key), await sessions.find(key)]).toEqual([true, undefined])
    clock.now += SESSION_IDLE / 2
    expect(await sessions.lasts(key)).toBe(true)
    clock.now += SESSION_IDLE / 2
    expect([await sessions.lasts(key), await sessions.find(token)]).toEqual([false, undefined])
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
