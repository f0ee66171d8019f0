import { expect, it } from 'vitest'
import { maskHeaders } from './mask-headers.ts'

it.each([
  ['Set-Cookie', 'sid=hunter2; Path=/; HttpOnly', 'sid=[masked]'],
  ['set-cookie', 'a=hunter2; Path=/, b=hunter2; Secure', 'a=[masked]'],
  ['SET-COOKIE', 'a=hunter2, b=hunter2', 'a=[masked]'],
  ['Set-Cookie', 'hunter2', '[masked]'],
  ['Set-Cookie', '', '[masked]'],
  [' Cookie ', 'a=hunter2==; b=hunter2', 'a=[masked]; b=[masked]'],
  ['Authorization', 'Bearer hunter2', '[masked]'],
  ['Proxy-Authorization', 'Basic hunter2', '[masked]'],
])('masks %s: %s', (name, value, shown) => {
  expect(maskHeaders({ [name]: value })).toEqual({ [name]: shown })
})

it('masks each of several values', () => {
  expect(maskHeaders({ 'Set-Cookie': ['a=hunter2', 'b=hunter2; Path=/'] })).toEqual({
    'Set-Cookie': ['a=[masked]', 'b=[masked]'],
  })
})

it('leaves the rest as it is', () => {
  const headers = { 'Content-Type': 'text/plain', constructor: 'x', Vary: ['a', 'b'] }
  expect(maskHeaders(headers)).toEqual(headers)
})
