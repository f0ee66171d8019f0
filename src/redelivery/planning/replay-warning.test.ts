import { expect, it } from 'vitest'
import { audienceOf, replayWarning } from './replay-warning.ts'

const HERE = 'https://listener.example.com/hook'
const tokenWith = (claims: unknown) => `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.c2ln`

it.each([
  ['a list that holds it', { aud: [HERE] }, 'same'],
  ['a list that holds it among others', { aud: ['https://other.example/', HERE] }, 'same'],
  ['the string itself', { aud: HERE }, 'same'],
  ['the same written otherwise', { aud: 'HTTPS://Listener.Example.com:443/hook' }, 'same'],
  ['another path', { aud: [`${HERE}/v2`] }, 'other'],
  ['another host', { aud: ['https://other.example/hook'] }, 'other'],
  ['a path with letters of all kinds', { aud: ['https://listener.example.com/hök', HERE] }, 'same'],
  ['no audience', {}, 'unreadable'],
  ['an empty one', { aud: [] }, 'unreadable'],
  ['what is neither', { aud: 7 }, 'unreadable'],
  ['claims that are no object', 'text', 'unreadable'],
])('%s', (_, claims, expected) => {
  expect(audienceOf(tokenWith(claims), HERE)).toBe(expected)
})

it.each(['', 'a.b.c', 'no token at all'])('what cannot be read: %j', (token) => {
  expect(audienceOf(token, HERE)).toBe('unreadable')
})

it('warns only when there is something to warn of', () => {
  expect(replayWarning(tokenWith({ aud: HERE }), HERE)).toBeUndefined()
  expect(replayWarning(tokenWith({ aud: ['https://old.example/'] }), HERE)).toContain('another endpoint')
  expect(replayWarning('no token', HERE)).toContain('does not say')
})
