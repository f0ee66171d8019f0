import { expect, it } from 'vitest'
import { reasonOrRemedy, saidWords } from './said.ts'

it.each([
  [{ upstreamStatus: 409, upstreamMessage: 'Busy' }, 'Identity Cloud said (409): “Busy”'],
  [{ upstreamMessage: 'Busy' }, 'Identity Cloud said: “Busy”'],
  [{ upstreamStatus: 400 }, 'Identity Cloud answered 400. It does not say why.'],
  [{ upstreamStatus: 400, fields: [{ name: 'title', reason: 'is taken' }] }, ''],
  [{ upstreamStatus: 200 }, ''],
  [{}, ''],
])('says what the API says: %j', (problem, words) => {
  expect(saidWords(problem)).toBe(words)
})

it('gives a row the reason, or the remedy with that there is none', () => {
  const remedy = 'Try again.'
  expect(reasonOrRemedy({ remedy, upstreamStatus: 409, upstreamMessage: 'Busy' })).toBe(
    'Identity Cloud said (409): “Busy”',
  )
  expect(reasonOrRemedy({ remedy, upstreamStatus: 400 })).toBe(
    `Try again. Identity Cloud answered 400. It does not say why.`,
  )
  expect(reasonOrRemedy({ remedy })).toBe(remedy)
})
