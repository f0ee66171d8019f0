import { expect, it } from 'vitest'
import { audienceWords, samplesOf } from './audience-words.ts'

const turn = (subscriptionId: string, eventId: string, day: number) => ({
  ...{ subscriptionId, eventId, type: null, user: null, late: false },
  ...{ at: '2026-11-20T12:00:00Z', expiresAt: `2026-11-2${day}T12:00:00Z` },
})
const lanes = (...titles: string[]) =>
  titles.map((title) => ({
    ...{ subscriptionId: title, title, endpoint: '', enabled: true, count: 1, ahead: 0, late: 0 },
    ...{ firstAt: '', endsAt: '', soonestExpiry: '' },
  }))

it('takes the oldest event of each subscription, whatever the order of the turns', () => {
  const turns = [turn('b', 'b2', 4), turn('a', 'a1', 1), turn('b', 'b1', 2), turn('a', 'a2', 3)]
  const samples = [
    { subscriptionId: 'a', eventId: 'a1' },
    { subscriptionId: 'b', eventId: 'b1' },
  ]
  expect(samplesOf({ turns })).toEqual(samples)
  expect(samplesOf({ turns: turns.toReversed() })).toEqual(samples)
})

it('takes twenty at most', () => {
  const turns = Array.from({ length: 30 }, (_, lane) => turn(`lane ${lane}`, `event ${lane}`, 1))
  expect(samplesOf({ turns })).toHaveLength(20)
})

it('says nothing where nothing is wrong or nothing is known', () => {
  const seen = [
    { subscriptionId: 'CRM', audience: 'same' as const },
    { subscriptionId: 'Push', audience: null },
  ]
  expect(audienceWords({ lanes: lanes('CRM', 'Push') }, seen)).toEqual([])
})

it('names the subscriptions whose tokens are for others, and how much it knows', () => {
  const seen = ['A', 'B', 'C', 'D', 'E'].map((subscriptionId) => ({ subscriptionId, audience: 'other' as const }))
  const nobodys = { subscriptionId: 'F', audience: 'unreadable' as const }
  expect(audienceWords({ lanes: lanes('A', 'B', 'C', 'D', 'E', 'F', 'G') }, [...seen, nobodys])).toEqual([
    'Tokens of A, B, C and 2 other subscriptions were made for another endpoint (aud) than the subscription has now.',
    'Tokens of F do not say which endpoint they were made for (aud).',
    'A listener that checks the audience will turn them away.',
    'One event each of 6 of 7 subscriptions was looked at; once sent, each event’s note says it of its own token.',
  ])
  expect(audienceWords({ lanes: lanes('A') }, seen.slice(0, 1)).at(-1)).toContain('of 1 subscription was looked at')
})
