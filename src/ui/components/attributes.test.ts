import { expect, it } from 'vitest'
import { attributesInShort } from './attributes.ts'

it('names no more attributes than a line can hold', () => {
  expect(attributesInShort(['email', 'givenName'])).toBe('email, givenName')
  const many = attributesInShort(Array.from({ length: 30_000 }, (_, index) => `/field${index}`))
  expect(many).toMatch(/^\/field0, .*\/field19 and 29,980 more$/)
})
