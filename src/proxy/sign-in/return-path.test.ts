import { expect, it } from 'vitest'
import { returnPath } from './return-path.ts'

const home = 'https://console.example'

it.each([
  '/',
  '/prod/subscriptions?q=a%20b&page=2',
  '/prod/subscriptions/fafd23cf-ec8d-49a0-a640-7cfc144e2aec/events?attribute=%2Femail#top',
  '/prod/subscriptions?q=//evil.example',
])('keeps %s', (path) => {
  expect(returnPath(path, home)).toBe(path)
})

it.each([
  undefined,
  '',
  'prod',
  'https://evil.example/',
  'javascript:alert(1)',
  '//evil.example',
  '///evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  '/\t/evil.example',
  '/\n//evil.example',
  '/a/..//evil.example',
  '/.//evil.example',
  '/%2f%2fevil.example',
  '/%2F/evil.example',
  '/%5cevil.example',
  '/%255cevil.example',
  '/%25252fevil.example',
  '/%0d%0aLocation:%20https:%2f%2fevil.example',
  '/%zz',
  '/auth/sign-in?return=/',
  '/api/session',
  `/${'a'.repeat(2000)}`,
  'https://console.example.evil.example/',
  '@evil.example',
])('sends %j home', (path) => {
  expect(returnPath(path, home)).toBe('/')
})
