import { expect, it } from 'vitest'
import { leftOutWords } from './left-out.ts'

const NOTHING = { superseded: 0, queued: 0, succeeded: 0, notFailed: 0, expired: 0, unseen: 0 }

it('says what is left out and why, and nothing of what is not', () => {
  expect(leftOutWords({ ...NOTHING, queued: 1, superseded: 12 })).toEqual([
    '1 event already in the queue of another run',
    '12 updates superseded by a later one of the same user',
  ])
  expect(leftOutWords(NOTHING)).toEqual([])
})

it('has a phrase for each reason', () => {
  const all = { superseded: 1000, queued: 1, succeeded: 1, notFailed: 1, expired: 1, unseen: 1 }
  expect(leftOutWords(all)).toHaveLength(Object.keys(all).length)
  expect(leftOutWords(all)[1]).toMatch(/^1,000 updates /)
})
