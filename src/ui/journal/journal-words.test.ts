import { expect, it } from 'vitest'
import { changeInWords } from './journal-words.ts'

it('tells a switch in words', () => {
  expect(changeInWords({ before: { enabled: true }, after: { enabled: false } })).toEqual(['On', 'Off'])
})

it('tells a redelivery in words', () => {
  expect(changeInWords({ before: { state: 'failure' }, after: { state: 'awaiting-executing' } })).toEqual([
    'Failed',
    'Scheduled',
  ])
})

it('says nothing where nothing changed or nothing is known', () => {
  expect(changeInWords({ before: { enabled: true }, after: { enabled: true } })).toBeNull()
  expect(changeInWords({ before: { enabled: true }, after: null })).toBeNull()
  expect(changeInWords({ before: null, after: null })).toBeNull()
})
