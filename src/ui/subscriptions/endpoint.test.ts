import { expect, it } from 'vitest'
import { splitEndpoint } from './endpoint.ts'

it.each([
  ['https://hooks.example.com/v1/users?key=a', 'hooks.example.com', '/v1/users?key=a'],
  ['https://hooks.example.com:8443/', 'hooks.example.com:8443', ''],
  ['http://hooks.example.com/x', 'http://hooks.example.com', '/x'],
  ['not an address', 'not an address', ''],
  ['mailto:somebody', 'mailto:somebody', ''],
])('splits %s', (endpoint, host, rest) => {
  expect(splitEndpoint(endpoint)).toEqual({ host, rest })
})
