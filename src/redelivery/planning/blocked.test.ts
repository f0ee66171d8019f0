import { expect, it } from 'vitest'
import { redeliveryBlock, redeliveryBlocked } from './blocked.ts'

const now = Date.parse('2026-11-21T12:00:00Z')
const failed = { state: 'failure', expiresAt: '2026-11-22T12:00:00Z' }
const on = { enabled: true }

it('lets a stored, failed event of an enabled subscription go', () => {
  expect(redeliveryBlocked(failed, on, now)).toBeUndefined()
})

it.each(['success', 'awaiting-executing', 'executing', 'awaiting-retry', 'frozen'])(
  'holds back an event in state %s',
  (state) => {
    expect(redeliveryBlock({ ...failed, state }, on, now)).toMatchObject({
      code: 'not_failed',
      words: expect.stringMatching(/\w/),
    })
  },
)

it('names a state nobody knows', () => {
  expect(redeliveryBlocked({ ...failed, state: 'frozen' }, on, now)).toContain('frozen')
})

it('holds back an event whose 7 days are over, to the millisecond', () => {
  const expired = { ...failed, expiresAt: new Date(now).toISOString() }
  expect(redeliveryBlock(expired, on, now)?.code).toBe('not_found')
  expect(redeliveryBlock(expired, on, now - 1)).toBeUndefined()
})

it('holds back events of a subscription that is off', () => {
  expect(redeliveryBlock(failed, { enabled: false }, now)?.code).toBe('subscription_off')
})
