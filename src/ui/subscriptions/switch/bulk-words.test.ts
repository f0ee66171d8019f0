import { expect, it } from 'vitest'
import { bulkQuestion, bulkTally, differing } from './bulk-words.ts'

it('leaves alone what is so already', () => {
  expect(differing([{ enabled: true }, { enabled: false }], false)).toEqual([{ enabled: true }])
})

it('names the consequence, and asks again only for what is left', () => {
  const of = (given: Partial<Parameters<typeof bulkQuestion>[0]>) =>
    bulkQuestion({ planned: 3, left: 3, begun: false, running: false, enabled: false, ...given })
  expect(of({})).toEqual({ title: 'Switch off 3 subscriptions?', confirm: 'Switch off 3 and keep recording' })
  expect(of({ enabled: true })).toEqual({ title: 'Switch on 3 subscriptions?', confirm: 'Switch on 3' })
  expect(of({ begun: true, left: 1 })).toEqual({ title: '1 of 3 are not off', confirm: 'Try 1 again' })
  expect(of({ begun: true, left: 0 })).toEqual({ title: '3 subscriptions are off', confirm: undefined })
})

it('tells all that did not work', () => {
  expect(
    bulkTally([{ state: 'done' }, { state: 'refused' }, { state: 'changed' }, { state: 'unknown' }], 2, true),
  ).toBe(
    '1 switched on, 1 refused, 1 not switched because somebody else changed them, 1 without an answer, 2 not begun.',
  )
})
