import { expect, it } from 'vitest'
import { initialsOf } from './UserSwitch.tsx'

it.each([
  ['Ada Marlowe', 'AM'],
  ['Ada van der Marlowe', 'AM'],
  ['ada', 'A'],
  [' ', ''],
])('%j is %s', (name, initials) => {
  expect(initialsOf(name)).toBe(initials)
})
