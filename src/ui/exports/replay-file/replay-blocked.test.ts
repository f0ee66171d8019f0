import { expect, it } from 'vitest'
import { replayBlocked } from './replay-blocked.ts'

const listener = {
  id: '21111111-2222-4333-8444-555555555555',
  title: 'Orders',
  endpoint: 'https://orders.listener.example/hooks',
  events: [],
  enabled: true,
  filter: null,
  createdAt: '2026-11-21T10:00:01Z',
  updatedAt: '2026-11-21T10:00:01Z',
  version: 'v1',
}
const contents = { events: 3, broken: 0, old: 0, reported: [], subscriptions: new Map(), audiences: new Map() }
const fine = {
  file: { size: 9_000 },
  contents,
  lost: false,
  others: 0,
  broken: 0,
  skip: false,
  unconfirmed: false,
  listener,
  name: 'Replay',
}

it('lets a file go out that was looked through, with a listener and a name', () => {
  expect(replayBlocked(fine)).toBeUndefined()
})

it.each([
  [{ contents: undefined }, /still being looked through/],
  [{ lost: true }, /choose it again/],
  [{ file: { size: 200_000_000 } }, /larger than 128 MiB/],
  [{ contents: { ...contents, events: 50_001 } }, /more than 50,000 lines/],
  [{ contents: { ...contents, events: 0 } }, /no event/],
  [{ broken: 2 }, /2 lines cannot be used: leave them out/],
  [{ others: 3, broken: 3 }, /None of the events/],
  [{ unconfirmed: true }, /older than 7 days: say/],
  [{ listener: undefined }, /Choose the subscription/],
  [{ name: '  ' }, /name/],
] as const)('says why not: %j', (differs, words) => {
  expect(replayBlocked({ ...fine, ...differs })).toMatch(words)
})

it('takes no offence at broken lines that are left out', () => {
  expect(replayBlocked({ ...fine, broken: 2, skip: true })).toBeUndefined()
})
