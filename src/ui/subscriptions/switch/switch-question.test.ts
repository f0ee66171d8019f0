import { expect, it } from 'vitest'
import { switchQuestion } from './switch-question.ts'

const off = { title: 'Orders', enabled: false, problem: undefined, now: undefined } as const

it.each([
  ['at first', off, 'Disable Orders?', 'Cancel', 'Disable and keep recording'],
  ['turning on', { ...off, enabled: true }, 'Enable Orders?', 'Cancel', 'Enable'],
  [
    'after a refusal',
    { ...off, problem: 'upstream_refused' },
    'Disable Orders?',
    'Cancel',
    'Disable and keep recording',
  ],
  [
    'when it was changed meanwhile',
    { ...off, problem: 'changed_meanwhile', now: true },
    'Orders was changed meanwhile',
    'Keep theirs',
    'Disable it all the same',
  ],
  [
    'when somebody did the same',
    { ...off, problem: 'changed_meanwhile', now: false },
    'Orders is off',
    'Close',
    undefined,
  ],
  ['when it arrived unheard', { ...off, problem: 'outcome_unknown', now: false }, 'Orders is off', 'Close', undefined],
  [
    'when it did not arrive',
    { ...off, problem: 'outcome_unknown', now: true },
    'Disable Orders?',
    'Cancel',
    'Disable and keep recording',
  ],
] as const)('asks %s', (_when, given, title, cancel, confirm) => {
  expect(switchQuestion(given)).toMatchObject({ title, cancel, confirm, settled: confirm === undefined })
})
