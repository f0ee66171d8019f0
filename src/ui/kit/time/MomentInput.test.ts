import { expect, it } from 'vitest'
import { inputToMoment, momentToInput } from './MomentInput.tsx'

it('keeps UTC as it is', () => {
  expect(momentToInput('2026-11-21T14:03:27.123456Z', 'utc')).toBe('2026-11-21T14:03')
  expect(inputToMoment('2026-11-21T14:03', 'utc')).toBe('2026-11-21T14:03:00.000Z')
})

it('comes back to the same minute in local time, whatever the zone', () => {
  const at = '2026-07-01T22:30:00.000Z'
  expect(inputToMoment(momentToInput(at, 'local'), 'local')).toBe(at)
})

it('takes a field that is not filled in for no time', () => {
  expect(inputToMoment('', 'utc')).toBeUndefined()
  expect(inputToMoment('', 'local')).toBeUndefined()
})
