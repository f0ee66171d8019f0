import { expect, it, vi } from 'vitest'
import { createAccessToken, type IssuedToken } from './access-token.ts'

const HOUR = 3_600_000

const setUp = (issue: () => Promise<IssuedToken> = numbered()) => {
  const clock = { now: 0 }
  const asking = vi.fn(issue)
  return { clock, asking, tokens: createAccessToken(asking, () => clock.now) }
}
const numbered = (life = HOUR) => {
  let count = 0
  return async () => ({ token: `token ${++count}`, life })
}

it('asks once, however many wait', async () => {
  const { tokens, asking } = setUp()
  const all = await Promise.all(Array.from({ length: 50 }, () => tokens.current()))
  expect([new Set(all), asking.mock.calls.length]).toEqual([new Set(['token 1']), 1])
})

it('asks again a minute before the token ends', async () => {
  const { tokens, clock } = setUp()
  await tokens.current()
  clock.now = HOUR - 60_001
  expect(await tokens.current()).toBe('token 1')
  clock.now = HOUR - 60_000
  expect(await tokens.current()).toBe('token 2')
})

it('asks again in the last tenth of a short life', async () => {
  const { tokens, clock } = setUp(numbered(1000))
  await tokens.current()
  clock.now = 899
  expect(await tokens.current()).toBe('token 1')
  clock.now = 900
  expect(await tokens.current()).toBe('token 2')
})

it('counts the life from when the token was asked for', async () => {
  const { tokens, clock } = setUp(async () => {
    clock.now += 500
    return { token: `token at ${clock.now}`, life: 1000 }
  })
  await tokens.current()
  clock.now = 900
  expect(await tokens.current()).toBe('token at 1400')
})

it('does not remember that asking failed', async () => {
  const { tokens, asking } = setUp()
  asking.mockRejectedValueOnce(new Error('down'))
  const both = await Promise.allSettled([tokens.current(), tokens.current()])
  expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  expect([await tokens.current(), asking.mock.calls.length]).toEqual(['token 1', 2])
})

it('renews a refused token once for all who were refused', async () => {
  const { tokens, asking } = setUp()
  const first = await tokens.current()
  const all = await Promise.all([tokens.renew(first), tokens.renew(first), tokens.renew(first)])
  expect([all, asking.mock.calls.length]).toEqual([['token 2', 'token 2', 'token 2'], 2])
  expect([await tokens.renew(first), asking.mock.calls.length]).toEqual(['token 2', 2])
})

it('does not ask over and over when tokens do not help', async () => {
  const { tokens, asking, clock } = setUp()
  const second = (await tokens.renew(await tokens.current())) ?? ''
  expect([await tokens.renew(second), asking.mock.calls.length]).toEqual([undefined, 2])
  clock.now = 10_000
  expect(await tokens.renew(second)).toBe('token 3')
})

it('renews again when the renewed token had been let in', async () => {
  const { tokens } = setUp()
  const second = (await tokens.renew(await tokens.current())) ?? ''
  tokens.accepted(second)
  expect(await tokens.renew(second)).toBe('token 3')
})
