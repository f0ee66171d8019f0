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
  ['X-Api-Key', 'hunter2', '[masked]'],
  ['apikey', 'hunter2', '[masked]'],
  ['X-Auth-Token', 'hunter2', '[masked]'],
  ['X-Amz-Security-Token', 'hunter2', '[masked]'],
  ['Ocp-Apim-Subscription-Key', 'hunter2', '[masked]'],
  ['X-Functions-Key', 'hunter2', '[masked]'],
  ['X-Hub-Signature-256', 'sha256=hunter2', '[masked]'],
  ['X-Client-Secret', 'hunter2', '[masked]'],
  ['Location', 'https://ada:hunter2@x.example/a', 'https://[masked]@x.example/a'],
  ['Location', '//hunter2@x.example/', '//[masked]@x.example/'],
  ['Location', 'https://x.example/in?access_token=hunter2&a=1', 'https://x.example/in?access_token=[masked]&a=1'],
  ['Location', '/in?a=1&code=hunter2#id_token=hunter2', '/in?a=1&code=[masked]#id_token=[masked]'],
  [
    'Location',
    'https://x.example/?X-Amz-Signature=hunter2&sig=hunter2',
    'https://x.example/?X-Amz-Signature=[masked]&sig=[masked]',
  ],
  ['Refresh', '0; url=https://x.example/?apiKey=hunter2', '0; url=https://x.example/?apiKey=[masked]'],
  [
    'Link',
    '<https://a:hunter2@x.example/?token=hunter2>; rel="next"',
    '<https://[masked]@x.example/?token=[masked]>; rel="next"',
  ],
])('masks %s: %s', (name, value, shown) => {
  expect(maskHeaders({ [name]: value })).toEqual({ [name]: shown })
})

it('masks each of several values', () => {
  expect(maskHeaders({ 'Set-Cookie': ['a=hunter2', 'b=hunter2; Path=/'] })).toEqual({
    'Set-Cookie': ['a=[masked]', 'b=[masked]'],
  })
})

it('leaves the rest as it is', () => {
  const headers = {
    'Content-Type': 'text/plain; charset=utf-8',
    constructor: 'x',
    Vary: ['a', 'b'],
    Location: 'https://x.example/orders?page=2&keyword=a#part',
    'WWW-Authenticate': 'Bearer realm="x"',
    Host: 'listener.example:8443',
    'X-Monkey': 'mail@x.example',
    Date: 'Sat, 28 Nov 2026 00:00:00 GMT',
  }
  expect(maskHeaders(headers)).toEqual(headers)
})
