import { expect, it } from 'vitest'
import type { Environment } from '../../contract/session.ts'
import type { WriteOutcome } from '../api/outcome.ts'
import { compareFile } from './compare.ts'
import { barredBy, firstChoice, questionOf, retryable, tallyOf, tallyWords } from './taking.ts'

const ENVIRONMENT: Environment = {
  id: 'staging',
  name: 'Staging',
  colour: 'teal',
  sandbox: true,
  directReplay: true,
  redeliveryInterval: 60,
  baseUrl: 'https://api.example',
  customerId: '22222222-2222-4222-8222-222222222222',
}
const draft = (title: string, endpoint = 'https://a.example/') => ({
  title,
  endpoint,
  events: ['entityCreated'],
  enabled: true,
  filter: null,
})
const here = {
  ...draft('Here'),
  id: '11111111-1111-4111-8111-111111111111',
  createdAt: '2026-11-01T00:00:00.000Z',
  updatedAt: '2026-11-02T00:00:00.000Z',
  version: 'v1',
}

it('chooses what differs, but for clashes and what the API would refuse', () => {
  const rows = compareFile(
    [
      draft('New'),
      draft('Here', 'https://b.example/'),
      draft('Twin'),
      draft('Twin'),
      draft('Plain', 'http://a.example/'),
    ],
    [here],
  )
  expect([...firstChoice(rows, ENVIRONMENT)]).toEqual(['0', '1'])
  expect([...barredBy(rows, new Set(['2']))]).toEqual([['3', 'Another row named Twin is taken in']])
  expect(questionOf(rows.slice(0, 2), 'Staging')).toBe('Create 1 and change 1 in Staging')
})

it('never tries again what nobody knows of', () => {
  const states: WriteOutcome['state'][] = ['done', 'refused', 'changed', 'unknown']
  expect(states.filter((state) => retryable({ state }))).toEqual(['refused', 'changed'])
})

it('leaves nothing out of the tally', () => {
  const rows = compareFile(
    [draft('A'), draft('B'), draft('Here', 'https://b.example/'), draft('D'), draft('E')],
    [here],
  )
  const results = new Map<string, WriteOutcome>([
    ['0', { state: 'done' }],
    ['1', { state: 'refused' }],
    ['2', { state: 'changed' }],
    ['3', { state: 'unknown' }],
  ])
  const tally = tallyOf(rows, new Set(['0', '1', '2', '3', '4']), results)
  expect(tallyWords(tally)).toBe(
    '1 created, 0 changed, 1 refused, 1 not stored because somebody else changed it, of 1 nobody knows, 1 not begun.',
  )
})
