import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createLiveSessions, type LiveSessions } from './live-sessions.ts'

let lasting: string[]
let asked: (readonly string[])[]
let broken: boolean
let sessions: LiveSessions
let ended: string[]

beforeEach(() => {
  vi.useFakeTimers()
  lasting = ['one', 'other']
  asked = []
  broken = false
  ended = []
  sessions = createLiveSessions({
    async lasting(keys) {
      asked.push(keys)
      if (broken) throw new Error('the store is away')
      return keys.filter((key) => lasting.includes(key))
    },
  })
})
afterEach(() => vi.useRealTimers())

/** Opens a stream that closes its count when it is ended, as streams do. */
const open = (key: string) => {
  const close = sessions.open(key, () => {
    ended.push(key)
    close?.()
  })
  return close
}
const seconds = (count: number) => vi.advanceTimersByTimeAsync(count * 1000)

it('asks once a second for all streams together, and ends those whose session was ended elsewhere', async () => {
  open('one')
  open('one')
  open('other')
  await seconds(2)
  expect([asked, ended]).toEqual([
    [
      ['one', 'other'],
      ['one', 'other'],
    ],
    [],
  ])
  lasting = ['other']
  await seconds(1)
  expect(ended).toEqual(['one', 'one'])
})

it('asks nothing while nothing is open', async () => {
  const close = open('one')
  await seconds(1)
  close?.()
  await seconds(10)
  expect([asked.length, vi.getTimerCount()]).toEqual([2, 0])
  open('one')
  await seconds(1)
  expect(asked).toHaveLength(3)
})

it('ends nothing while the store does not answer, and asks again', async () => {
  open('one')
  lasting = []
  broken = true
  await seconds(3)
  expect(ended).toEqual([])
  broken = false
  await seconds(1)
  expect(ended).toEqual(['one'])
})
